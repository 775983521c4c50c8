// Puts together what the image of a stage is, from the chain of stages it is built on.
import type { BaseImageFacts } from '../knowledge/base-images.js';
import { factsOfUse } from '../knowledge/base-images.js';
import { workdirOf } from '../knowledge/base-workdirs.js';
import { isGitAddress } from '../knowledge/downloads.js';
import { readUser } from '../knowledge/effective-user.js';
import { isBuilderArg, PLATFORM_ARGS } from '../knowledge/predefined-args.js';
import { firstUseBy } from '../knowledge/stage-graph.js';
import { mayHaveShell } from '../knowledge/stage-shell.js';
import type { DockerfileModel, Instruction, Stage, StageState } from '../model/dockerfile/types.js';
import type { Known } from '../model/dockerfile/variables.js';
import { expand } from '../model/dockerfile/variables.js';
import type { Located, Span } from '../text/span.js';
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

/** Puts variables into the text as it stands at an instruction. */
type Fill = (text: string, state: StageState) => string;

/** What nobody knows stays as it is written. A build argument without a value is taken for not given. */
function filler(model: DockerfileModel, facts: BaseImageFacts | undefined): Fill {
  const isBare = facts?.role === 'os' || facts?.role === 'empty';
  const fromBase = facts?.env ?? {};
  const lookup = (name: string, state: StageState): Known => {
    const value = state.env.has(name) ? state.env.get(name) : state.args.get(name);
    if (value !== undefined) return value.includes('$') ? { kind: 'unknown' } : { kind: 'set', value };
    if (Object.hasOwn(fromBase, name)) return { kind: 'set', value: fromBase[name] ?? '' };
    if (PLATFORM_ARGS.has(name) || isBuilderArg(name) || name === 'PATH') return { kind: 'unknown' };
    return { kind: isBare || state.args.has(name) ? 'unset' : 'unknown' };
  };
  return (text, state) => expand(text, { escape: model.escape, lookup: (name) => lookup(name, state) }).text;
}

const isWindowsPath = (path: string): boolean => /^[A-Za-z]:[/\\]/.test(path);

/** Absolute where the working directory is known; `/` between names. */
function absolute(path: string, workdir: string | undefined): string {
  const written = path.replaceAll('\\', '/');
  if (isWindowsPath(written)) return tidy(written);
  // On Windows a path from the root is one of the drive.
  if (written.startsWith('/')) return tidy(`${/^[A-Za-z]:/.exec(workdir ?? '')?.[0] ?? ''}${written}`);
  // Whether the value begins at the root is not known.
  return written.startsWith('$') ? tidy(written) : tidy(`${workdir ?? '.'}/${written}`);
}

/** Without `.` and doubled slashes; a slash at the end stays. A path from nowhere keeps its `./`. */
function tidy(path: string): string {
  const isRelative = path.startsWith('./');
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..' && (!isRelative || (names.length > 0 && names.at(-1) !== '..'))) {
      if (names.length > 1 || !/^(?:[A-Za-z]:|\$.*)$/.test(names[0] ?? '')) names.pop();
    } else if (name !== '' && name !== '.') names.push(name);
  }
  const isFolder = /\/\.{0,2}$/.test(path);
  const joined = names.join('/');
  const start = isRelative ? './' : path.startsWith('/') ? '/' : '';
  if (joined === '') return start;
  return `${start}${joined}${isFolder || /^[A-Za-z]:$/.test(joined) ? '/' : ''}`;
}

/** What runs in a stage and those below it, stage by stage from the bottom: each also runs the triggers of the one right below. */
function linksOf(stage: Stage): readonly (readonly Instruction[])[] {
  const links = [...stage.chain].reverse();
  return links.map((link, i) => [
    ...(links[i - 1]?.instructions ?? []).flatMap(({ trigger }) => (trigger ? [trigger] : [])),
    ...link.instructions,
  ]);
}

