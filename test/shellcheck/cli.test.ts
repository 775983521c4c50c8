import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { Folder, removeFolders } from '../cli/harness.js';
import { SAYS, fakeShellCheck } from '../kit/fake-shellcheck.js';

const RULE = 'dockerfile/shellcheck-finding';
const TEXT = 'FROM debian:trixie-slim\nRUN for f in $(ls); do cat "$f"; done\n';

describe('seaworthy check with ShellCheck', () => {
  after(removeFolders);

  const found = (folder: Folder, args: readonly string[], env: Readonly<Record<string, string>> = {}): string[] => {
    const { files } = folder.json(args, { env });
    return files.flatMap(({ findings }) => findings.filter(({ rule }) => rule === RULE).map(({ message }) => message));
  };

  it('asks the one in PATH when the rule is on, and not by default', () => {
    const folder = new Folder({ Dockerfile: TEXT });
    assert.match(found(folder, ['--all']).join('\n'), /SC2045/);
    assert.deepEqual(found(folder, []), []);
    const named = new Folder({ Dockerfile: TEXT, '.seaworthy.yaml': `rules: { ${RULE}: hint }\n` });
    assert.match(found(named, []).join('\n'), /SC2045/);
  });

  it('does without one', () => {
    const folder = new Folder({ Dockerfile: TEXT });
    assert.deepEqual(found(folder, ['--all'], { PATH: folder.path }), []);
    assert.deepEqual(found(folder, ['--all', '--shellcheck', 'off']), []);
    // What lies beside the files is not started.
    fakeShellCheck(folder.path, SAYS);
    assert.deepEqual(found(folder, ['--all'], { PATH: `.:` }), []);
  });

  it('asks the one that is named, or says that there is none', () => {
    const folder = new Folder({ Dockerfile: TEXT, 'tools/x': '' });
    fakeShellCheck(join(folder.path, 'tools'), SAYS, undefined, 'my-shellcheck');
    assert.deepEqual(found(folder, ['--all', '--shellcheck', 'tools/my-shellcheck']), ['Fake (ShellCheck SC2999)']);
    for (const path of ['missing', 'Dockerfile', 'tools']) {
      const { code, err } = folder.run(['check', '--shellcheck', path]);
      assert.equal(code, 2);
      assert.match(err, /no ShellCheck runs there: name the program, or off/);
    }
  });

  it('goes on when the program crashes', () => {
    const folder = new Folder({ Dockerfile: TEXT });
    const path = fakeShellCheck(folder.path, 'throw new Error("x");');
    const { code, files } = folder.json(['--all', '--shellcheck', path]);
    assert.equal(code, 1);
    assert.ok(files.some(({ findings }) => findings.length > 0));
    assert.deepEqual(found(folder, ['--all', '--shellcheck', path]), []);
  });

  it('reports what is left behind fixes', () => {
    const folder = new Folder({
      Dockerfile: 'FROM debian:trixie-slim\nARG X\nRUN echo `date` && for f in $(ls); do cat "$f"; done\n',
      '.seaworthy.yaml': `rules: { ${RULE}: hint }\n`,
    });
    const left = found(folder, ['--fix', '--unsafe-fixes']).join('\n');
    assert.match(left, /SC2045/);
    assert.doesNotMatch(left, /SC2006/);
  });
});
