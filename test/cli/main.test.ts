import assert from 'node:assert/strict';
import { join } from 'node:path';
import { main } from '../../server/src/cli/main.js';
import { Progress } from '../../server/src/cli/progress.js';
import type { Output, World } from '../../server/src/cli/world.js';
import { createService } from '../../server/src/core/service.js';
import type { Service } from '../../server/src/core/service-types.js';
import { nodeServiceHost } from '../../server/src/hosts/node-service-host.js';
import { Folder, POD, removeFolders } from './harness.js';

after(removeFolders);

const real = createService(nodeServiceHost);

/** Runs a command in memory, with a service that may misbehave. */
async function run(folder: Folder, argv: readonly string[], service: Partial<Service> = {}, more: Partial<World> = {}) {
  let out = '';
  let err = '';
  const output = (write: (text: string) => void): Output => ({ write, isTTY: false, columns: undefined });
  const world: World = {
    cwd: folder.path,
    env: {},
    stdout: output((text) => (out += text)),
    stderr: output((text) => (err += text)),
    readStdin: async () => new Uint8Array(),
    service: () => ({ ...real, ...service }),
    shellcheck: () => undefined,
    startServer: async () => undefined,
    cpuTime: () => 0,
    today: '2026-11-23',
    version: '1.2.3',
    docsBase: '',
    ...more,
  };
  const code = await main(argv, world);
  return { code, out, err };
}

describe('a fault of ours', () => {
  const broken = (): never => {
    throw new TypeError('cannot read "secret" of undefined');
  };

  it('in one file is said in one line, and the others are still judged', async () => {
    const folder = new Folder({ 'a.yaml': POD, 'b.yaml': POD });
    const checkSteps: Service['checkSteps'] = (request, state) => (request.path === 'a.yaml' ? broken() : real.checkSteps(request, state));
    const { code, out, err } = await run(folder, ['check', '--format', 'compact'], { checkSteps });
    assert.match(out, /^b\.yaml:9:3: error: [^\n]+\n$/);
    assert.equal(err, 'seaworthy: a.yaml: it could not be judged (TypeError): report it with SEAWORTHY_DEBUG=1 set\n');
    assert.equal(code, 2);
  });

  it('anywhere else is said in one line, and its trace is shown only to somebody who looks for it', async () => {
    const { code, out, err } = await run(new Folder(), ['rules'], { catalog: broken });
    assert.equal(err, 'seaworthy: an internal fault (TypeError): report it with what SEAWORTHY_DEBUG=1 prints\n');
    assert.deepEqual([code, out], [2, '']);
    const shown = await run(new Folder(), ['rules'], { catalog: broken }, { env: { SEAWORTHY_DEBUG: '1' } });
    assert.match(shown.err, /TypeError: cannot read[^]*\n {4}at /);
  });

  it('in a rule is named, and what the other rules say holds', async () => {
    const folder = new Folder({ 'a.yaml': POD });
    const checkSteps: Service['checkSteps'] = function* (request, state) {
      const { report, state: next } = yield* real.checkSteps(request, state);
      return { report: { ...report, crashes: [{ rule: 'kubernetes/x', error: 'TypeError at x.ts' }] }, state: next };
    };
    const { code, err } = await run(folder, ['check'], { checkSteps });
    assert.equal(err, 'seaworthy: a.yaml: rule kubernetes/x failed on this file (TypeError at x.ts); the other rules hold\n');
    assert.equal(code, 1);
    folder.write('b.yaml', POD);
    folder.write('c.yaml', POD);
    assert.equal((await run(folder, ['check'], { checkSteps })).err, `${err}seaworthy: rule kubernetes/x failed on 2 more files\n`);
  });
});

describe('a file that takes too long', () => {
  it('is given up, and said to be', async () => {
    const folder = new Folder({ 'a.yaml': POD });
    const now = Date.now;
    let clock = 0;
    Date.now = () => (clock += 3000);
    try {
      const endless: Service['checkSteps'] = function* () {
        for (;;) yield;
      };
      const { code, out, err } = await run(folder, ['check', '--format', 'json'], { checkSteps: endless }, { cpuTime: () => clock });
      assert.deepEqual(JSON.parse(out), { files: [{ path: 'a.yaml', findings: [] }] });
      assert.equal(err, 'seaworthy: a.yaml: not checked: it takes too long\n');
      assert.equal(code, 0);
    } finally {
      Date.now = now;
    }
  });

  it('to check is not fixed', async () => {
    const folder = new Folder({ 'a.yaml': POD });
    let clock = 0;
    const { err } = await run(folder, ['check', '--fix', '--unsafe-fixes'], {}, { cpuTime: () => (clock += 2500) });
    assert.equal(err, 'seaworthy: a.yaml: not fixed: that would take too long\n');
  });
});

describe('progress', () => {
  it('is shown on a terminal only, late, and wiped off at the end', () => {
    const now = Date.now;
    let clock = 0;
    Date.now = () => clock;
    try {
      for (const isTTY of [true, false]) {
        let written = '';
        clock = 0;
        const progress = new Progress({ write: (text) => (written += text), isTTY, columns: 80 }, 900, false);
        for (let done = 0; done < 900; done++) {
          progress.step(done);
          clock += 1;
        }
        progress.clear();
        assert.equal(
          written,
          isTTY ? `${[500, 600, 700, 800].map((done) => `\r\u001b[KChecking ${done} of 900 files`).join('')}\r\u001b[K` : '',
        );
      }
    } finally {
      Date.now = now;
    }
  });
});

describe('the language server', () => {
  it('is handed its arguments', async () => {
    let handed: readonly string[] = [];
    const startServer = async (args: readonly string[]) => void (handed = args);
    const { code } = await run(new Folder(), ['lsp', '--socket', '7000', '--clientProcessId=1'], {}, { startServer });
    assert.deepEqual([code, handed], [0, ['--socket', '7000', '--clientProcessId=1']]);
  });
});

describe('a suppression with an end', () => {
  it('is held against the date of the day', async () => {
    const folder = new Folder({
      'a.yaml': POD.replace('  hostPID', '  # seaworthy-ignore kubernetes/host-pid: until the move, until 2026-12-01\n  hostPID'),
    });
    const rules = async (today: string) =>
      (await run(folder, ['check', '--format', 'compact', join(folder.path, 'a.yaml')], {}, { today })).out
        .match(/\[.*?\]/g)
        ?.map(String) ?? [];
    assert.deepEqual(await rules('2026-11-23'), []);
    assert.ok((await rules('2026-12-02')).includes('[kubernetes/host-pid]'));
  });
});
