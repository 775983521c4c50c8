// Every key of the configuration file.
import { PROFILES, SEVERITIES } from '../engine/rule.js';
import { NEWEST_KUBERNETES } from './defaults.js';
import type { Key } from './shape.js';

/** What may stand behind a rule's id, beside a mapping with options. */
export const RULE_SWITCHES = ['off', ...SEVERITIES] as const;

/** What the value of a label may be held to. */
const LABEL_FORMATS = ['text', 'url', 'rfc3339', 'semver', 'hash', 'spdx', 'email'] as const;

const profile = {
  description: 'Which rules run: recommended (few false alarms), strict (hardening beyond the usual), all.',
  shape: { type: 'choice', values: PROFILES },
  default: 'recommended',
} as const satisfies Key;

const rules = {
  description: 'Settings by rule id: off, a severity, or a mapping with severity and options.',
  shape: { type: 'rules' },
} as const satisfies Key;

export const KEYS = {
  profile,
  rules,
  overrides: {
    description: 'Other settings for some files. All entries that fit a file hold, later ones over earlier ones.',
    shape: {
      type: 'list',
      of: {
        type: 'object',
        keys: {
          files: {
            description: 'Patterns in gitignore syntax, relative to the folder of this file.',
            shape: { type: 'texts' },
          },
          profile: { ...profile, description: 'Which rules run for these files.' },
          rules: { ...rules, description: 'Settings by rule id for these files.' },
        },
      },
    },
  },
  exclude: {
    description: 'Files and folders that are not checked: patterns in gitignore syntax, relative to the folder of this file.',
    shape: { type: 'texts' },
    default: [],
  },
  failOn: {
    description: 'The least severity that makes the command line exit with 1.',
    shape: { type: 'choice', values: [...SEVERITIES, 'never'] as const },
    default: 'hint',
  },
  kubernetes: {
    description: 'The Kubernetes version that manifests are judged against, such as 1.31.',
    shape: { type: 'version' },
    default: NEWEST_KUBERNETES,
  },
  targets: {
    description: 'Names of the build stages that ship. Without it the last stage of a Dockerfile is the one that ships.',
    shape: { type: 'texts' },
    default: [],
  },
  contextRoot: {
    description:
      'Folder of the build context, relative to the folder of this file. Without it the nearest folder that holds what a Dockerfile copies.',
    shape: { type: 'text' },
    default: '',
  },
  foreignSuppressions: {
    description:
      'Do comments that suppress findings of other tools (hadolint, BuildKit, Trivy, Checkov, KICS, Semgrep, tally) hide ours too?',
    shape: { type: 'flag' },
    default: true,
  },
  registries: {
    description: 'Where images may come from.',
    shape: {
      type: 'object',
      keys: {
        allow: {
          description: 'Registries that images may be pulled from; * stands for any characters.',
          shape: { type: 'texts' },
          default: [],
        },
        mirrors: {
          description: 'The mirror to use in place of a registry.',
          shape: { type: 'dictionary', of: { type: 'text' } },
          default: {},
        },
      },
    },
  },
  labels: {
    description: 'Labels that images must carry.',
    shape: {
      type: 'object',
      keys: {
        required: { description: 'Keys of labels that every shipped image must have.', shape: { type: 'texts' }, default: [] },
        schema: {
          description: 'What the values of labels must look like, by key.',
          shape: { type: 'dictionary', of: { type: 'choice', values: LABEL_FORMATS } },
          default: {},
        },
        strict: { description: 'Report labels that the schema does not name.', shape: { type: 'flag' }, default: false },
      },
    },
  },
} as const satisfies Readonly<Record<string, Key>>;

export const ROOT = { type: 'object', keys: KEYS } as const;
