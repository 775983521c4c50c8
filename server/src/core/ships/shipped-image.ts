// Puts together what the image of a stage is, from the chain of stages it is built on.
import type { BaseImageFacts } from '../knowledge/base-images.js';
import { factsOfUse } from '../knowledge/base-images.js';
import { readUser } from '../knowledge/effective-user.js';
import { firstUseBy } from '../knowledge/stage-graph.js';
import { mayHaveShell } from '../knowledge/stage-shell.js';
import type { DockerfileModel, Instruction, Stage, StageState } from '../model/dockerfile/types.js';
import { expand } from '../model/dockerfile/variables.js';
import type { Span } from '../text/span.js';
import type { Command, Fact, HealthCheck, Origin, ShippedImage, ShippedPath, StageName } from './types.js';

const fact = <T>(value: T, origin: Origin, at?: Span): Fact<T> => ({ value, origin, at });
const UNKNOWN = { value: undefined, origin: 'unknown', at: undefined } as const;

export const nameOfStage = (stage: Stage): StageName => ({ index: stage.index, name: stage.name?.value, at: stage.from.span });

/** The stage of this name (compared without case) or number; absent when there is none. */
export function findStage(model: DockerfileModel, name: string): Stage | undefined {
  const lower = name.toLowerCase();
  const named = model.stages.filter((stage) => stage.name?.value.toLowerCase() === lower).at(-1);
  return named ?? (/^\d+$/.test(name) ? model.stages[Number(name)] : undefined);
}

/** The text with the variables put in that are known at this place; others stay as they are written. */
function fill(model: DockerfileModel, text: string, state: StageState): string {
  const { text: filled } = expand(text, {
    escape: model.escape,
    lookup: (name) => {
      const value = state.env.get(name) ?? state.args.get(name);
      return value === undefined || value.includes('$') ? { kind: 'unknown' } : { kind: 'set', value };
    },
  });
  return filled;
}

const isWindowsPath = (path: string): boolean => /^[A-Za-z]:[/\\]/.test(path);

/** Absolute where the working directory is known; `/` between names. */
function absolute(path: string, workdir: string | undefined): string {
  const written = path.replaceAll('\\', '/');
  if (written.startsWith('/') || isWindowsPath(written)) return tidy(written);
  if (workdir === undefined && written.startsWith('$')) return tidy(written);
  return tidy(`${workdir ?? ''}/${written}`);
}

/** Without `.` and doubled slashes; a slash at the end stays. */
function tidy(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  const isFolder = /\/\.?$/.test(path);
  const joined = names.join('/');
  const start = isWindowsPath(path) || path.startsWith('$') ? '' : '/';
  return joined === '' ? '/' : `${start}${joined}${isFolder ? '/' : ''}`;
}

/** What runs in a stage and those below it, from the bottom: a stage also runs the triggers of the one right below. */
function instructionsOf(stage: Stage): readonly Instruction[] {
  const links = [...stage.chain].reverse();
  return links.flatMap((link, i) => [
    ...(links[i - 1]?.instructions ?? []).flatMap(({ trigger }) => (trigger ? [trigger] : [])),
    ...link.instructions,
  ]);
}

const lastOf = (instructions: readonly Instruction[], keyword: string): Instruction | undefined =>
  instructions.filter((instruction) => instruction.keyword === keyword).at(-1);

