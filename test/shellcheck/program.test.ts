import * as assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ShellCheckProcess, findOnPath, shellCheckProgram } from '../../server/src/hosts/shellcheck.js';
import { fakeShellCheck } from '../kit/fake-shellcheck.js';

const job = (text: string) => ({ key: text, text, shell: 'dash' as const });

describe('the program ShellCheck', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'seaworthy-shellcheck-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const fake = (body: string, version?: string, time = 8000): ShellCheckProcess =>
    new ShellCheckProcess(fakeShellCheck(folder, body, version), { time, versionTime: 8000 });

  it('is the one in PATH, and says what it finds', async () => {
    const program = shellCheckProgram(undefined) ?? assert.fail('no ShellCheck in PATH');
    assert.match((await program.version()) ?? '', /^\d+\.\d+/);
    const output = (await program.check(job('echo $x\n'))) ?? assert.fail('no output');
    const { comments } = JSON.parse(output) as { comments: { code: number; column: number }[] };
    assert.deepEqual(
      comments.filter(({ code }) => code === 2086).map(({ column }) => column),
      [6],
    );
  });

  it('finds nothing in a script without mistakes', async () => {
    assert.deepEqual(JSON.parse((await shellCheckProgram(undefined)?.check(job('true\n'))) ?? ''), { comments: [] });
  });

  it('reads no .shellcheckrc', async () => {
    const program = shellCheckProgram(undefined) ?? assert.fail();
    const before = process.cwd();
    mkdirSync(join(folder, 'rc'), { recursive: true });
    writeFileSync(join(folder, 'rc/.shellcheckrc'), 'disable=SC2086\n');
    process.chdir(join(folder, 'rc'));
    try {
      assert.match((await program.check(job('echo $x\n'))) ?? '', /2086/);
    } finally {
      process.chdir(before);
    }
  });

  it('is never looked for beside the files, only in folders of PATH that are named from the root', () => {
    const file = fakeShellCheck(folder, '');
    assert.equal(findOnPath(['', '.', 'bin', folder].join(delimiter)), file);
    assert.equal(findOnPath(['', '.', 'bin'].join(delimiter)), undefined);
    assert.equal(findOnPath(undefined), undefined);
    assert.equal(shellCheckProgram('shellcheck'), undefined);
    assert.equal(shellCheckProgram(join(folder, 'missing')), undefined);
    assert.equal(shellCheckProgram(folder), undefined);
  });

  it('is none when it is another program, cannot be started or hangs', async () => {
    assert.equal(await fake('', 'console.log("version 1");').version(), undefined);
    assert.equal(await new ShellCheckProcess(join(folder, 'missing')).version(), undefined);
    const hanging = new ShellCheckProcess(fakeShellCheck(folder, '', 'while (true);'), { time: 200, versionTime: 200 });
    assert.equal(await hanging.version(), undefined);
  });

  it('gets the script by standard input, and the shell as an argument', async () => {
    const output = await fake('console.log(JSON.stringify({ text, args: process.argv.slice(2) }));').check(job('é\n'));
    assert.deepEqual(JSON.parse(output ?? ''), { text: 'é\n', args: ['--norc', '--format=json1', '--shell=dash', '-'] });
  });

  it('has nothing to say when it takes too long, crashes, is killed, or prints garbage', async () => {
    assert.equal(await fake('setInterval(() => {}, 1000);', undefined, 300).check(job('x')), undefined);
    const bodies = [
      'process.exitCode = 2; console.log("{}");',
      'process.kill(process.pid, "SIGKILL");',
      'console.log("shellcheck: broken");',
      'throw new Error("x");',
      '',
    ];
    for (const body of bodies) assert.equal(await fake(body).check(job('x')), undefined, body);
  });

  it('may close its input early, and is stopped when it prints without end', async () => {
    const deaf = fakeShellCheck(folder, '');
    writeFileSync(deaf, `#!${process.execPath}\nprocess.stdin.destroy(); console.log("{}");\n`, { mode: 0o755 });
    assert.equal((await new ShellCheckProcess(deaf).check(job('x'.repeat(1_000_000))))?.trim(), '{}');
    const endless = fake('const line = "{" + "x".repeat(65536); (function more() { process.stdout.write(line, more); })();');
    assert.equal(await endless.check(job('x')), undefined);
  });

  it('is killed when nobody wants to know any more', async () => {
    const started = join(folder, 'started');
    const program = fake(`require("fs").writeFileSync(${JSON.stringify(started)}, String(process.pid)); setInterval(() => {}, 1000);`);
    const stop = new AbortController();
    const result = new ShellCheckProcess(program.file).check(job('x'), stop.signal);
    let pid = '';
    while (pid === '') {
      await new Promise((resolve) => setImmediate(resolve));
      try {
        pid = readFileSync(started, 'utf8');
      } catch {
        // Not yet.
      }
    }
    stop.abort();
    assert.equal(await result, undefined);
    for (;;) {
      try {
        process.kill(Number(pid), 0);
      } catch {
        break;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(await program.check(job('x'), stop.signal), undefined);
  });

  it('runs a few at a time', async () => {
    const log = join(folder, 'log');
    writeFileSync(log, '');
    const program = fake(
      `const fs = require("fs"); fs.appendFileSync(${JSON.stringify(log)}, "+"); setTimeout(() => { fs.appendFileSync(${JSON.stringify(log)}, "-"); console.log("{}"); }, 50);`,
    );
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => program.check(job(text))));
    let running = 0;
    let most = 0;
    for (const mark of readFileSync(log, 'utf8')) {
      running += mark === '+' ? 1 : -1;
      most = Math.max(most, running);
    }
    assert.equal(running, 0);
    assert.ok(most <= 2, `${most} at a time`);
  });
});
