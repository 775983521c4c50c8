// `npm run bench`: how long a keystroke, a start and a whole folder take, how that grows, and what it costs in memory.
// SEAWORTHY_BENCH_FOLDER names a folder of real files for "one run"; without it they are invented. Writes bench/results.json.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../server/src/core/config/types.js';
import { createService } from '../server/src/core/service.js';
import type { CheckRequest, CheckState } from '../server/src/core/service-types.js';
import { nodeServiceHost } from '../server/src/hosts/node-service-host.js';
import { dockerfile, manifest, ODD } from './inputs.js';
import { median, percentile, processTime, residentMegabytes, timed } from './measure.js';
import { BenchServer } from './server.js';
import { ruleTimes } from './slowest.js';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Largest value that meets the goal of the project; absent where there is none. */
  readonly goal?: number;
  readonly note?: string;
}

const root = join(__dirname, '..');
const cli = join(root, 'server/dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));
const service = createService(nodeServiceHost);
const rows: Row[] = [];
/** Any day: rules that look at dates do so. */
const TODAY = '2026-11-23';

const KINDS = {
  dockerfile: { language: 'dockerfile', name: 'Dockerfile', make: dockerfile, sizes: [10, 100, 1000], goals: [3, 5, 15] },
  kubernetes: { language: 'yaml', name: 'manifest.yaml', make: manifest, sizes: [50, 2000, 50_000], goals: [3, 10, 30] },
} as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];
type EditKind = Pick<Kind, 'language' | 'name' | 'make'> & {
  readonly sizes: readonly number[];
  readonly goals: readonly (number | undefined)[];
};

function say(row: Row): void {
  rows.push(row);
  const goal = row.goal === undefined ? '' : `goal ${row.goal}`.padEnd(10) + (row.value <= row.goal ? 'met' : 'MISSED');
  console.log(
    `${row.what.padEnd(46)} ${row.value.toFixed(row.value < 100 ? 1 : 0).padStart(8)} ${row.unit.padEnd(3)}  ${goal.padEnd(18)}${row.note ?? ''}`.trimEnd(),
  );
}

const requestFor = (kind: Kind, text: string): CheckRequest => ({
  text,
  path: kind.name,
  languageId: kind.language,
  config: service.defaultConfig(),
});

/** Every rule, those in preview too. */
const allRules: Config = { ...service.defaultConfig(), profile: 'all', preview: true };
const everyRule = (text: string): CheckRequest => ({ ...requestFor(KINDS.dockerfile, text), config: allRules, today: TODAY });

function finish(request: CheckRequest, state?: CheckState): CheckState {
  const steps = service.checkSteps(request, state);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value.state;
  }
}

/** The same for every rule of Dockerfiles, through a server whose workspace switches them on. */
async function editWithAllRules(): Promise<void> {
  const workspace = join(folder, 'all');
  mkdirSync(workspace);
  writeFileSync(join(workspace, '.seaworthy.yaml'), 'profile: all\npreview: true\n');
  await editToFindings({ ...KINDS.dockerfile, sizes: [100, 10_000], goals: [5, undefined] }, workspace, ', all rules');
}

/** How much one more rule costs a start, and 41 more files a run. */
function commandLineWithAllRules(): void {
  const one = join(folder, 'Dockerfile');
  const many = join(folder, 'dockerfiles');
  mkdirSync(many);
  writeFileSync(one, dockerfile(10));
  for (let i = 0; i < 42; i++) writeFileSync(join(many, `Dockerfile.part${i}`), dockerfile(20 + ((i * 7) % 60)));
  const run = (path: string): number => processTime([cli, 'check', '--all', '--shellcheck', 'off', '--format', 'json', path]);
  const start: number[] = [];
  const more: number[] = [];
  for (let i = 0; i < 25; i++) {
    const bare = processTime(['-e', '0']);
    const single = run(one);
    start.push(single - bare);
    more.push(run(many) - single);
  }
  const note = (times: readonly number[]): string => `least ${Math.min(...times).toFixed(0)} ms`;
  say({ what: 'command line, all rules, one Dockerfile, over bare Node', value: median(start), unit: 'ms', goal: 70, note: note(start) });
  say({ what: 'command line, all rules, 42 Dockerfiles, over one', value: median(more), unit: 'ms', goal: 150, note: note(more) });
}

