// What an image is for, guessed from what its Dockerfile shows.
import type { Stage } from '../model/dockerfile/types.js';
import { factsOfUse } from './base-images.js';
import { startOf } from './start-command.js';
import { baseName } from '../text/base-name.js';

/** app: runs a program; base: others build on it; dev, ci: for people and pipelines; artifact: files to copy out, never run. */
export const IMAGE_KINDS = ['app', 'base', 'dev', 'ci', 'artifact'] as const;
export type ImageKind = (typeof IMAGE_KINDS)[number];

const BY_NAME: readonly (readonly [RegExp, ImageKind])[] = [
  [/^(?:dev|devel|develop|development|devcontainer|debug|debugger|dev-env|dev-envs|local|watch)$/, 'dev'],
  [/^(?:ci|test|tests|testing|unit-?tests?|integration-?tests?|e2e|lint|linter|check|checks|validate)$/, 'ci'],
  [/^(?:base|baseimage|base-image|sdk|toolchain|builder-base|build-base)$/, 'base'],
  [/^(?:export|artifacts?|artefacts?|binary|binaries|output|out|dist)$/, 'artifact'],
];

function kindOfName(name: string): ImageKind | undefined {
  const lower = name.toLowerCase();
  return BY_NAME.find(([pattern]) => pattern.test(lower))?.[1];
}

/** "Dockerfile.dev", "dev.Dockerfile", ".devcontainer/Dockerfile", ".github/..."; folders with everyday names say nothing. */
function kindOfPath(path: string): ImageKind | undefined {
  if (/(?:^|\/)\.devcontainer\//.test(path)) return 'dev';
  if (/(?:^|\/)\.(?:github|gitlab|circleci|ci)\//.test(path)) return 'ci';
  const file = baseName(path);
  const word = /^(?:dockerfile|containerfile)[._-](.+)$/i.exec(file)?.[1] ?? /^(.+)[._-](?:dockerfile|containerfile)$/i.exec(file)?.[1];
  return word === undefined ? undefined : kindOfName(word);
}

/** `chosen` is the option of the rule: "auto" or a kind. */
export function imageKindOf(stage: Stage, path: string, chosen: string): ImageKind {
  const set = IMAGE_KINDS.find((kind) => kind === chosen);
  if (set) return set;
  const isStarted = startOf(stage) !== undefined;
  const named = (stage.name && kindOfName(stage.name.value)) ?? kindOfPath(path);
  if (named && (named !== 'artifact' || !isStarted)) return named;
  if (stage.chain.some((link) => link.instructions.some((instruction) => instruction.keyword === 'ONBUILD'))) return 'base';
  if (isStarted) return 'app';
  const facts = factsOfUse(stage.rootImage);
  if (facts?.role === 'empty') return 'artifact';
  return facts && !facts.startsByItself ? 'base' : 'app';
}
