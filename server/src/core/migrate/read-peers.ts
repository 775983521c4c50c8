// Reads the configuration files of hadolint, Trivy, Checkov and tally.
import { parseToml } from '../parse/toml.js';
import { readYaml } from '../model/yaml/read-yaml.js';
import { toPlain } from '../model/yaml/plain-data.js';
import type { Severity } from '../engine/rule.js';
import type { PeerFile, PeerReading, Setting, Wish } from './types.js';
import { baseName } from '../text/base-name.js';

type Reader = (file: PeerFile) => PeerReading;
type Data = Readonly<Record<string, unknown>>;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? String(item) : []));

/** The line (from 1) that starts with the word, else the first that holds it, else 1. */
function lineOf(text: string, word: string): number {
  const lines = text.split('\n');
  const starts = lines.findIndex((line) => line.replace(/^[\s"'[-]+/, '').startsWith(word));
  const at = starts >= 0 ? starts : lines.findIndex((line) => line.includes(word));
  return at < 0 ? 1 : at + 1;
}

function yamlData(file: PeerFile): { readonly data: Data; readonly problem: string | undefined } {
  const document = readYaml(file.text, { json: false, template: false });
  const [problem] = document.problems;
  const data = toPlain(document);
  if (problem) return { data: {}, problem: `line ${file.text.slice(0, problem.span.start).split('\n').length}: it is no valid YAML` };
  if (data === undefined || data === null) return { data: {}, problem: undefined };
  return isData(data) ? { data, problem: undefined } : { data: {}, problem: 'it holds no mapping of keys' };
}

const HADOLINT_SEVERITY: Readonly<Record<string, Severity | 'never'>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  style: 'hint',
  ignore: 'never',
  none: 'never',
};
const LABEL_TYPES = new Set(['text', 'url', 'rfc3339', 'semver', 'hash', 'spdx', 'email']);

function readHadolintConfig(file: PeerFile): PeerReading {
  const { data, problem } = yamlData(file);
  const wishes: Wish[] = [];
  const at = (word: string): number => lineOf(file.text, word);
  const set = (written: string, line: number, setting: Setting) => wishes.push({ kind: 'setting', written, line, setting });
  const none = (written: string, why: string) => wishes.push({ kind: 'none', written, line: at(written.split(/[: ]/)[0] ?? ''), why });
  for (const [key, value] of Object.entries(data)) {
    if (key === 'ignored') for (const id of textsOf(value)) wishes.push({ kind: 'off', id: `hadolint:${id}`, written: id, line: at(id) });
    else if (key === 'override' && isData(value)) {
      for (const [level, ids] of Object.entries(value)) {
        const severity = HADOLINT_SEVERITY[level];
        for (const id of textsOf(ids)) {
          const written = `${id} as ${level}`;
          if (severity === undefined || severity === 'never') none(written, 'there is no such severity');
          else wishes.push({ kind: 'severity', id: `hadolint:${id}`, severity, written, line: at(id) });
        }
      }
    } else if (key === 'trustedRegistries') set(key, at(key), { key: 'registries.allow', value: textsOf(value) });
    else if (key === 'label-schema' && isData(value)) {
      const schema: Record<string, string> = {};
      for (const [label, type] of Object.entries(value)) {
        const name = String(type).toLowerCase();
        if (LABEL_TYPES.has(name)) schema[label] = name;
        else none(`${label}: ${String(type)}`, 'labels have no such format');
      }
      if (Object.keys(schema).length > 0) set(key, at(key), { key: 'labels.schema', value: schema });
    } else if (key === 'strict-labels') set(key, at(key), { key: 'labels.strict', value: value === true });
    else if (key === 'failure-threshold') {
      const value_ = HADOLINT_SEVERITY[String(value)];
      if (value_ === undefined) none(`${key}: ${String(value)}`, 'there is no such severity');
      else set(`${key}: ${String(value)}`, at(key), { key: 'failOn', value: value_ });
    } else if (key === 'no-fail') {
      if (value === true) set(key, at(key), { key: 'failOn', value: 'never' });
    } else if (key === 'disable-ignore-pragma') {
      if (value === true) set(key, at(key), { key: 'foreignSuppressions', value: false });
    } else if (key === 'format') none(key, 'it is an option of the command line: seaworthy check --format');
    else if (key === 'no-color') none(key, 'it is an option of the command line: seaworthy check --no-color');
    else none(key, 'Seaworthy has no such setting');
  }
  return { path: file.path, wishes, problem };
}

const TRIVY_ID = /^(?:AVD-)?(DS|KSV|KCV)-?(\d{1,4})$/i;
/** `AVD-DS-0002`, `DS002`: the forms that Trivy takes for one check. */
const trivyId = (id: string): string => {
  const match = TRIVY_ID.exec(id);
  return match ? `trivy:${(match[1] ?? '').toUpperCase()}-${(match[2] ?? '').padStart(4, '0')}` : `trivy:${id}`;
};

function trivyWish(written: string, line: number, more: { readonly until?: string; readonly paths?: readonly string[] }): Wish {
  if (!TRIVY_ID.test(written)) {
    const why = /^(?:CVE|GHSA|PRISMA)-/i.test(written)
      ? 'vulnerabilities are not looked for'
      : 'this is no check of files that Seaworthy reads';
    return { kind: 'none', written, line, why };
  }
  return { kind: 'off', id: trivyId(written), written, line, ...more };
}

function readTrivyIgnore(file: PeerFile): PeerReading {
  const wishes = file.text.split('\n').flatMap((text, i): Wish[] => {
    const [id, ...rest] = text.replace(/#.*$/, '').trim().split(/\s+/);
    if (id === undefined || id === '') return [];
    const until = rest.map((word) => /^exp:(\d{4}-\d{2}-\d{2})$/.exec(word)?.[1]).find((day) => day !== undefined);
    return [trivyWish(id, i + 1, until === undefined ? {} : { until })];
  });
  return { path: file.path, wishes, problem: undefined };
}

function readTrivyIgnoreYaml(file: PeerFile): PeerReading {
  const { data, problem } = yamlData(file);
  const wishes: Wish[] = [];
  for (const [kind, entries] of Object.entries(data)) {
    for (const entry of Array.isArray(entries) ? entries : []) {
      if (!isData(entry)) continue;
      const id = String(entry['id'] ?? '');
      const line = lineOf(file.text, id);
      if (kind !== 'misconfigurations') {
        wishes.push({ kind: 'none', written: id, line, why: `${kind} are not looked for` });
        continue;
      }
      const paths = textsOf(entry['paths'] ?? []);
      const until = String(entry['expired_at'] ?? '').slice(0, 10);
      wishes.push(trivyWish(id, line, { ...(paths.length > 0 ? { paths } : {}), ...(/^\d{4}-/.test(until) ? { until } : {}) }));
    }
  }
  return { path: file.path, wishes, problem };
}

/** Letters, digits and slashes mean themselves as a regular expression too. */
const PLAIN_PATH = /^\^?[\w/-]+(?:\\?\.[\w/-]+)*\/?\$?$/;

function readCheckovConfig(file: PeerFile): PeerReading {
  const { data, problem } = yamlData(file);
  const wishes: Wish[] = [];
  const none = (written: string, line: number, why: string) => wishes.push({ kind: 'none', written, line, why });
  for (const [key, value] of Object.entries(data)) {
    const line = lineOf(file.text, key);
    if (key === 'skip-check' || key === 'skip_check') {
      for (const list of textsOf(value)) {
        for (const id of list
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean)) {
          const place = lineOf(file.text, id);
          if (/^CKV2?_/i.test(id) || id.includes('*')) wishes.push({ kind: 'off', id: `checkov:${id}`, written: id, line: place });
          else none(id, place, 'it is no id of a check; severities and names have no equal');
        }
      }
    } else if (key === 'skip-path' || key === 'skip_path') {
      const plain = textsOf(value).filter((path) => PLAIN_PATH.test(path));
      for (const path of textsOf(value))
        if (!PLAIN_PATH.test(path)) none(path, lineOf(file.text, path), 'it is a regular expression: write it as a pattern under exclude');
      const paths = plain.map((path) => path.replace(/^\^|\$$/g, '').replaceAll('\\.', '.'));
      if (paths.length > 0) wishes.push({ kind: 'setting', written: key, line, setting: { key: 'exclude', value: paths } });
    } else if (key === 'soft-fail' || key === 'soft_fail') {
      if (value === true) wishes.push({ kind: 'setting', written: key, line, setting: { key: 'failOn', value: 'never' } });
    } else if (key === 'soft-fail-on' || key === 'soft_fail_on') {
      for (const id of textsOf(value))
        wishes.push({ kind: 'severity', id: `checkov:${id}`, severity: 'info', written: `${id} as info`, line: lineOf(file.text, id) });
    } else if (key === 'check') none(key, line, 'there is no list of the only rules to run: switch the others off');
    else if (
      ['framework', 'output', 'quiet', 'compact', 'directory', 'download-external-modules', 'evaluate-variables', 'branch'].includes(key)
    )
      none(key, line, 'it says how Checkov runs: see seaworthy help check');
    else none(key, line, 'Seaworthy has no such setting');
  }
  return { path: file.path, wishes, problem };
}

const TALLY_SEVERITY: Readonly<Record<string, Severity | 'off'>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  style: 'hint',
  off: 'off',
};

/** `hadolint/DL3006` is hadolint's, `tally/max-lines` and a bare name its own. */
function tallyId(name: string): string {
  const slash = name.indexOf('/');
  const space = slash < 0 ? '' : name.slice(0, slash);
  return /^(?:hadolint|buildkit|shellcheck)$/.test(space) ? `${space}:${name.slice(slash + 1)}` : `tally:${name.replace(/^tally\//, '')}`;
}

function readTallyConfig(file: PeerFile): PeerReading {
  const { data, problem } = parseToml(file.text);
  if (!isData(data)) return { path: file.path, wishes: [], problem: problem ?? 'it holds no keys' };
  const wishes: Wish[] = [];
  const none = (written: string, why: string) =>
    wishes.push({ kind: 'none', written, line: lineOf(file.text, written.split(' ')[0] ?? ''), why });
  const readRule = (name: string, settings: Data) => {
    const line = lineOf(file.text, baseName(name));
    const written = settings['severity'];
    const severity = typeof written === 'string' ? TALLY_SEVERITY[written] : undefined;
    if (severity === 'off') wishes.push({ kind: 'off', id: tallyId(name), written: name, line });
    else if (severity) wishes.push({ kind: 'severity', id: tallyId(name), severity, written: `${name} as ${String(written)}`, line });
    const registries = settings['trusted-registries'];
    if (registries !== undefined)
      wishes.push({
        kind: 'setting',
        written: 'trusted-registries',
        line: lineOf(file.text, 'trusted-registries'),
        setting: { key: 'registries.allow', value: textsOf(registries) },
      });
    for (const key of Object.keys(settings))
      if (key !== 'severity' && key !== 'trusted-registries')
        none(`${key} of ${name}`, 'options of rules are not the same: see seaworthy explain');
  };
  for (const [key, value] of Object.entries(data)) {
    if (key === 'rules' && isData(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'exclude')
          for (const id of textsOf(inner)) wishes.push({ kind: 'off', id: tallyId(id), written: id, line: lineOf(file.text, id) });
        else if (name === 'include')
          for (const id of textsOf(inner)) none(id, 'rules beyond the profile are switched on one by one: see seaworthy rules');
        else if (isData(inner)) {
          for (const [rule, settings] of Object.entries(inner)) {
            if (isData(settings)) readRule(`${name}/${rule}`, settings);
          }
        }
      }
    } else if (key === 'trusted-registries')
      wishes.push({
        kind: 'setting',
        written: key,
        line: lineOf(file.text, key),
        setting: { key: 'registries.allow', value: textsOf(value) },
      });
    else if (key === 'inline-directives' && isData(value)) {
      for (const [name, wanted] of Object.entries(value)) {
        const line = lineOf(file.text, name);
        if (name === 'enabled') {
          if (wanted === false)
            wishes.push({ kind: 'setting', written: name, line, setting: { key: 'foreignSuppressions', value: false } });
        } else if (wanted === true && name === 'require-reason')
          wishes.push({ kind: 'on', rule: 'dockerfile/suppression-without-reason', written: name, line });
        else if (wanted === true && name === 'warn-unused')
          wishes.push({ kind: 'on', rule: 'dockerfile/unused-suppression', written: name, line });
        else if (wanted === true && name === 'validate-rules')
          wishes.push({ kind: 'on', rule: 'dockerfile/unknown-rule-in-suppression', written: name, line });
        else if (wanted === true) none(name, 'Seaworthy has no such setting');
      }
    } else if (key === 'output' && isData(value)) {
      const level = value['fail-level'];
      const failOn = typeof level === 'string' ? HADOLINT_SEVERITY[level] : undefined;
      if (failOn)
        wishes.push({
          kind: 'setting',
          written: `fail-level = ${String(level)}`,
          line: lineOf(file.text, 'fail-level'),
          setting: { key: 'failOn', value: failOn },
        });
      for (const name of Object.keys(value))
        if (name !== 'fail-level') none(name, 'it is an option of the command line: see seaworthy help check');
    } else none(key, 'Seaworthy has no such setting');
  }
  return { path: file.path, wishes, problem };
}

/** Reader by the name of the file, without its folder. */
const READERS: Readonly<Record<string, Reader>> = {
  '.hadolint.yaml': readHadolintConfig,
  '.hadolint.yml': readHadolintConfig,
  'hadolint.yaml': readHadolintConfig,
  '.trivyignore': readTrivyIgnore,
  '.trivyignore.yaml': readTrivyIgnoreYaml,
  '.checkov.yaml': readCheckovConfig,
  '.checkov.yml': readCheckovConfig,
  'tally.toml': readTallyConfig,
  '.tally.toml': readTallyConfig,
};

/** Names of the files that are understood, in the order in which they are read. */
export const PEER_CONFIG_NAMES: readonly string[] = Object.keys(READERS);

/** Absent when the name is not one of those. */
export function readPeerConfig(file: PeerFile): PeerReading | undefined {
  const name = file.path.slice(Math.max(file.path.lastIndexOf('/'), file.path.lastIndexOf('\\')) + 1);
  return Object.hasOwn(READERS, name) ? READERS[name]?.(file) : undefined;
}
