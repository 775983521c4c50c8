// Fixes that write another file than the one they were found in.
import * as assert from 'node:assert/strict';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChange } from '../../server/src/cli/other-files.js';
import { Folder, linkTo, removeFolders } from './harness.js';

/** Nothing else in it is fixable. */
const D = `FROM alpine:3.24
COPY . /srv
USER 65532:65532
ARG SOURCE
ARG REVISION
LABEL org.opencontainers.image.source="$SOURCE" \\
      org.opencontainers.image.revision="$REVISION"
CMD ["/srv/app"]
`;
const FIX = ['--fix', '--unsafe-fixes'];
const MISSING = 'dockerfile/missing-dockerignore';
const INCOMPLETE = 'dockerfile/incomplete-dockerignore';

/** Without a `.git` of its own: a rule wants to see one. */
const made = (files: ConstructorParameters<typeof Folder>[0] = {}) => new Folder({ 'app/Dockerfile': D, 'app/main.go': '', ...files });
const read = (folder: Folder, path: string) => readFileSync(join(folder.path, path), 'utf8');
const rulesOf = (folder: Folder, args: readonly string[], options: Parameters<Folder['json']>[1] = {}) =>
  folder.json(args, options).files.flatMap(({ findings }) => findings.map(({ rule }) => rule));