function commandOf(model: DockerfileModel, at: Instruction, stage: Stage): Command {
  if (at.json) return { form: 'exec', words: at.json.items.map(({ value }) => value), at: at.headSpan };
  const text = at.keyword === 'HEALTHCHECK' ? at.logical.replace(/^cmd\s*/i, '') : at.logical;
  const isWindows = factsOfUse(stage.rootImage)?.os === 'windows' || model.escape === '`';
  const shell = at.state.shell?.words ?? (isWindows ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c']);
  return { form: 'shell', words: [...shell, text.trim()], at: at.headSpan };
}

function pathsOf(model: DockerfileModel, at: Instruction, workdirs: ReadonlyMap<Instruction, string | undefined>): ShippedPath | undefined {
  const words = (at.json ? at.json.items : at.words).map(({ value }) => fill(model, value, at.state));
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || sources.length === 0) return undefined;
  const path = absolute(target, workdirs.get(at));
  const flag = (name: string) => at.flags.find((one) => one.name === name)?.value;
  const isFolder = sources.length > 1 || /(?:^|[/\\])\.?$/.test(target) || target === '.';
  const owner = flag('chown');
  const mode = flag('chmod');
  return {
    path: isFolder && !path.endsWith('/') ? `${path}/` : path,
    from: originOf(at, sources),
    sources: sources.map((source) => source.replace(/^<<-?(["']?)(\w+)\1$/, '$2')),
    owner,
    mode,
    at: at.headSpan,
  };
}

function originOf(at: Instruction, sources: readonly string[]): ShippedPath['from'] {
  const from = at.flags.find(({ name }) => name === 'from');
  if (from) {
    const use = firstUseBy(at);
    if (use?.stage) return { kind: 'stage', name: use.stage.name?.value ?? String(use.stage.index), index: use.stage.index };
    return { kind: 'image', name: use?.reference.resolved ?? from.value ?? '' };
  }
  const [first = ''] = sources;
  if (first.startsWith('<<')) return { kind: 'inline' };
  if (/^git@|^git:\/\/|\.git(?:#.*)?$/i.test(first)) return { kind: 'git' };
  return { kind: /^[a-z][a-z0-9+.-]*:\/\//i.test(first) ? 'url' : 'context' };
}

/** Where each instruction runs. Below the first absolute WORKDIR it is the base image's business. */
function workdirsOf(
  model: DockerfileModel,
  instructions: readonly Instruction[],
  start: string | undefined,
): Map<Instruction, string | undefined> {
  const places = new Map<Instruction, string | undefined>();
  let here = start;
  for (const at of instructions) {
    places.set(at, here);
    if (at.keyword !== 'WORKDIR' || at.logical === '') continue;
    const to = fill(model, at.logical.trim(), at.state).replaceAll('\\', '/');
    const isAbsolute = to.startsWith('/') || isWindowsPath(to) || to.startsWith('$');
    here = isAbsolute ? absolute(to, undefined) : here === undefined ? undefined : absolute(to, here);
    if (here !== undefined && here.length > 1) here = here.replace(/\/$/, '');
  }
  return places;
}

function userOf(instructions: readonly Instruction[], facts: BaseImageFacts | undefined): Fact<string> {
  const last = instructions.filter(({ keyword, logical }) => keyword === 'USER' && logical !== '').at(-1);
  const user = last && readUser(last, facts?.env ?? {});
  if (user) return fact(user.resolved ?? user.written, 'file', user.at.headSpan);
  if (facts?.role === 'empty') return fact('root', 'default');
  return facts?.user === undefined ? UNKNOWN : fact(facts.user, 'base image');
}

function healthCheckOf(model: DockerfileModel, at: Instruction | undefined, stage: Stage, isScratch: boolean): Fact<HealthCheck | 'none'> {
  if (!at) return isScratch ? fact('none', 'default') : UNKNOWN;
  if (/^none\b/i.test(at.logical)) return fact('none', 'file', at.headSpan);
  const options = Object.fromEntries(at.flags.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
  return fact({ command: commandOf(model, at, stage), options }, 'file', at.headSpan);
}

function shellOf(stage: Stage, facts: BaseImageFacts | undefined): Fact<boolean> {
  if (facts?.hasShell) return fact(true, 'base image');
  if (facts?.hasShell !== false) return UNKNOWN;
  const last = stage.instructions.at(-1) ?? stage.from;
  // A probe behind everything: whatever came by COPY is there then.
  const probe = { ...last, keyword: 'CMD', index: Infinity } as Instruction;
  return mayHaveShell(probe, stage) ? UNKNOWN : fact(false, facts.role === 'empty' ? 'default' : 'base image');
}

function databaseOf(instructions: readonly Instruction[], facts: BaseImageFacts | undefined): Fact<string> {
  const database = facts?.packageDatabase;
  const brought = instructions.find(
    (at) =>
      (at.keyword === 'COPY' || at.keyword === 'ADD') &&
      (at.json ? at.json.items : at.words).some(({ value }) =>
        /lib\/apk(?:\/|$)|var\/lib\/dpkg|var\/lib\/rpm|lib\/sysimage\/rpm/.test(value),
      ),
  );
  if (brought) {
    const text = brought.logical;
    return fact(/apk/.test(text) ? 'apk' : /dpkg/.test(text) ? 'dpkg' : 'rpm', 'file', brought.headSpan);
  }
  if (database === undefined) return UNKNOWN;
  // A whole root file system may bring one along.
  if (
    database === 'none' &&
    instructions.some((at) => at.keyword === 'ADD' || (at.keyword === 'COPY' && /(?:^|\s)\/(?:\.)?\s*$/.test(at.logical)))
  )
    return UNKNOWN;
  return fact(database, facts?.role === 'empty' ? 'default' : 'base image');
}

function portsOf(model: DockerfileModel, instructions: readonly Instruction[]): ShippedImage['ports'] {
  const ports = new Map<string, Span>();
  for (const at of instructions) {
    if (at.keyword !== 'EXPOSE') continue;
    for (const word of at.words) {
      for (const text of fill(model, word.value, at.state).split(/\s+/)) {
        if (text === '') continue;
        const [number = '', protocol = 'tcp'] = text.split('/');
        const port = `${number}/${protocol.toLowerCase()}`;
        if (!ports.has(port)) ports.set(port, word.span);
      }
    }
  }
  return [...ports].map(([port, at]) => ({ port, at }));
}

function labelsOf(model: DockerfileModel, instructions: readonly Instruction[]): ShippedImage['labels'] {
  const labels = new Map<string, { value: string; at: Span }>();
  for (const at of instructions) {
    if (at.keyword !== 'LABEL') continue;
    for (const { name, value, span } of at.pairs) {
      labels.set(fill(model, name.value, at.state), { value: fill(model, value?.value ?? '', at.state), at: span });
    }
  }
  return [...labels].map(([name, { value, at }]) => ({ name, value, at }));
}

function environmentOf(instructions: readonly Instruction[], facts: BaseImageFacts | undefined): ShippedImage['environment'] {
  const names = new Map<string, Span | undefined>(Object.keys(facts?.env ?? {}).map((name) => [name, undefined]));
  for (const at of instructions) if (at.keyword === 'ENV') for (const pair of at.pairs) names.set(pair.name.value, pair.span);
  return [...names].map(([name, at]) => ({ name, origin: at ? ('file' as const) : ('base image' as const), at }));
}

function volumesOf(
  model: DockerfileModel,
  instructions: readonly Instruction[],
  workdirs: ReadonlyMap<Instruction, string | undefined>,
): ShippedImage['volumes'] {
  const volumes = new Map<string, Span>();
  for (const at of instructions) {
    if (at.keyword !== 'VOLUME') continue;
    for (const word of at.json ? at.json.items : at.words) {
      const path = absolute(fill(model, word.value, at.state), workdirs.get(at));
      if (!volumes.has(path)) volumes.set(path, word.span);
    }
  }
  return [...volumes].map(([path, at]) => ({ path, at }));
}

/** ENTRYPOINT and CMD; an ENTRYPOINT of the file drops the CMD of everything below it. */
function startOf(model: DockerfileModel, stage: Stage, facts: BaseImageFacts | undefined): Pick<ShippedImage, 'entrypoint' | 'command'> {
  const { entrypoint, cmd } = stage;
  const isScratch = facts?.role === 'empty';
  const below: Fact<Command> = isScratch ? { value: undefined, origin: 'default', at: undefined } : UNKNOWN;
  const none: Fact<Command> = { value: undefined, origin: 'default', at: undefined };
  return {
    entrypoint: entrypoint ? fact(commandOf(model, entrypoint, stage), 'file', entrypoint.headSpan) : below,
    command: cmd ? fact(commandOf(model, cmd, stage), 'file', cmd.headSpan) : entrypoint ? none : below,
  };
}

/** Stages whose files reach the stage by COPY --from or a mount, those of its chain too. */
function usedBy(stage: Stage): ReadonlySet<Stage> {
  const used = new Set<Stage>();
  const open: Stage[] = [...stage.chain];
  for (let next = open.pop(); next; next = open.pop()) {
    if (used.has(next)) continue;
    used.add(next);
    if (next.parent) open.push(next.parent);
    for (const use of next.uses) if (use.stage) open.push(use.stage);
  }
  return used;
}

export function shippedImage(model: DockerfileModel, stage: Stage): ShippedImage {
  const root = stage.rootImage;
  const facts = factsOfUse(root);
  const isScratch = facts?.role === 'empty';
  const instructions = instructionsOf(stage);
  const workdirs = workdirsOf(model, instructions, isScratch ? '/' : undefined);
  const last = lastOf(instructions, 'WORKDIR');
  const at = instructions.at(-1);
  const end =
    at &&
    (at.keyword === 'WORKDIR'
      ? workdirsOf(model, [...instructions, stage.from], isScratch ? '/' : undefined).get(stage.from)
      : workdirs.get(at));
  const stop = lastOf(instructions, 'STOPSIGNAL');
  const used = usedBy(stage);
  const chain = new Set<Stage>(stage.chain);
  return {
    stage: nameOfStage(stage),
    base: {
      image: root.resolved ?? root.raw,
      isResolved: root.resolved !== undefined,
      through: [...stage.chain].slice(1).reverse().map(nameOfStage),
      platform: root.at.flags.find(({ name }) => name === 'platform')?.value,
      at: root.span,
    },
    user: userOf(instructions, facts),
    workdir: last ? (end === undefined ? UNKNOWN : fact(end, 'file', last.headSpan)) : isScratch ? fact('/', 'default') : UNKNOWN,
    environment: environmentOf(instructions, facts),
    ports: portsOf(model, instructions),
    volumes: volumesOf(model, instructions, workdirs),
    ...startOf(model, stage, facts),
    labels: labelsOf(model, instructions),
    healthCheck: healthCheckOf(model, lastOf(instructions, 'HEALTHCHECK'), stage, isScratch),
    stopSignal: stop
      ? fact(fill(model, stop.logical, stop.state), 'file', stop.headSpan)
      : isScratch
        ? fact('SIGTERM', 'default')
        : UNKNOWN,
    shell: shellOf(stage, facts),
    packageDatabase: databaseOf(instructions, facts),
    files: instructions.flatMap((one) => (one.keyword === 'COPY' || one.keyword === 'ADD' ? (pathsOf(model, one, workdirs) ?? []) : [])),
    notShipped: model.stages.filter((one) => !chain.has(one)).map((one) => ({ ...nameOfStage(one), isUsed: used.has(one) })),
  };
}
