import assert from 'node:assert/strict';
import { spawnSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CLEAN, FIXED_POD, Folder, POD, linkTo, removeFolders } from './harness.js';

after(removeFolders);

const isWindows = process.platform === 'win32';
const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);
const rules = (files: readonly { readonly findings: readonly { readonly rule: string }[] }[]) =>
  files.map(({ findings }) => findings.map(({ rule }) => rule));
const read = (folder: Folder, path: string) => readFileSync(join(folder.path, path));

describe('seaworthy', function () {
  this.timeout(60_000);

  describe('check', () => {
    it('shows findings with their code, and ends with 1', () => {
      const { code, out, err } = new Folder({ 'k8s/pod.yaml': POD }).run(['check']);
      assert.equal(
        out,
        `k8s/pod.yaml:9:3 error kubernetes/host-pid
  hostPID lets this pod see and signal every process on the node: remove it; suppress with a reason for node agents
   8 │   automountServiceAccountToken: false
   9 │   hostPID: true
     │   ^^^^^^^^^^^^^
  10 │   containers: []
  fix Remove hostPID (unsafe)

1 finding in 1 file: 1 error
1 can be fixed with --fix --unsafe-fixes, which may change what is built or run
`,
      );
      assert.equal(err, '');
      assert.equal(code, 1);
    });

    it('ends with 0 when there is nothing to say', () => {
      assert.deepEqual(new Folder({ 'pod.yaml': CLEAN }).run(['check', 'pod.yaml']), { code: 0, out: 'No findings in 1 file\n', err: '' });
      assert.equal(new Folder().run(['check']).code, 0);
    });

    it('prints JSON and nothing else, every linted file in it', () => {
      const { code, files, err } = new Folder({ 'pod.yaml': POD, 'clean.yaml': CLEAN, 'values.yaml': 'a: 1\n' }).json(['.']);
      assert.deepEqual(files, [
        { path: 'clean.yaml', findings: [] },
        {
          path: 'pod.yaml',
          findings: [
            {
              rule: 'kubernetes/host-pid',
              severity: 'error',
              message: 'hostPID lets this pod see and signal every process on the node: remove it; suppress with a reason for node agents',
              range: { start: { line: 8, character: 2 }, end: { line: 8, character: 15 } },
              equivalents: files[1]?.findings[0]?.equivalents,
              fixes: [{ title: 'Remove hostPID', safe: false }],
            },
          ],
        },
      ]);
      assert.ok(files[1]?.findings[0]?.equivalents.includes('pss:baseline/hostNamespaces'));
      assert.equal(err, '');
      assert.equal(code, 1);
    });

    it('names files as they were named', () => {
      const folder = new Folder({ 'k8s/pod.yaml': POD, 'x/y': '' });
      assert.deepEqual(paths(folder.json(['k8s/pod.yaml']).files), ['k8s/pod.yaml']);
      assert.deepEqual(paths(folder.json(['./k8s//pod.yaml']).files), ['k8s/pod.yaml']);
      assert.deepEqual(paths(folder.json(['../k8s'], { cwd: 'x' }).files), ['../k8s/pod.yaml']);
      const absolute = join(folder.path, 'k8s');
      assert.deepEqual(paths(folder.json([absolute]).files), [join(absolute, 'pod.yaml').replaceAll('\\', '/')]);
    });

    it('lints a file once, however often it is named, and in order', () => {
      const folder = new Folder({ 'b.yaml': CLEAN, 'a.yaml': CLEAN, 'c/d.yaml': CLEAN });
      assert.deepEqual(paths(folder.json(['b.yaml', '.', 'a.yaml', './b.yaml']).files), ['b.yaml', 'a.yaml', 'c/d.yaml']);
    });

    it('lists a named file whatever it is, and says what it was taken for', () => {
      const { code, files, err } = new Folder({ 'compose.yaml': 'services: {}\n' }).json(['compose.yaml']);
      assert.deepEqual(files, [{ path: 'compose.yaml', findings: [] }]);
      assert.equal(err, 'seaworthy: compose.yaml: not checked: taken for Compose file\n');
      assert.equal(code, 0);
    });

    it('takes a named file for a Dockerfile when it starts like one', () => {
      const { files } = new Folder({ 'build.txt': '# the web\nFROM node:latest\n' }).json(['build.txt']);
      assert.ok(files[0]?.findings.some(({ rule }) => rule === 'dockerfile/latest-tag'));
    });

    it('reads stdin under a name, or by the text alone', () => {
      const folder = new Folder();
      assert.deepEqual(rules(folder.json(['-'], { input: POD }).files), [['kubernetes/host-pid']]);
      assert.deepEqual(paths(folder.json(['-', '--stdin-filename', 'x/pod.yaml'], { input: POD }).files), ['x/pod.yaml']);
      assert.ok(
        rules(folder.json(['-'], { input: 'FROM node:latest\n' }).files)
          .flat()
          .includes('dockerfile/latest-tag'),
      );
      assert.equal(folder.run(['check', '-', '--stdin-filename', 'x.txt'], { input: 'nothing' }).code, 0);
      assert.equal(folder.run(['check', '-'], { input: Buffer.from([0, 1, 2]) }).code, 2);
    });

    it('has colors only where they are wanted', () => {
      const folder = new Folder({ 'pod.yaml': POD });
      const isColored = (args: readonly string[], env = {}) => folder.run(['check', ...args], { env }).out.includes('\u001b[');
      assert.equal(isColored([]), false);
      assert.equal(isColored(['--color']), true);
      assert.equal(isColored(['--color', '--no-color']), false);
      assert.equal(isColored([], { FORCE_COLOR: '1' }), true);
      assert.equal(isColored(['--no-color'], { FORCE_COLOR: '1' }), false);
      assert.equal(isColored([], { FORCE_COLOR: '1', NO_COLOR: '1' }), false);
      assert.equal(isColored(['--format', 'json'], { FORCE_COLOR: '1' }), false);
    });

    it('leaves out notes and the summary with --quiet', () => {
      const { out, err } = new Folder({ 'pod.yaml': CLEAN, 'compose.yaml': 'services: {}\n' }).run([
        'check',
        '-q',
        'pod.yaml',
        'compose.yaml',
      ]);
      assert.equal(out + err, '');
    });

    for (const format of ['compact', 'sarif', 'github', 'junit']) {
      it(`reports as ${format}`, () => {
        const { code, out, err } = new Folder({ 'k8s/pod.yaml': POD }).run(['check', '--format', format]);
        assert.ok(out.includes('k8s/pod.yaml') && out.includes('kubernetes/host-pid') && out.includes('hostPID lets this pod'));
        assert.equal(err, '');
        assert.equal(code, 1);
      });
    }

    it('has the page of each rule in SARIF', () => {
      const { out } = new Folder({ 'pod.yaml': POD }).run(['check', '--format', 'sarif']);
      const log = JSON.parse(out) as { runs: [{ tool: { driver: { rules: [{ id: string; help: { markdown?: string } }] } } }] };
      const [rule] = log.runs[0].tool.driver.rules;
      assert.equal(rule.id, 'kubernetes/host-pid');
      assert.ok(rule.help.markdown?.startsWith('# kubernetes/host-pid\n'));
    });
  });

  describe('exit codes', () => {
    const folder = () =>
      new Folder({ 'pod.yaml': POD, 'warn/Dockerfile': 'FROM registry.example.com/web:1.0@sha256:' + 'a'.repeat(64) + '\nUSER 0\n' });

    it('follow --fail-on', () => {
      const here = folder();
      const code = (...args: string[]) => here.run(['check', 'pod.yaml', ...args]).code;
      assert.deepEqual([code('--fail-on', 'error'), code('--fail-on', 'hint'), code('--fail-on', 'never')], [1, 1, 0]);
      const warning = (...args: string[]) => here.run(['check', 'warn', ...args]).code;
      assert.deepEqual([warning('--fail-on', 'error'), warning('--fail-on', 'warning')], [0, 1]);
    });

    it('follow --max-warnings', () => {
      const here = folder();
      const warnings = here.json(['warn']).files[0]?.findings.filter(({ severity }) => severity === 'warning').length ?? 0;
      assert.ok(warnings > 0);
      assert.equal(here.run(['check', 'warn', '--max-warnings', String(warnings)]).code, 0);
      assert.equal(here.run(['check', 'warn', '--max-warnings', String(warnings - 1)]).code, 1);
      assert.equal(here.run(['check', 'pod.yaml', '--max-warnings', '9']).code, 1);
    });

    it('follow the configuration', () => {
      const here = folder();
      here.write('.seaworthy.yaml', 'failOn: error\n');
      assert.equal(here.run(['check', 'warn']).code, 0);
      assert.equal(here.run(['check', 'pod.yaml']).code, 1);
      assert.equal(here.run(['check', 'warn', '--fail-on', 'warning']).code, 1);
    });

    it('are 2 for wrong use, with one plain line', () => {
      const here = new Folder({ 'a.yaml': CLEAN });
      const wrong: readonly (readonly string[])[] = [
        ['check', '--nonsense'],
        ['chekc'],
        ['check', '--format', 'xml'],
        ['check', '--unsafe-fixes', 'a.yaml'],
        ['check', '--stdin-filename', 'a', 'a.yaml'],
        ['check', '--fix', '-'],
        ['check', '--dry-run', '--format', 'json', 'a.yaml'],
        ['check', '--config', 'missing.yaml', 'a.yaml'],
        ['check', '--all', '--profile', 'strict', 'a.yaml'],
        ['explain', 'no-such-rule-at-all'],
        ['rewrite', 'missing'],
        ['rewrite', '.'],
      ];
      for (const args of wrong) {
        const { code, out, err } = here.run(args);
        assert.equal(code, 2, args.join(' '));
        assert.equal(out, '');
        assert.match(err, /^seaworthy: [^\n]+\n$/, args.join(' '));
      }
      const { code, out, err } = here.run([]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /^Seaworthy finds .*\n[^]*Usage: /);
    });

    it('are 2 for a missing file, and the others are still reported', () => {
      const { code, files, err } = new Folder({ 'pod.yaml': POD }).json(['missing.yaml', 'pod.yaml']);
      assert.deepEqual(rules(files), [['kubernetes/host-pid']]);
      assert.equal(err, 'seaworthy: missing.yaml: there is no such file or folder\n');
      assert.equal(code, 2);
    });
  });

  describe('odd files', () => {
    it('never end a run over a folder', () => {
      const folder = new Folder({
        'a/pod.yaml': POD,
        'a/Dockerfile/inner.txt': 'a folder named like a Dockerfile',
        'a/Dockerfile.bin': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]),
        'a/binary.yaml': Buffer.from([0, 1, 2, 3]),
        'a/latin.yaml': Buffer.from(POD.replace('name: web', 'name: caf\u00e9'), 'latin1'),
        'a/utf16.yaml': Buffer.from(`\ufeff${POD}`, 'utf16le'),
        'a/empty.yaml': '',
        'a/Dockerfile.empty': '',
        'a/broken.yaml': 'apiVersion: v1\nkind: [\n',
      });
      if (!isWindows) {
        folder.write('a/dangling.yaml', linkTo('nothing.yaml'));
        folder.write('a/circle.yaml', linkTo('circle.yaml'));
        folder.write('a/self', linkTo('.'));
        folder.write('a/outside.yaml', linkTo('/etc/hostname'));
        spawnSync('mkfifo', [join(folder.path, 'a/pipe.yaml')]);
        chmodSync(join(folder.path, 'a/pod.yaml'), 0o755);
      }
      const { code, files, err } = folder.json(['a']);
      assert.deepEqual(
        files.filter(({ findings }) => findings.some(({ rule }) => rule === 'kubernetes/host-pid')).map(({ path }) => path),
        ['a/latin.yaml', 'a/pod.yaml', 'a/utf16.yaml'],
      );
      assert.ok(files.some(({ path }) => path === 'a/broken.yaml'));
      assert.equal(err, 'seaworthy: a/Dockerfile.bin: not checked: it is no text\n');
      assert.equal(code, 1);
    });

    it('are said to be what they are when they are named', () => {
      const folder = new Folder({ 'Dockerfile.bin': Buffer.from([0, 1, 2]), 'd/Dockerfile/x': '' });
      const binary = folder.json(['Dockerfile.bin']);
      assert.deepEqual([binary.files, binary.code], [[{ path: 'Dockerfile.bin', findings: [] }], 0]);
      assert.equal(binary.err, 'seaworthy: Dockerfile.bin: not checked: it is no text\n');
      assert.deepEqual(folder.json(['d/Dockerfile']).files, []);
      if (isWindows) return;
      folder.write('dangling.yaml', linkTo('nothing.yaml'));
      folder.write('circle.yaml', linkTo('circle.yaml'));
      spawnSync('mkfifo', [join(folder.path, 'pipe.yaml')]);
      const { code, err, files } = folder.json(['dangling.yaml', 'circle.yaml', 'pipe.yaml']);
      assert.equal(
        err,
        `seaworthy: dangling.yaml: a link to nothing: correct or remove it
seaworthy: circle.yaml: a link that leads in a circle: remove it, or name the file itself
seaworthy: pipe.yaml: no regular file: to lint what comes through a pipe, use - and --stdin-filename
`,
      );
      assert.deepEqual([code, files], [2, []]);
    });

    if (!isWindows) {
      it('that are sockets are passed over', async () => {
        const folder = new Folder({ 'pod.yaml': POD });
        const server = createServer();
        await new Promise<void>((done) => server.listen(join(folder.path, 'socket.yaml'), done));
        assert.deepEqual(paths(folder.json(['.']).files), ['pod.yaml']);
        assert.equal(folder.run(['check', 'socket.yaml']).code, 2);
        await new Promise((done) => server.close(done));
      });

      it('that are links are linted once, and links out of the folder not at all', () => {
        const folder = new Folder({ 'in/pod.yaml': POD, 'in/text.txt': POD, 'out.yaml': POD });
        folder.write('in/again.yaml', linkTo('pod.yaml'));
        folder.write('in/through.yaml', linkTo('text.txt'));
        folder.write('in/outside.yaml', linkTo('../out.yaml'));
        assert.deepEqual(paths(folder.json(['in']).files), ['in/pod.yaml', 'in/through.yaml']);
        assert.deepEqual(paths(folder.json(['in/outside.yaml']).files), ['in/outside.yaml']);
      });
    }

    it('that are huge, deep or ridden with aliases take no ten seconds', () => {
      const bomb = Array.from(
        { length: 12 },
        (_, i) =>
          `a${i}: &a${i} [${Array(9)
            .fill(i === 0 ? 'x' : `*a${i - 1}`)
            .join(', ')}]`,
      ).join('\n');
      const folder = new Folder({
        'huge.yaml': `${POD}---\n`.repeat(60_000),
        'giant.yaml': Buffer.alloc(17 * 1024 * 1024, `${POD}---\n`),
        'deep.yaml': `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(100_000)}`,
        'deep.json': `{"apiVersion":"v1","kind":"Pod","spec":${'{"a":'.repeat(100_000)}`,
        'aliases.yaml': `apiVersion: v1\nkind: Pod\n${bomb}\n`,
        'line/Dockerfile': `FROM a\nRUN ${'x && '.repeat(200_000)}y\n`,
        'stages/Dockerfile': 'FROM a\n# b\n'.repeat(20_000),
      });
      for (const name of ['huge.yaml', 'giant.yaml', 'deep.yaml', 'deep.json', 'aliases.yaml', 'line/Dockerfile', 'stages/Dockerfile']) {
        const started = performance.now();
        const { code, err, files } = folder.json([name]);
        assert.ok(performance.now() - started < 10_000, name);
        assert.ok(code === 0 || code === 1, `${name}: ${code} ${err}`);
        assert.deepEqual(paths(files), [name]);
      }
      assert.match(folder.run(['check', 'giant.yaml']).err, /giant\.yaml: not checked: the file is larger than 16 MiB/);
    });

    it('may have odd names', () => {
      if (isWindows) return;
      const { code, files } = new Folder({ 'a b/%23#é🚢.yaml': POD, "it's/new\nline.yaml": POD, '--fix.yaml': POD }).json(['.']);
      assert.deepEqual(paths(files), ['--fix.yaml', 'a b/%23#é🚢.yaml', "it's/new\nline.yaml"]);
      assert.equal(code, 1);
    });
  });

  describe('output', () => {
    it('arrives whole through a pipe, whatever its size', () => {
      const folder = new Folder({ 'many.yaml': `${POD}---\n`.repeat(4000) });
      const ran = spawnSync(
        'sh',
        ['-c', `"${process.execPath}" "${require.resolve('../../server/dist/cli.js')}" check --format json many.yaml | (sleep 0.2; cat)`],
        {
          cwd: folder.path,
          maxBuffer: 64 * 1024 * 1024,
        },
      );
      const text = ran.stdout.toString('utf8');
      assert.ok(text.length > 1_000_000);
      assert.equal((JSON.parse(text) as { files: [{ findings: unknown[] }] }).files[0].findings.length, 4000);
    });

    it('may be left unread', (done) => {
      const child = new Folder({ 'many.yaml': `${POD}---\n`.repeat(4000) }).start(['check', '--format', 'json', 'many.yaml']);
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.stdout.once('data', () => child.stdout.destroy());
      child.on('close', (code) => {
        assert.equal(err, '');
        assert.equal(code, 1);
        done();
      });
    });
  });

  describe('folders', () => {
    it('are searched as git would, without node_modules', () => {
      const folder = new Folder({
        '.gitignore': 'gen/\n*.out.yaml\n',
        'gen/pod.yaml': POD,
        'a.out.yaml': POD,
        'node_modules/x/pod.yaml': POD,
        '.hidden/pod.yaml': POD,
        'sub/.gitignore': '!b.out.yaml\n',
        'sub/b.out.yaml': POD,
      });
      assert.deepEqual(paths(folder.json(['.']).files), ['.hidden/pod.yaml', 'sub/b.out.yaml']);
      assert.deepEqual(paths(folder.json(['gen/pod.yaml', 'gen']).files), ['gen/pod.yaml']);
    });

    it('below a repository honor its .gitignore', () => {
      const folder = new Folder({ '.git/HEAD': '', '.gitignore': '/sub/gen/\n', 'sub/gen/pod.yaml': POD, 'sub/pod.yaml': POD });
      assert.deepEqual(paths(folder.json(['sub']).files), ['sub/pod.yaml']);
      assert.deepEqual(paths(folder.json(['.'], { cwd: 'sub' }).files), ['pod.yaml']);
    });

    it('leave out what the configuration excludes', () => {
      const folder = new Folder({
        '.seaworthy.yaml': 'exclude: [vendor/, "*.gen.yaml"]\n',
        'vendor/pod.yaml': POD,
        'a.gen.yaml': POD,
        'pod.yaml': POD,
      });
      assert.deepEqual(paths(folder.json(['.']).files), ['.seaworthy.yaml', 'pod.yaml']);
      const named = folder.json(['a.gen.yaml']);
      assert.deepEqual(named.files, []);
      assert.equal(named.err, 'seaworthy: a.gen.yaml: left out by exclude in the configuration\n');
      assert.equal(named.code, 0);
      assert.deepEqual(folder.json(['-', '--stdin-filename', 'vendor/x.yaml'], { input: POD }).files, []);
    });

    it('may hold charts and kustomizations', () => {
      const folder = new Folder({
        'chart/Chart.yaml': 'apiVersion: v2\nname: shop\n',
        'chart/templates/web.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  hostPID: true\n',
        'overlay/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n- path: web.yaml\n',
        'overlay/web.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: true\n  containers:\n  - name: web\n',
      });
      const { files } = folder.json(['.']);
      const of = (path: string) => files.find((file) => file.path === path)?.findings.map(({ rule }) => rule);
      assert.deepEqual(of('chart/templates/web.yaml'), ['kubernetes/host-pid']);
      assert.deepEqual(of('overlay/web.yaml'), ['kubernetes/host-pid']);
    });
  });

  describe('the configuration', () => {
    const OFF = 'rules:\n  kubernetes/host-pid: off\n';

    it('is the nearest one upward, as far as the repository', () => {
      const folder = new Folder({
        '.seaworthy.yaml': OFF,
        'repo/.git/HEAD': '',
        'repo/a/pod.yaml': POD,
        'repo/b/.seaworthy.yml': OFF,
        'repo/b/c/pod.yaml': POD,
        'plain/pod.yaml': POD,
      });
      assert.equal(folder.run(['check', 'repo/a']).code, 1);
      assert.equal(folder.run(['check', 'repo/b']).code, 0);
      assert.equal(folder.run(['check', 'plain']).code, 0);
      assert.equal(folder.run(['check', '.'], { cwd: 'plain' }).code, 1);
    });

    it('holds the same from wherever the command is run', () => {
      const files = {
        '.git/HEAD': '',
        '.seaworthy.yaml': 'overrides:\n  - files: [api/k8s/]\n    rules:\n      kubernetes/host-pid: info\n',
        'pod.yaml': POD,
        'api/k8s/pod.yaml': POD,
        'web/.seaworthy.yaml': `${OFF}`,
        'web/k8s/pod.yaml': POD,
        'web/k8s/deep/.seaworthy.yml': 'rules:\n  kubernetes/host-pid: warning\n',
        'web/k8s/deep/er/pod.yaml': POD,
      };
      const folder = new Folder(files);
      const expected = ['error', 'info', undefined, 'warning'];
      for (const cwd of ['', 'api', 'api/k8s', 'web/k8s/deep']) {
        const up =
          cwd === ''
            ? '.'
            : cwd
                .split('/')
                .map(() => '..')
                .join('/');
        for (const base of [up, folder.path]) {
          const named = ['pod.yaml', 'api/k8s/pod.yaml', 'web/k8s/pod.yaml', 'web/k8s/deep/er/pod.yaml'];
          const result = folder.json(
            named.map((path) => join(base, path)),
            { cwd },
          );
          assert.deepEqual(
            result.files.map(({ findings }) => findings[0]?.severity),
            expected,
            `${cwd} ${base}`,
          );
          const walked = folder.json([base], { cwd }).files.filter(({ path }) => path.endsWith('pod.yaml'));
          assert.deepEqual(walked.map(({ findings }) => findings[0]?.severity).sort(), [...expected].sort());
        }
      }
    });

    it('gives way to what is said on the command line', () => {
      const folder = new Folder({
        '.seaworthy.yaml': 'profile: recommended\nfailOn: never\n',
        'other.yaml': OFF,
        'pod.yaml': POD,
      });
      assert.equal(folder.run(['check', 'pod.yaml', '--fail-on', 'error']).code, 1);
      assert.deepEqual(rules(folder.json(['pod.yaml', '--config', 'other.yaml']).files), [[]]);
    });

    it('that is no YAML ends the run with 2 before anything is linted', () => {
      const { code, files, err } = new Folder({ '.seaworthy.yaml': 'rules:\n  a: [\n', 'pod.yaml': POD }).json(['pod.yaml']);
      assert.deepEqual(rules(files), [['config/syntax-error']]);
      assert.deepEqual(paths(files), ['.seaworthy.yaml']);
      assert.match(err, /^seaworthy: \.seaworthy\.yaml:\d: the configuration is no readable YAML, so nothing was checked: correct it\n$/);
      assert.equal(code, 2);
    });

    it('with wrong keys and values is reported, and the rest of it holds', () => {
      const config = `profil: strict\n${OFF}`;
      const above = new Folder({ '.seaworthy.yaml': config, 'k8s/pod.yaml': POD }).json(['k8s']);
      assert.deepEqual(
        above.files.map(({ path, findings }) => [path, findings.map(({ rule }) => rule)]),
        [
          ['.seaworthy.yaml', ['config/unknown-key']],
          ['k8s/pod.yaml', []],
        ],
      );
      assert.equal(above.code, 1);
      const walked = new Folder({ '.seaworthy.yaml': config, 'k8s/pod.yaml': POD }).json(['.']);
      assert.deepEqual(walked.files, above.files);
    });
  });

  describe('--fix', () => {
    const CONFIG = 'profil: strict\n';

    it('writes safe fixes, and others only when it is told to', () => {
      const folder = new Folder({ '.seaworthy.yaml': CONFIG, 'pod.yaml': POD });
      const first = folder.run(['check', '--fix']);
      assert.equal(read(folder, '.seaworthy.yaml').toString(), 'profile: strict\n');
      assert.equal(read(folder, 'pod.yaml').toString(), POD);
      assert.equal(first.code, 1);
      assert.match(first.out, /\nFixed 1 finding in 1 file\n1 finding in 1 of 2 files: 1 error\n/);
      const second = folder.run(['check', '--fix', '--unsafe-fixes', '--profile', 'recommended']);
      assert.equal(read(folder, 'pod.yaml').toString(), FIXED_POD);
      assert.deepEqual([second.code, second.out], [0, 'Fixed 1 finding in 1 file\nNo findings in 2 files\n']);
    });

    it('keeps mode, line ends, byte order mark and the missing last line end', () => {
      const crlf = (text: string) => text.trimEnd().replaceAll('\n', '\r\n');
      const folder = new Folder({ 'a.yaml': `\ufeff${crlf(POD)}`, 'b.yaml': Buffer.from(`\ufeff${POD}`, 'utf16le') });
      if (!isWindows) chmodSync(join(folder.path, 'a.yaml'), 0o751);
      assert.equal(folder.run(['check', '--fix', '--unsafe-fixes']).code, 0);
      assert.equal(read(folder, 'a.yaml').toString(), `\ufeff${crlf(FIXED_POD)}`);
      assert.deepEqual(read(folder, 'b.yaml'), Buffer.from(`\ufeff${FIXED_POD}`, 'utf16le'));
      if (!isWindows) assert.equal(statSync(join(folder.path, 'a.yaml')).mode & 0o7777, 0o751);
      assert.deepEqual(readdirSync(folder.path), ['a.yaml', 'b.yaml']);
    });

    it('does not touch a file without fixable findings', () => {
      const folder = new Folder({ 'pod.yaml': POD, 'clean.yaml': CLEAN });
      const stamp = () =>
        ['pod.yaml', 'clean.yaml'].map((path) => [statSync(join(folder.path, path)).mtimeMs, statSync(join(folder.path, path)).ino]);
      const before = stamp();
      folder.run(['check', '--fix']);
      assert.deepEqual(stamp(), before);
    });

    it('writes through a link and leaves the link in place', () => {
      if (isWindows) return;
      const folder = new Folder({ 'real/pod.txt': POD, 'pod.yaml': linkTo('real/pod.txt') });
      assert.equal(folder.run(['check', '--fix', '--unsafe-fixes', 'pod.yaml']).code, 0);
      assert.ok(lstatSync(join(folder.path, 'pod.yaml')).isSymbolicLink());
      assert.equal(read(folder, 'real/pod.txt').toString(), FIXED_POD);
    });

    it('does not write what it could not read exactly', () => {
      const bytes = Buffer.from(POD.replace('metadata', '# caf\u00e9\nmetadata'), 'latin1');
      const folder = new Folder({ 'pod.yaml': bytes });
      const { code, err } = folder.run(['check', '--fix', '--unsafe-fixes']);
      assert.deepEqual(read(folder, 'pod.yaml'), bytes);
      assert.equal(code, 2, 'what was asked for could not be done');
      assert.match(err, /pod\.yaml: not fixed: it is no valid UTF-8/);
    });

    it('prints what it would do with --dry-run, and writes nothing', () => {
      const folder = new Folder({ 'k8s/pod.yaml': POD, 'clean.yaml': CLEAN });
      const { code, out, err } = folder.run(['check', '--dry-run', '--unsafe-fixes']);
      assert.equal(
        out,
        `--- a/k8s/pod.yaml
+++ b/k8s/pod.yaml
@@ -6,5 +6,4 @@
     app.kubernetes.io/name: web
 spec:
   automountServiceAccountToken: false
-  hostPID: true
   containers: []
`,
      );
      assert.equal(err, 'seaworthy: 1 finding in 1 file can be fixed this way; nothing was written\n');
      assert.equal(code, 1);
      assert.equal(read(folder, 'k8s/pod.yaml').toString(), POD);
    });

    it('prints a diff that patch(1) takes, whatever the line ends', () => {
      if (isWindows) return;
      const text = `\ufeff${POD.trimEnd().replaceAll('\n', '\r\n')}`;
      const folder = new Folder({ 'pod.yaml': text });
      const { out } = folder.run(['check', '--dry-run', '--unsafe-fixes']);
      const patched = spawnSync('git', ['apply', '--unsafe-paths', '-'], { cwd: folder.path, input: out });
      assert.equal(patched.stderr.toString(), '');
      folder.run(['check', '--fix', '--unsafe-fixes']);
      assert.equal(folder.run(['check']).code, 0);
    });
  });

  describe('other commands', () => {
    it('lists the rules', () => {
      const folder = new Folder();
      const list = JSON.parse(folder.run(['rules', '--format', 'json']).out) as {
        id: string;
        equivalents: string[];
        fixable: unknown;
        severity: string;
      }[];
      assert.ok(list.length > 20);
      for (const { id, equivalents, fixable, severity } of list) {
        assert.match(id, /^[a-z]+\/[a-z0-9-]+$/);
        assert.ok(equivalents.every((entry) => /^[^~:]+:.+$/.test(entry)));
        assert.ok(fixable === false || fixable === 'safe' || fixable === 'unsafe');
        assert.ok(['error', 'warning', 'info', 'hint'].includes(severity));
      }
      const table = folder.run(['rules']).out;
      for (const { id } of list) assert.ok(table.includes(` ${id} `));
    });

    it('explains a rule', () => {
      const folder = new Folder();
      const { code, out } = folder.run(['explain', 'kubernetes/host-pid']);
      assert.equal(code, 0);
      assert.match(out, /^kubernetes\/host-pid\n[^]*\nWHY\n[^]*hostPID/);
      assert.equal(folder.run(['explain', 'host-pid']).out, out);
      assert.equal(
        folder.run(['explain', 'kubernetes/host-pdi']).err,
        'seaworthy: no rule is called "kubernetes/host-pdi": did you mean kubernetes/host-pid? (all of them: seaworthy rules)\n',
      );
    });

    it('splits a Dockerfile into stages, or says why not', () => {
      const text = 'FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/api ./cmd/api\nCMD ["/bin/api"]\n';
      const folder = new Folder({ Dockerfile: text, 'other/Dockerfile': 'FROM alpine:3.22\n' });
      const shown = folder.run(['rewrite', 'Dockerfile']);
      assert.equal(shown.code, 0, shown.err);
      assert.match(shown.out, /^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ [^]*\n\+COPY --from=/);
      assert.equal(read(folder, 'Dockerfile').toString(), text);
      assert.equal(folder.run(['rewrite', '--write', 'Dockerfile']).code, 0);
      assert.match(read(folder, 'Dockerfile').toString(), /^FROM golang:1\.25 AS [^]*\nCOPY --from=/);
      const refused = folder.run(['rewrite', 'other/Dockerfile']);
      assert.deepEqual([refused.code, refused.out], [1, '']);
      assert.match(refused.err, /^seaworthy: other\/Dockerfile: no rewrite: .+\n$/);
    });

    it('shows what ships, as a tree and as data', () => {
      const text =
        'FROM golang:1.27 AS build\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532\nENTRYPOINT ["/app"]\n';
      const folder = new Folder({ Dockerfile: text });
      const tree = folder.run(['ships', 'Dockerfile']);
      assert.equal(tree.code, 0, tree.err);
      assert.match(tree.out, /^Dockerfile: stage 1\n├─ base +scratch \(line 3\)\n├─ user +65532 \(line 5\)\n/);
      assert.match(tree.out, /\n└─ not shipped +stage "build", used by the build \(line 1\)\n$/);
      const data = JSON.parse(folder.run(['ships', '--target', 'BUILD', '--format', 'json', 'Dockerfile']).out) as {
        path: string;
        images: { stage: { name: string }; base: { image: string; at: unknown } }[];
      };
      assert.deepEqual(
        [data.path, data.images.map(({ stage, base }) => [stage.name, base.image, base.at])],
        ['Dockerfile', [['build', 'golang:1.27', { start: { line: 0, character: 5 }, end: { line: 0, character: 16 } }]]],
      );
      const wrong = folder.run(['ships', '--target', 'no', 'Dockerfile']);
      assert.deepEqual([wrong.code, wrong.err], [2, 'seaworthy: Dockerfile: it has no stage "no"; there are build, 1\n']);
    });

    it('takes over the configuration of others, once', () => {
      const folder = new Folder({ '.hadolint.yaml': 'ignored: [DL3007]\nformat: tty\n', Dockerfile: 'FROM alpine:latest\n' });
      const shown = folder.run(['migrate', '--dry-run']);
      assert.match(shown.out, /^rules:\n {2}dockerfile\/latest-tag: off # DL3007 \(\.hadolint\.yaml\)$/m);
      assert.match(
        shown.err,
        /^Would take 1 setting over from \.hadolint\.yaml\.\nNot the same, or not at all:\n {2}\.hadolint\.yaml:2: format: /,
      );
      assert.equal(folder.run(['migrate']).code, 0);
      assert.ok(!folder.json(['.']).files.some(({ findings }) => findings.some(({ rule }) => rule === 'dockerfile/latest-tag')));
      const again = folder.run(['migrate']);
      assert.deepEqual([again.code, again.out], [2, '']);
      assert.match(again.err, /already here: look at what would be written with --dry-run/);
      assert.match(new Folder({}).run(['migrate']).err, /^seaworthy: nothing to take over: none of /);
    });

    it('looks at the files around a Dockerfile, and not beyond', () => {
      const folder = new Folder({
        '.git/HEAD': '',
        'app/Dockerfile': 'FROM alpine:3.24\nCOPY run.sh /\nCOPY . /app\nENTRYPOINT ["/run.sh"]\n',
        'app/run.sh': linkTo('/etc/hostname'),
        'app/x': '',
      });
      const rules = folder.json(['--all', 'app']).files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
      assert.ok(rules.includes('dockerfile/missing-dockerignore'));
      // The script is a link that leads out: it is there, and its text is nobody's business.
      assert.ok(!rules.includes('dockerfile/entrypoint-script-without-exec') && !rules.includes('dockerfile/copy-source-not-found'));
    });

    it('leaves comments of other tools out of account when told', () => {
      const folder = new Folder({ Dockerfile: '# hadolint ignore=DL3007\nFROM alpine:latest\n' });
      const has = (...more: string[]) =>
        folder.json([...more, 'Dockerfile']).files.some(({ findings }) => findings.some(({ rule }) => rule === 'dockerfile/latest-tag'));
      assert.deepEqual([has(), has('--no-foreign-suppressions')], [false, true]);
    });

    it('splits several Dockerfiles, whatever becomes of one of them', () => {
      const text = 'FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/api ./cmd/api\nCMD ["/bin/api"]\n';
      const folder = new Folder({ 'a/Dockerfile': text, 'b/Dockerfile': 'FROM alpine:3.22\n', 'c/api.dockerfile': text });
      const shown = folder.run(['rewrite', 'a/Dockerfile', 'b/Dockerfile', 'c/api.dockerfile']);
      assert.equal(shown.code, 1);
      assert.match(shown.out, /^--- a\/a\/Dockerfile\n[^]*^--- a\/c\/api\.dockerfile\n/m);
      assert.match(shown.err, /b\/Dockerfile: no rewrite: nothing is built in view\n/);
      const written = folder.run(['rewrite', '--write', 'a/Dockerfile', 'missing', 'c/api.dockerfile', 'a/Dockerfile']);
      assert.equal(written.code, 2);
      assert.match(written.err, /missing: /);
      assert.equal(written.err.match(/: written\n/g)?.length, 2);
      assert.match(read(folder, 'c/api.dockerfile').toString(), /AS build\n/);
    });

    it('splits by what package.json says as well', () => {
      const folder = new Folder({
        Dockerfile: 'FROM node:24-slim\nWORKDIR /srv\nCOPY package.json .\nRUN npm ci\nCOPY . .\nRUN npm run build\nCMD ["npm", "start"]\n',
        'package.json': '{"scripts":{"start":"node dist/main.js"}}',
      });
      assert.match(folder.run(['rewrite', 'Dockerfile']).out, /^\+COPY --from=build \/srv\/dist \/srv\/dist$/m);
    });

    it('writes a configuration that can be read, once', () => {
      const folder = new Folder({ 'pod.yaml': CLEAN });
      assert.equal(folder.run(['init']).code, 0);
      assert.match(read(folder, '.seaworthy.yaml').toString(), /^failOn: warning$/m);
      assert.deepEqual(folder.json(['.']).files, [
        { path: '.seaworthy.yaml', findings: [] },
        { path: 'pod.yaml', findings: [] },
      ]);
      const again = folder.run(['init']);
      assert.deepEqual([again.code, again.err], [2, 'seaworthy: .seaworthy.yaml is already here: it was left alone\n']);
      assert.equal(new Folder({ '.seaworthy.yml': '' }).run(['init']).code, 2);
    });

    it('says its version and helps', () => {
      const folder = new Folder();
      const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
      assert.deepEqual(folder.run(['--version']), { code: 0, out: `${version}\n`, err: '' });
      for (const args of [['--help'], ['help', 'check'], ['check', '--help'], ['explain', '-h']]) {
        const { code, out, err } = folder.run(args);
        assert.deepEqual([code, err], [0, '']);
        assert.match(out, /Usage: seaworthy/);
      }
    });

    it('starts the language server', (done) => {
      const child = spawnServer();
      const body = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { processId: null, rootUri: null, capabilities: {} },
      });
      child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
      child.stdout.once('data', (data: Buffer) => {
        assert.match(data.toString(), /^Content-Length: /);
        child.kill();
        done();
      });
    });
  });

  it('keeps the versions in the papers of CI in step', () => {
    const root = join(__dirname, '../..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    for (const path of ['.pre-commit-hooks.yaml', 'docs/guide/ci.md']) {
      for (const [, found] of readFileSync(join(root, path), 'utf8').matchAll(/seaworthy@(\d[^\s"]*)/g)) assert.equal(found, version, path);
    }
    assert.match(readFileSync(join(root, 'action.yml'), 'utf8'), new RegExp(`default: ${version.replaceAll('.', '\\.')}\n`));
    assert.ok(existsSync(join(root, 'examples')));
  });
});

function spawnServer() {
  return spawn(process.execPath, [require.resolve('../../server/dist/cli.js'), 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
}