function slowestRules(): void {
  const texts = Array.from({ length: 42 }, (_, i) => dockerfile(20 + ((i * 7) % 60)));
  const times = ruleTimes(texts, allRules, TODAY);
  const sum = times.reduce((total, { time }) => total + time, 0);
  say({ what: `all ${times.length} rules, one after the other, 42 Dockerfiles`, value: sum, unit: 'ms' });
  for (const { rule, time } of times.slice(0, 5)) {
    say({ what: `  ${rule}`, value: time, unit: 'ms', note: `${((100 * time) / sum).toFixed(0)} % of the time of all rules` });
  }
}

/** One character typed and taken away again, in a line in the middle: findings are asked for after each, as VS Code does. */
async function editToFindings(kind: EditKind, workspace = folder, suffix = ''): Promise<void> {
  for (const [i, lines] of kind.sizes.entries()) {
    const server = await BenchServer.start(root, workspace);
    const uri = pathToFileURL(join(workspace, kind.name)).href;
    const text = kind.make(lines);
    server.open(uri, kind.language, text);
    const opened = performance.now();
    const count = await server.findings(uri);
    const first = performance.now() - opened;
    const place = editPlace(text);
    const all = lines >= 10_000 ? 60 : 200;
    const times: number[] = [];
    for (let n = 0; n < all; n++) {
      const behind = { line: place.line, character: place.character + 1 };
      const started = performance.now();
      if (n % 2 === 0) server.edit(uri, place, place, 'x');
      else server.edit(uri, place, behind, '');
      await server.findings(uri);
      times.push(performance.now() - started);
    }
    const warm = times.slice(Math.floor(all / 4));
    const note = `p95 ${percentile(warm, 0.95).toFixed(1)} ms, first ${first.toFixed(0)} ms, ${count} findings`;
    const goal = kind.goals[i];
    const what = `edit to findings, ${lines} lines of ${kind.name}${suffix}`;
    say({ what, value: median(warm), unit: 'ms', note, ...(goal === undefined ? {} : { goal }) });
    await server.stop();
  }
}

/** End of a line of code near the middle. */
function editPlace(text: string): { line: number; character: number; offset: number } {
  const lines = text.split('\n');
  const isCode = (line: string | undefined) => line !== undefined && /^(WORKDIR|\s+image:)/.test(line);
  let line = Math.floor(lines.length / 2);
  while (line < lines.length && !isCode(lines[line])) line++;
  if (line >= lines.length) line = lines.findIndex(isCode);
  if (line < 0) line = 0;
  const character = lines[line]?.length ?? 0;
  return { line, character, offset: lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character };
}

/** The same without server, protocol and conversion. */
function engineTime(kind: Kind): void {
  for (const lines of kind.sizes) {
    const text = kind.make(lines);
    const { offset } = editPlace(text);
    const edited = `${text.slice(0, offset)}x${text.slice(offset)}`;
    const runs = lines > 10_000 ? 9 : 60;
    const cold = timed(runs, () => void finish(requestFor(kind, text)));
    let state = finish(requestFor(kind, text));
    let n = 0;
    const after = timed(runs * 2, () => void (state = finish(requestFor(kind, n++ % 2 === 0 ? edited : text), state)));
    const warm = (times: readonly number[]) => median(times.slice(Math.floor(times.length / 4)));
    say({
      what: `engine after an edit, ${lines} lines of ${kind.name}`,
      value: warm(after),
      unit: 'ms',
      note: `from nothing ${warm(cold).toFixed(1)} ms`,
    });
  }
}

/** Each run is held against a bare one just before it, so that a machine that is busy for a while does not count. */
function coldStart(): void {
  const bare: number[] = [];
  const over: Record<string, number[]> = { Dockerfile: [], 'manifest.yaml': [] };
  writeFileSync(join(folder, 'Dockerfile'), dockerfile(10));
  writeFileSync(join(folder, 'manifest.yaml'), manifest(50));
  for (let i = 0; i < 25; i++) {
    for (const [name, list] of Object.entries(over)) {
      const floor = processTime(['-e', '0']);
      bare.push(floor);
      list.push(processTime([cli, 'check', '--format', 'json', join(folder, name)]) - floor);
    }
  }
  for (const [name, list] of Object.entries(over)) {
    const note = `node -e 0 ${median(bare).toFixed(0)} ms, least ${Math.min(...bare).toFixed(0)} ms`;
    say({ what: `command line, one ${name}, over bare Node`, value: median(list), unit: 'ms', goal: 60, note });
  }
}