/** One that is only half typed says nothing. */
const lastOf = (instructions: readonly Instruction[], keyword: string): Instruction | undefined =>
  instructions.filter((instruction) => instruction.keyword === keyword && instruction.logical !== '').at(-1);

function commandOf(model: DockerfileModel, at: Instruction, stage: Stage): Command {
  if (at.json) return { form: 'exec', words: at.json.items.map(({ value }) => value), at: at.headSpan };
  const text = at.keyword === 'HEALTHCHECK' ? at.logical.replace(/^cmd\s*/i, '') : at.logical;
  const isWindows = stage.isWindows || factsOfUse(stage.rootImage)?.os === 'windows' || model.escape === '`';
  const shell = at.state.shell?.words ?? (isWindows ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c']);
  return { form: 'shell', words: [...shell, text.trim()], at: at.headSpan };
}

const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst|lzma))$/i;

/** One COPY or ADD: what comes from one kind of place stands together. */
function pathsOf(
  model: DockerfileModel,
  at: Instruction,
  workdirs: ReadonlyMap<Instruction, string | undefined>,
  fill: Fill,
): readonly ShippedPath[] {
  // The name of a heredoc in quotes may hold blanks, at which words end.
  const here = at.heredocs.map(({ name }) => name);
  const words: readonly Located<string>[] = at.json ? at.json.items : at.words;
  const target = words.length > 1 ? fill(words.at(-1)?.value ?? '', at.state) : undefined;
  const isHere = ({ span }: Located<string>) =>
    at.heredocs.some(({ openerSpan }) => openerSpan.start <= span.start && span.end <= openerSpan.end);
  const sources = words
    .slice(0, -1)
    .filter((word) => !isHere(word))
    .map(({ value }) => fill(value, at.state));
  const count = sources.length + here.length;
  if (target === undefined || count === 0) return [];
  const flag = (name: string) => at.flags.find((one) => one.name === name)?.value;
  const has = (name: string) => at.flags.some((one) => one.name === name && !/^(?:false|0|f)$/i.test(one.value ?? ''));
  const workdir = workdirs.get(at);
  const path = absolute(target, workdir);
  const unpacks =
    at.keyword === 'ADD' &&
    flag('from') === undefined &&
    (at.flags.some(({ name }) => name === 'unpack')
      ? has('unpack')
      : sources.every((source) => ARCHIVE.test(source) && kindOf(source) === 'context'));
  const isUnpacked = unpacks && here.length === 0 && sources.every((source) => kindOf(source) !== 'git');
  const isFolder = count > 1 || /(?:^|[/\\])\.{0,2}$/.test(target) || has('parents') || isUnpacked || path === workdir;
  const [owner, mode] = [flag('chown'), flag('chmod')].map((value) => (value === undefined ? undefined : fill(value, at.state)));
  const except = at.flags.flatMap(({ name, value }) => (name === 'exclude' && value !== undefined ? [fill(value, at.state)] : []));
  const groups = new Map<string, { readonly from: ShippedPath['from']; readonly sources: string[] }>();
  const add = (from: ShippedPath['from'], source: string) => {
    const group = groups.get(from.kind) ?? { from, sources: [] };
    group.sources.push(source);
    groups.set(from.kind, group);
  };
  const other = otherOrigin(model, at);
  for (const source of sources) add(other ?? { kind: at.keyword === 'ADD' ? kindOf(source) : 'context' }, source);
  for (const name of here) add({ kind: 'inline' }, name);
  return [...groups.values()].map((group) => ({
    path: isFolder && !path.endsWith('/') ? `${path}/` : path,
    ...group,
    except,
    isUnpacked,
    owner,
    mode,
    at: at.headSpan,
  }));
}

/** The stage a COPY takes from. A trigger runs, and finds its stage, in the stage above. */
const sourceStage = (model: DockerfileModel, at: Instruction): Stage | undefined => {
  const use = firstUseBy(at);
  const from = at.flags.find(({ name }) => name === 'from')?.value;
  return use?.stage ?? (at.onbuild && from !== undefined ? findStage(model, from) : undefined);
};

