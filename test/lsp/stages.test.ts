import assert from 'node:assert/strict';
import type { DocumentLink, DocumentSymbol, Hover, SymbolInformation } from 'vscode-languageserver-protocol/node';
import { defaultConfig } from '../../server/src/core/config/defaults.js';
import { Contexts } from '../../server/src/lsp/contexts.js';
import type { FolderCache } from '../../server/src/lsp/folder-cache.js';
import { FULL, SMALL, TestClient } from './client.js';

const TEXT = `ARG VERSION=1.27
FROM golang:\${VERSION} AS build
WORKDIR /src
COPY . .
RUN go build -o /out/api .

FROM gcr.io/distroless/static-debian13:nonroot AS ships
COPY --from=build /out/api /api
EXPOSE 8080
ENTRYPOINT ["/api"]
`;
const at = (textDocument: { uri: string }, line: number, character: number) => ({ textDocument, position: { line, character } });
const textOf = (found: Hover | null): string =>
  found && typeof found.contents === 'object' && 'value' in found.contents ? found.contents.value : '';

describe('stages of a Dockerfile', () => {
  it('show what they ship on FROM and wherever they are named', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    const hover = (line: number, character: number): Promise<Hover | null> =>
      client.connection.sendRequest('textDocument/hover', at({ uri }, line, character));
    const shipped = textOf(await hover(6, 1));
    assert.match(shipped, /What stage "ships" ships/);
    assert.match(shipped, /- user: `(?:65532|nonroot|65532:65532)` \(from the base image\)/);
    assert.match(shipped, /- starts: `\/api`\n- ports: `8080\/tcp`\n- shell: no/);
    assert.match(shipped, /- files: `\/api` from stage "build"/);
    const used = await hover(7, 14);
    assert.match(textOf(used), /What stage "build" would ship[^]*- base: `golang:1\.27`/);
    assert.deepEqual(used?.range, { start: { line: 7, character: 12 }, end: { line: 7, character: 17 } });
    assert.equal(await hover(8, 9), null);
    await client.stop();
  });

  it('are the outline, as a tree', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    const symbols = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
    assert.deepEqual(
      symbols.map(({ name, detail, children }) => [name, detail, children?.map((child) => child.name) ?? []]),
      [
        ['ARG', 'VERSION=1.27', []],
        ['build', 'golang:${VERSION}', ['WORKDIR', 'COPY', 'RUN']],
        ['ships', 'gcr.io/distroless/static-debian13:nonroot, ships', ['COPY', 'EXPOSE', 'ENTRYPOINT']],
      ],
    );
    for (const { range, selectionRange } of symbols) {
      assert.ok(range.start.line <= selectionRange.start.line && selectionRange.end.line <= range.end.line);
    }
    await client.stop();
  });

  it('are the outline, as a list for a client that knows no tree', async () => {
    const client = await TestClient.start({ capabilities: SMALL });
    const uri = client.uri('Dockerfile');
    await client.open(uri, TEXT);
    const symbols = await client.connection.sendRequest<SymbolInformation[]>('textDocument/documentSymbol', { textDocument: { uri } });
    assert.deepEqual(symbols.map(({ name, containerName }) => [name, containerName ?? '']).slice(0, 3), [
      ['ARG VERSION=1.27', ''],
      ['build golang:${VERSION}', ''],
      ['WORKDIR /src', 'build'],
    ]);
    await client.stop();
  });

  it('are linked to from where they are used', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    const uri = client.uri('Dockerfile');
    await client.open(uri, `${TEXT}FROM ships\nRUN --mount=from=build,target=/b ls\n`);
    const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
    assert.deepEqual(
      links.map(({ range, target }) => [range.start.line, range.start.character, target?.slice(uri.length)]),
      [
        [7, 12, '#L2,27'],
        [10, 5, '#L7,51'],
        [11, 17, '#L2,27'],
      ],
    );
    await client.stop();
  });

  it('are nothing in a manifest', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    const uri = client.uri('pod.yaml');
    await client.open(uri, 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n');
    for (const method of ['textDocument/documentSymbol', 'textDocument/documentLink'])
      assert.deepEqual(await client.connection.sendRequest(method, { textDocument: { uri } }), []);
    await client.stop();
  });
});

describe('the files around a Dockerfile', () => {
  it('are looked for anew when a file that is not open has another text', async () => {
    const asked: string[] = [];
    const entries = async (folder: string) => {
      asked.push(folder);
      return folder.endsWith('/w')
        ? [
            { name: 'Dockerfile', kind: 'file' },
            { name: 'src', kind: 'folder' },
          ]
        : [];
    };
    const cache = { age: 0, entries, text: async () => undefined } as unknown as FolderCache;
    const contextWants = ({ text }: { readonly text: string }) => ({ sources: [text], scripts: [], project: false });
    const contexts = new Contexts({ contextWants }, cache, () => 'file:///w', true);
    const of = (text: string, version: number) =>
      contexts.of('file:///w/Dockerfile', version, { text, path: 'Dockerfile', config: defaultConfig() }, { configFile: undefined, id: 1 });
    const bare = await of('.', -1);
    assert.equal(Object.hasOwn(bare.context?.folders ?? {}, 'src'), false);
    const other = await of('src/a', -1);
    assert.equal(Object.hasOwn(other.context?.folders ?? {}, 'src'), true);
    assert.notEqual(bare.id, other.id);
    await of('src/a', 3);
    const before = asked.length;
    await of('src/a', 3);
    assert.equal(asked.length, before);
  });

  it('count in the editor too, and are looked at again when it is saved', async () => {
    const client = await TestClient.start({ capabilities: FULL });
    client.write('app/main.go', '');
    const uri = client.uri('app/Dockerfile');
    await client.open(uri, 'FROM golang:1.27\nCOPY main.go /src/\nCOPY . /src/\n');
    const found = () => client.codes(uri).then((codes) => codes.filter((code) => code.includes('dockerignore')));
    assert.deepEqual(await found(), ['2:dockerfile/missing-dockerignore']);
    client.write('app/.dockerignore', '.git\n');
    await client.save(uri);
    assert.deepEqual(await found(), []);
    await client.stop();
  });
});
