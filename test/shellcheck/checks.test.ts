import * as assert from 'node:assert/strict';
import type { CheckRequest } from '../../server/src/core/service-types.js';
import type { ShellCheckJob, ShellCheckProgram } from '../../server/src/core/shellcheck/types.js';
import { ShellChecks } from '../../server/src/lsp/shellcheck.js';
import { service } from '../kit/service.js';

const program: ShellCheckProgram = { version: async () => '0.10.0', check: async ({ text }) => `said ${text}` };
const config = service.defaultConfig();
const request = (text: string): CheckRequest => ({ text, path: 'Dockerfile', config });
const jobOf = (text: string): ShellCheckJob => ({ key: text, text, shell: 'sh' });

/** Every line is a script. */
const shellcheckJobs = ({ text }: CheckRequest): readonly ShellCheckJob[] => text.split('\n').filter(Boolean).map(jobOf);

function make(given: unknown, start: (() => ShellCheckProgram | undefined) | undefined = () => program) {
  const heard: ((uri: string) => void)[] = [];
  const checks = new ShellChecks({
    service: { shellcheckJobs },
    program: start,
    onAnswers: (uri) => heard.splice(0).forEach((one) => one(uri)),
  });
  checks.configure(given);
  return { checks, answered: () => new Promise<string>((resolve) => heard.push(resolve)) };
}

describe('asking ShellCheck about documents', () => {
  it('gives the same object until there is more to say', async () => {
    const { checks, answered } = make({ enabled: true });
    const waiting = answered();
    const first = checks.of('a', request('one\ntwo\n'));
    assert.equal(first?.outputs.size, 0);
    assert.equal(checks.of('a', request('one\ntwo\n')), first);
    assert.equal(await waiting, 'a');
    const second = checks.of('a', request('one\ntwo\n'));
    assert.notEqual(second?.id, first.id);
    assert.deepEqual(
      [...(second?.outputs ?? [])],
      [
        ['one', 'said one'],
        ['two', 'said two'],
      ],
    );
    // What is known of a script holds in another text and another document.
    assert.deepEqual([...(checks.of('b', request('two\nthree\n'))?.outputs.keys() ?? [])], ['two']);
    checks.dispose();
  });

  it('has nothing to say where there is nothing to ask, so that what is known of the text stays known', () => {
    const { checks } = make({ enabled: true });
    assert.equal(checks.of('a', request('')), undefined);
  });

  it('asks nothing unless it may, and forgets what another program said', async () => {
    for (const given of [undefined, null, 1, {}, { enabled: 'yes' }, { enabled: false }, { enabled: true, path: 'off' }]) {
      assert.equal(make(given).checks.of('a', request('one\n')), undefined, JSON.stringify(given));
    }
    const { checks, answered } = make({ enabled: true });
    const waiting = answered();
    checks.of('a', request('one\n'));
    await waiting;
    checks.configure({ enabled: true, path: '/other' });
    assert.equal(checks.of('a', request('one\n'))?.outputs.size, 0);
    checks.configure({ enabled: false });
    assert.equal(checks.of('a', request('one\n')), undefined);
  });

  it('does not ask again about a script on which the program failed', async () => {
    let asked = 0;
    const failing: ShellCheckProgram = {
      ...program,
      check: async () => {
        asked++;
        return undefined;
      },
    };
    const { checks, answered } = make({ enabled: true }, () => failing);
    const waiting = answered();
    checks.of('a', request('one\n'));
    await waiting;
    assert.equal(checks.of('a', request('one\n'))?.outputs.size, 0);
    checks.of('b', request('one\n'));
    checks.dispose();
    assert.equal(asked, 1);
  });

  it('goes without where no program can be started', () => {
    const { checks } = make({ enabled: true }, undefined);
    assert.equal(checks.of('a', request('one\n'))?.outputs.size, 0);
    checks.dispose();
  });
});