describe('fixes of other files', () => {
  after(removeFolders);

  it('are named in JSON and SARIF', () => {
    const folder = made({ 'app/x.Dockerfile': D, 'app/x.Dockerfile.dockerignore': 'a\r\nb', 'app/.env': '' });
    const { files } = folder.json(['app']);
    const fixes = files.flatMap(({ findings }) =>
      findings.filter(({ rule }) => [MISSING, INCOMPLETE].includes(rule)).map(({ fixes: of }) => of),
    );
    assert.deepEqual(fixes, [
      [{ title: 'Create .dockerignore', safe: false, files: [{ path: 'app/.dockerignore', change: 'create' }] }],
      [
        {
          title: 'Add ".env" to x.Dockerfile.dockerignore',
          safe: false,
          files: [{ path: 'app/x.Dockerfile.dockerignore', change: 'append' }],
        },
      ],
    ]);
    const { runs } = JSON.parse(folder.run(['check', '--format', 'sarif', 'app']).out);
    const changes = runs[0].results
      .filter(({ ruleId }: { ruleId: string }) => [MISSING, INCOMPLETE].includes(ruleId))
      .map((result: { fixes: { artifactChanges: object[] }[] }) => result.fixes[0]?.artifactChanges);
    assert.match(changes[0][0].replacements[0].insertedContent.text, /^# Version history\n\.git\n/);
    assert.deepEqual(changes[0][0].artifactLocation, { uri: 'app/.dockerignore', uriBaseId: '%SRCROOT%' });
    assert.deepEqual(changes[0][0].replacements[0].deletedRegion, { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });
    assert.deepEqual(changes[1], [
      {
        artifactLocation: { uri: 'app/x.Dockerfile.dockerignore', uriBaseId: '%SRCROOT%' },
        replacements: [
          { deletedRegion: { startLine: 2, startColumn: 2, endLine: 2, endColumn: 2 }, insertedContent: { text: '\r\n.env' } },
        ],
      },
    ]);
  });

  it('create what is missing, once for all Dockerfiles of a folder, and only when told to', () => {
    const folder = made({ 'app/b.Dockerfile': D, 'app/.env': '' });
    assert.equal(rulesOf(folder, ['--fix', 'app']).filter((rule) => rule === MISSING).length, 2);
    assert.ok(!existsSync(join(folder.path, 'app/.dockerignore')));
    const { err, files } = folder.json([...FIX, 'app']);
    assert.equal(err, '');
    assert.deepEqual(
      files.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
      [],
    );
    const text = read(folder, 'app/.dockerignore');
    assert.match(text, /^\.env$/m);
    assert.match(folder.run(['check', ...FIX, 'app']).out, /^No findings/);
    assert.equal(read(folder, 'app/.dockerignore'), text);
    assert.equal(read(folder, 'app/Dockerfile'), D);
  });

  it('are counted with the others', () => {
    assert.match(made().run(['check', ...FIX, 'app/Dockerfile']).out, /Fixed 1 finding in 1 file/i);
  });

  it('add to what is there and keep every byte of it', () => {
    const folder = made({ 'app/.env': '', 'app/id_rsa': '' });
    writeFileSync(join(folder.path, 'app/.dockerignore'), Buffer.from([0x61, 0xff, 0x0d, 0x0a, 0x62]));
    assert.deepEqual(rulesOf(folder, [...FIX, 'app']), []);
    assert.deepEqual(
      [...readFileSync(join(folder.path, 'app/.dockerignore'))],
      [0x61, 0xff, 0x0d, 0x0a, 0x62, ...Buffer.from('\r\n.env\r\nid_rsa')],
    );
  });

  it('are part of the diff of --dry-run, once, and written by nobody', () => {
    const folder = made({ 'app/b.Dockerfile': D, 'own/Dockerfile': D, 'own/.dockerignore': 'a\n', 'own/.env': '' });
    const { out, err } = folder.run(['check', '--dry-run', '--unsafe-fixes', '.']);
    assert.equal(out.split('--- /dev/null\n+++ b/app/.dockerignore\n@@ -0,0 +1,').length, 2);
    assert.match(out, /^--- a\/own\/\.dockerignore\n\+\+\+ b\/own\/\.dockerignore\n@@ -1,1 \+1,2 @@\n a\n\+\.env\n/m);
    assert.match(err, /2 findings in 2 files can be fixed this way; nothing was written/);
    assert.ok(!existsSync(join(folder.path, 'app/.dockerignore')));
    assert.equal(read(folder, 'own/.dockerignore'), 'a\n');
  });

  it('are not offered for a text from stdin', () => {
    const [file] = made().json(['--stdin-filename', 'app/Dockerfile', '-'], { input: D }).files;
    const finding = file?.findings.find(({ rule }) => rule === MISSING);
    assert.deepEqual(finding?.fixes, []);
    assert.equal(made().run(['check', '--dry-run', '--unsafe-fixes', '--stdin-filename', 'app/Dockerfile', '-'], { input: D }).out, '');
  });

  it('stay in what was named and the working directory', () => {
    const folder = made({ '.git/HEAD': '', 'docker/Dockerfile': D.replace('COPY . /srv', 'COPY app/main.go /x\nCOPY . /srv') });
    const fixesIn = (args: readonly string[], cwd: string) =>
      folder
        .json(args, { cwd })
        .files.flatMap(({ findings }) => findings.filter(({ rule }) => rule === MISSING).flatMap(({ fixes }) => fixes));
    assert.deepEqual(fixesIn(['Dockerfile'], 'docker'), []);
    assert.deepEqual(fixesIn(['docker/Dockerfile'], ''), [
      { title: 'Create .dockerignore', safe: false, files: [{ path: '.dockerignore', change: 'create' }] },
    ]);
    folder.run(['check', ...FIX, 'Dockerfile'], { cwd: 'docker' });
    assert.ok(!existsSync(join(folder.path, '.dockerignore')));
    folder.run(['check', ...FIX, 'docker']);
    assert.match(read(folder, '.dockerignore'), /^\.git$/m);
  });

  it('follow no link that leads out', () => {
    const outside = new Folder({ ignore: 'a\n', 'context/x': '' });
    const linked = made({ 'app/.dockerignore': linkTo(join(outside.path, 'ignore')), 'app/.env': '' });
    assert.ok(!rulesOf(linked, [...FIX, 'app']).includes(MISSING), 'it is there, though nobody may read it');
    assert.equal(read(outside, 'ignore'), 'a\n');
    assert.ok(lstatSync(join(linked.path, 'app/.dockerignore')).isSymbolicLink());
    const configured = made({ '.seaworthy.yaml': 'contextRoot: out\n', out: linkTo(join(outside.path, 'context')) });
    const { code, err } = configured.run(['check', ...FIX, 'app']);
    assert.match(
      err,
      /^seaworthy: out\/\.dockerignore: not written: it lies outside the folders that were named and the working directory\n$/,
    );
    assert.equal(code, 2);
    assert.ok(!existsSync(join(outside.path, 'context/.dockerignore')));
  });

  it('leave the finding where the file cannot be written', () => {
    const outside = new Folder({ 'context/x': '' });
    const folder = made({ '.seaworthy.yaml': 'contextRoot: out\n', out: linkTo(join(outside.path, 'context')) });
    const { out } = folder.run(['check', ...FIX, '--format', 'json', 'app']);
    assert.ok(out.includes(MISSING));
  });

  describe('are refused', () => {
    const attempt = (folder: Folder, path: string, before: string, within: readonly string[]) => (): void => {
      const change =
        before === '' ? ({ kind: 'create', path, text: 'new\n' } as const) : ({ kind: 'append', path, lines: ['new'] } as const);
      writeChange(join(folder.path, path), change, before, within);
    };
    it('when the file is there by now, as a link to nothing too', () => {
      const folder = new Folder({ i: 'old\n', l: linkTo('nowhere') });
      assert.throws(attempt(folder, 'i', '', [folder.path]), /it is there by now/);
      assert.throws(attempt(folder, 'l', '', [folder.path]), /it is there by now/);
      assert.equal(read(folder, 'i'), 'old\n');
      assert.ok(!existsSync(join(folder.path, 'nowhere')));
    });
    it('when it has another text by now', () => {
      const folder = new Folder({ i: 'other\n' });
      assert.throws(attempt(folder, 'i', 'old\n', [folder.path]), /changed on disk meanwhile/);
      assert.equal(read(folder, 'i'), 'other\n');
    });
    it('when it lies elsewhere, by its path or by a link', () => {
      const folder = new Folder({ 'in/x': '', i: 'old\n', 'in/l': linkTo('../i') });
      mkdirSync(join(folder.path, 'out'));
      const within = [join(folder.path, 'in')];
      for (const [path, before] of [
        ['out/i', ''],
        ['i', 'old\n'],
        ['in/l', 'old\n'],
      ] as const)
        assert.throws(attempt(folder, path, before, within), /it lies outside/);
      assert.equal(read(folder, 'i'), 'old\n');
    });
    it('when it is gone', () => {
      const folder = new Folder();
      assert.throws(attempt(folder, 'i', 'old\n', [folder.path]), /no such file|does not exist|not found/i);
    });
  });
});