/** What `--from` names. */
function otherOrigin(model: DockerfileModel, at: Instruction): ShippedPath['from'] | undefined {
  const from = at.flags.find(({ name }) => name === 'from');
  if (!from) return undefined;
  const use = firstUseBy(at);
  const stage = sourceStage(model, at);
  if (stage) return { kind: 'stage', name: stage.name?.value ?? String(stage.index), index: stage.index };
  return { kind: 'image', name: use?.reference.resolved ?? from.value ?? '' };
}

function kindOf(source: string): 'context' | 'url' | 'git' {
  if (isGitAddress(source)) return 'git';
  return /^https?:\/\//i.test(source) ? 'url' : 'context';
}

/** Where each instruction runs. Where the base image begins is not known, paths begin with `./`. */
function workdirsOf(instructions: readonly Instruction[], start: string | undefined, fill: Fill): Map<Instruction, string | undefined> {
  const places = new Map<Instruction, string | undefined>();
  let here = start;
  for (const at of instructions) {
    places.set(at, here);
    if (at.keyword !== 'WORKDIR' || at.logical === '') continue;
    const to = absolute(fill(at.logical.trim(), at.state), here);
    here = to.length > 1 && !/^[A-Za-z]:\/$|^\.\/$/.test(to) ? to.replace(/\/$/, '') : to;
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

function portsOf(instructions: readonly Instruction[], fill: Fill): ShippedImage['ports'] {
  const ports = new Map<string, Span>();
  for (const at of instructions) {
    if (at.keyword !== 'EXPOSE') continue;
    for (const word of at.words) {
      for (const text of fill(word.value, at.state).split(/\s+/)) {
        if (text === '') continue;
        const [number = '', protocol = 'tcp'] = text.split('/');
        const port = `${number}/${protocol.toLowerCase()}`;
        if (!ports.has(port)) ports.set(port, word.span);
      }
    }
  }
  return [...ports].map(([port, at]) => ({ port, at }));
}

function labelsOf(model: DockerfileModel, instructions: readonly Instruction[], fill: Fill): ShippedImage['labels'] {
  const labels = new Map<string, { value: string; at: Span }>();
  // With its quotes: what is in single ones is no variable.
  const read = (part: Located<string> | undefined, at: Instruction): string => {
    if (!part?.value.includes('$')) return part?.value ?? '';
    const raw = model.text.slice(part.span.start, part.span.end);
    return fill(raw.includes('\n') ? part.value : raw, at.state);
  };
  for (const at of instructions) {
    if (at.keyword !== 'LABEL') continue;
    for (const { name, value, span } of at.pairs) labels.set(read(name, at), { value: read(value, at), at: span });
  }
  return [...labels].map(([name, { value, at }]) => ({ name, value, at }));
}

function environmentOf(instructions: readonly Instruction[], facts: BaseImageFacts | undefined): ShippedImage['environment'] {
  const names = new Map<string, Span | undefined>(Object.keys(facts?.env ?? {}).map((name) => [name, undefined]));
  for (const at of instructions) if (at.keyword === 'ENV') for (const pair of at.pairs) names.set(pair.name.value, pair.span);
  return [...names].map(([name, at]) => ({ name, origin: at ? ('file' as const) : ('base image' as const), at }));
}

function volumesOf(
  instructions: readonly Instruction[],
  workdirs: ReadonlyMap<Instruction, string | undefined>,
  fill: Fill,
): ShippedImage['volumes'] {
  const volumes = new Map<string, Span>();
  for (const at of instructions) {
    if (at.keyword !== 'VOLUME') continue;
    for (const word of at.json ? at.json.items : at.words) {
      const path = absolute(fill(word.value, at.state), workdirs.get(at));
      if (!volumes.has(path)) volumes.set(path, word.span);
    }
  }
  return [...volumes].map(([path, at]) => ({ path, at }));
}

/** ENTRYPOINT and CMD; an ENTRYPOINT drops the CMD of everything below its stage. */
function startOf(
  model: DockerfileModel,
  stage: Stage,
  links: readonly (readonly Instruction[])[],
  facts: BaseImageFacts | undefined,
): Pick<ShippedImage, 'entrypoint' | 'command'> {
  const none: Fact<Command> = { value: undefined, origin: 'default', at: undefined };
  let entrypoint: Fact<Command> = facts?.role === 'empty' ? none : UNKNOWN;
  let command = entrypoint;
  for (const instructions of links) {
    const [entry, cmd] = [lastOf(instructions, 'ENTRYPOINT'), lastOf(instructions, 'CMD')];
    if (entry) entrypoint = fact(commandOf(model, entry, stage), 'file', entry.headSpan);
    if (cmd) command = fact(commandOf(model, cmd, stage), 'file', cmd.headSpan);
    else if (entry) command = none;
  }
  return { entrypoint, command };
}

/** Stages whose files reach the stage by COPY --from or a mount, those of its chain too. */
function usedBy(model: DockerfileModel, stage: Stage): ReadonlySet<Stage> {
  const used = new Set<Stage>();
  const open: Stage[] = [...stage.chain];
  for (let next = open.pop(); next; next = open.pop()) {
    if (used.has(next)) continue;
    used.add(next);
    if (next.parent) open.push(next.parent);
    for (const use of next.uses) if (use.stage) open.push(use.stage);
    for (const { trigger } of next.parent?.instructions ?? []) {
      const source = trigger && sourceStage(model, trigger);
      if (source) open.push(source);
    }
  }
  return used;
}

function startingDirectory({ isWindows, rootImage }: Stage, facts: BaseImageFacts | undefined): string | undefined {
  const known = workdirOf(rootImage);
  if (!isWindows && facts?.os !== 'windows') return known;
  // What is known of Linux holds for images that set none.
  return known === undefined || known === '/' ? 'C:/' : undefined;
}

export function shippedImage(model: DockerfileModel, stage: Stage): ShippedImage {
  const root = stage.rootImage;
  const facts = factsOfUse(root);
  const isScratch = facts?.role === 'empty';
  const links = linksOf(stage);
  const instructions = links.flat();
  const fill = filler(model, facts);
  const start = startingDirectory(stage, facts);
  // FROM itself stands for the end.
  const workdirs = workdirsOf([...instructions.filter((one) => one !== stage.from), stage.from], start, fill);
  const last = lastOf(instructions, 'WORKDIR');
  const end = workdirs.get(stage.from);
  const stop = lastOf(instructions, 'STOPSIGNAL');
  const used = usedBy(model, stage);
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
    workdir:
      end === undefined || end.startsWith('.')
        ? UNKNOWN
        : last
          ? fact(end, 'file', last.headSpan)
          : fact(end, isScratch ? 'default' : 'base image'),
    environment: environmentOf(instructions, facts),
    ports: portsOf(instructions, fill),
    volumes: volumesOf(instructions, workdirs, fill),
    ...startOf(model, stage, links, facts),
    labels: labelsOf(model, instructions, fill),
    healthCheck: healthCheckOf(model, lastOf(instructions, 'HEALTHCHECK'), stage, isScratch),
    stopSignal: stop ? fact(fill(stop.logical, stop.state), 'file', stop.headSpan) : isScratch ? fact('SIGTERM', 'default') : UNKNOWN,
    shell: shellOf(stage, facts),
    packageDatabase: databaseOf(instructions, facts),
    files: instructions.flatMap((one) => (one.keyword === 'COPY' || one.keyword === 'ADD' ? pathsOf(model, one, workdirs, fill) : [])),
    notShipped: model.stages.filter((one) => !chain.has(one)).map((one) => ({ ...nameOfStage(one), isUsed: used.has(one) })),
  };
}