function oneRun(): void {
  const real = process.env['SEAWORTHY_BENCH_FOLDER'];
  const many = join(folder, 'many');
  mkdirSync(many);
  if (!real) {
    for (let i = 0; i < 42; i++) writeFileSync(join(many, `Dockerfile.part${i}`), dockerfile(20 + ((i * 7) % 60)));
    for (let i = 0; i < 500; i++) writeFileSync(join(many, `manifest-${i}.yaml`), manifest(40 + ((i * 13) % 120)));
  }
  const what = real ? 'command line, the given folder in one run' : 'command line, 42 Dockerfiles and 500 manifests';
  say({ what, value: median(Array.from({ length: 5 }, () => processTime([cli, 'check', '--format', 'json', real ?? many]))), unit: 'ms' });
}

async function memory(): Promise<void> {
  const server = await BenchServer.start(root, folder);
  for (let i = 0; i < 200; i++) {
    const kind = i % 2 === 0 ? KINDS.dockerfile : KINDS.kubernetes;
    const uri = pathToFileURL(join(folder, `${i}-${kind.name}`)).href;
    server.open(uri, kind.language, kind.make(60 + i));
    await server.findings(uri);
  }
  say({ what: 'memory of the server, 200 files open', value: residentMegabytes(server.pid), unit: 'MB', goal: 100 });
  await server.stop();
}

/** How long an editor waits for something small (a hover elsewhere) while a very long file is checked for the first time. */
async function interruption(): Promise<void> {
  const server = await BenchServer.start(root, folder);
  const small = pathToFileURL(join(folder, 'Dockerfile')).href;
  const long = pathToFileURL(join(folder, 'manifest.yaml')).href;
  server.open(small, 'dockerfile', dockerfile(10));
  await server.findings(small);
  server.open(long, 'yaml', manifest(50_000));
  let isDone = false;
  const check = server.findings(long).then(() => (isDone = true));
  const waits: number[] = [];
  while (!isDone) {
    const started = performance.now();
    await server.hover(small, { line: 0, character: 6 });
    waits.push(performance.now() - started);
  }
  await check;
  const note = `median ${median(waits).toFixed(1)} ms of ${waits.length}`;
  say({ what: 'longest wait while 50000 lines are checked', value: Math.max(...waits), unit: 'ms', goal: 50, note });
  await server.stop();
}

/** How many times longer twice the input takes. */
function scaling(kind: Kind, sizes: readonly number[], request = (text: string) => requestFor(kind, text), suffix = ''): void {
  const times = sizes.map((lines) => {
    const text = kind.make(lines);
    timed(3, () => void finish(request(text)));
    return Math.min(...timed(5, () => void finish(request(text))));
  });
  for (const [i, time] of times.slice(1).entries()) {
    const before = times[i] ?? NaN;
    const note = `${before.toFixed(1)} ms -> ${time.toFixed(1)} ms`;
    const what = `twice the lines of ${kind.name}, ${sizes[i]} -> ${sizes[i + 1]}${suffix}`;
    say({ what, value: time / before, unit: 'x', goal: 2.3, note });
  }
}

async function main(): Promise<void> {
  execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root });
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1) ?? '?'}\n`);
  try {
    await editToFindings(KINDS.dockerfile);
    await editToFindings(KINDS.kubernetes);
    await editWithAllRules();
    engineTime(KINDS.dockerfile);
    engineTime(KINDS.kubernetes);
    coldStart();
    oneRun();
    commandLineWithAllRules();
    await interruption();
    await memory();
    scaling(KINDS.dockerfile, [500, 1000, 2000, 4000, 8000]);
    scaling(KINDS.dockerfile, [2500, 5000, 10_000], everyRule, ', all rules');
    for (const [name, make] of Object.entries(ODD)) scaling({ ...KINDS.dockerfile, make }, [1000, 2000], everyRule, `, odd: ${name}`);
    slowestRules();
    scaling(KINDS.kubernetes, [2000, 4000, 8000, 16_000, 32_000]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model, load: loadavg() };
  writeFileSync(join(root, 'bench/results.json'), JSON.stringify({ machine, rows }, undefined, 2) + '\n');
  const missed = rows.filter((row) => row.goal !== undefined && row.value > row.goal);
  console.log(`\n${rows.length} measurements in bench/results.json, ${missed.length} goals missed`);
}

void main();
