import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Diagnostic, Range, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver-protocol/node';
import { FULL, TestClient, serverPath } from './client.js';

const examples = join(__dirname, '../../examples');

interface Listed {
  readonly path: string;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string; readonly range: Range }[];
}

/** Findings of one diagnostic: those it stands for. */
function expand({ data }: Diagnostic): string[] {
  return data.findings.map(({ rule, severity, message, range }: Listed['findings'][number]) =>
    JSON.stringify([rule, severity, message, range]),
  );
}

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: true\n  containers:\n    - name: web\n      image: nginx\n';

describe('the editor and the command line', () => {
  it('find the same in an opened folder', async () => {
    const base = realpathSync(mkdtempSync(join(tmpdir(), 'seaworthy same-')));
    cpSync(examples, join(base, 'examples'), { recursive: true });
    const files = {
      'a/.seaworthy.yaml':
        'profile: strict\noverrides:\n  - files: ["db/**"]\n    rules:\n      kubernetes/host-pid: off\nexclude: ["gone/"]\n',
      'a/web.yaml': POD,
      'a/db/db.yaml': `# é😀\r\n${POD.replaceAll('\n', '\r\n')}`,
      'a/gone/x.yaml': POD,
      'b/.gitignore': 'hidden.yaml\n',
      'b/hidden.yaml': POD,
      'b/bom.yaml': `\uFEFF${POD}`,
      'b/wrong/.seaworthy.yml': 'profil: strict\n',
      'b/kustomization.yaml': 'patches:\n  - path: patch.yaml\n',
      'b/patch.yaml': POD,
      'b/chart/Chart.yaml': 'name: shop\n',
      'b/chart/templates/web.yaml': `${POD}    - image: {{ .Values.image }}\n`,
      'b/# odd % name/Dockerfile': 'FROM alpine\nUSER root\nCMD ["a"]\n',
      'b/values.json': '{"a": 1}\n',
      'b/pod.json': '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"hostPID": true, "containers": []}}\n',
    };
    const client = await TestClient.start({ capabilities: FULL, files }, base);
    writeFileSync(join(base, 'b/binary.yaml'), Buffer.from([0x6b, 0, 0xff, 0]));
    const { items } = await client.connection.sendRequest<{ items: WorkspaceDocumentDiagnosticReport[] }>('seaworthy/checkWorkspace', {});
    const inEditor = new Map(items.map((item) => [item.uri, item.kind === 'full' ? item.items.flatMap(expand).sort() : []]));

    const cli = join(dirname(serverPath()), 'cli.js');
    const { stdout, stderr } = spawnSync(process.execPath, [cli, 'check', '--format', 'json', '.'], { cwd: base, encoding: 'utf8' });
    const listed = JSON.parse(stdout) as { files: Listed[] };
    const onLine = new Map(
      listed.files.map(({ path, findings }) => [
        client.uri(path),
        findings.map(({ rule, severity, message, range }) => JSON.stringify([rule, severity, message, range])).sort(),
      ]),
    );
    assert.ok(onLine.size > 8, stderr);
    assert.deepEqual([...inEditor.keys()].sort(), [...onLine.keys()].sort());
    for (const [uri, findings] of onLine) assert.deepEqual(inEditor.get(uri), findings, uri);
    await client.stop();
  });
});
