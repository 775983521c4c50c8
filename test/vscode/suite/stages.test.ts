import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { action, closeAll, file, finding, hoverText, noFinding, open, setText, until, write } from './kit.js';

const TEXT = `ARG VERSION=1.27
FROM golang:\${VERSION} AS build
WORKDIR /src
COPY main.go ./
RUN go build -o /out/api .

FROM gcr.io/distroless/static-debian13:nonroot AS base

FROM base
COPY --from=build /out/api /api
EXPOSE 8080
ENTRYPOINT ["/api"]
`;

const ONE_STAGE = `FROM golang:1.27
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /usr/local/bin/api .
USER 65532
CMD ["/usr/local/bin/api"]
`;

describe('stages of a Dockerfile', () => {
  const path = 'stages/Dockerfile';

  beforeEach(() => write(file(path), TEXT));
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });

  it('say on FROM what they ship', async () => {
    const document = await open(path);
    const text = await until('a hover', async () => {
      const shown = await hoverText(document, new vscode.Position(8, 1));
      return shown.includes('ships') && shown;
    });
    assert.match(text, /base: `gcr\.io\/distroless\/static-debian13:nonroot`/);
    assert.match(text, /starts: `\/api`/);
    assert.match(text, /files: `\/api` from stage "build"/);
  });

  it('are the outline, with their instructions', async () => {
    const document = await open(path);
    const symbols = await until('the outline', async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      return found?.some(({ name }) => name === 'build') && found;
    });
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, ...children.map((child) => child.name)]),
      [['ARG'], ['build', 'WORKDIR', 'COPY', 'RUN'], ['base'], ['stage 2', 'COPY', 'EXPOSE', 'ENTRYPOINT']],
    );
  });

  it('are led to from FROM and COPY --from', async () => {
    const document = await open(path);
    const links = await until('links', async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
      return found.length > 0 && found;
    });
    assert.deepEqual(
      links.map(({ range }) => `${range.start.line} ${document.getText(range)}`),
      ['8 base', '9 build'],
    );
    for (const [link, line] of [
      [links[0], 6],
      [links[1], 1],
    ] as const) {
      await vscode.commands.executeCommand('vscode.open', link?.target);
      await until('the cursor on the stage', () => {
        const editor = vscode.window.activeTextEditor;
        return editor?.document.uri.path === document.uri.path && editor.selection.active.line === line;
      });
    }
  });

  it('are split by a refactoring, and undo brings the file back', async () => {
    await write(file(path), ONE_STAGE);
    const document = await open(path);
    await finding(document, 'dockerfile/single-stage-build');
    const rewrite = await action(document, new vscode.Range(0, 0, 0, 0), /runtime stage/, vscode.CodeActionKind.RefactorRewrite);
    assert.ok(rewrite.edit, 'resolved with its edit');
    assert.ok(await vscode.workspace.applyEdit(rewrite.edit));
    assert.match(document.getText(), /^FROM golang:1\.27 AS build$[^]*^FROM gcr\.io\/distroless\/[^]*^COPY --from=build /m);
    await noFinding(document, 'dockerfile/single-stage-build');
    await vscode.commands.executeCommand('undo');
    await until('the file as it was', () => document.getText() === ONE_STAGE);
    await finding(document, 'dockerfile/single-stage-build');
  });

  it('are judged by the files around: a new .dockerignore counts at the next save', async () => {
    await write(file('context/Dockerfile'), 'FROM golang:1.27\nCOPY main.go /src/\nCOPY . /src/\n');
    await write(file('context/main.go'), 'package main\n');
    const document = await open('context/Dockerfile');
    await finding(document, 'dockerfile/missing-dockerignore');
    await write(file('context/.dockerignore'), '.git\n');
    await setText(document, `${document.getText()}USER 65532\n`);
    assert.ok(await document.save());
    await noFinding(document, 'dockerfile/missing-dockerignore');
  });

  it('are fixed by a new .dockerignore, which counts before it is saved', async () => {
    await write(file('ignoring/Dockerfile'), 'FROM golang:1.27\nCOPY . /src/\n');
    await write(file('ignoring/.env'), '');
    const document = await open('ignoring/Dockerfile');
    const missing = await finding(document, 'dockerfile/missing-dockerignore');
    const { edit, isPreferred } = await action(document, missing.range, 'Create .dockerignore');
    assert.notEqual(isPreferred, true);
    const [[uri, [insert]] = [undefined, []], ...others] = edit?.entries() ?? [];
    assert.deepEqual(others, [], 'the Dockerfile stays as it is');
    assert.equal(uri?.toString(), file('ignoring/.dockerignore').toString());
    assert.ok(uri && insert);
    // The editor's preview waits for a person; this is what it does when that one agrees.
    const agreed = new vscode.WorkspaceEdit();
    agreed.createFile(uri, { overwrite: false, ignoreIfExists: false });
    agreed.insert(uri, insert.range.start, insert.newText);
    assert.ok(await vscode.workspace.applyEdit(agreed));
    const ignoreFile = await vscode.workspace.openTextDocument(uri);
    assert.ok(ignoreFile.isDirty);
    assert.match(ignoreFile.getText(), /^\.env$/m);
    await noFinding(document, 'dockerfile/missing-dockerignore');
    await noFinding(document, 'dockerfile/incomplete-dockerignore');
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
    await setText(ignoreFile, '*.md\n');
    const incomplete = await finding(document, 'dockerfile/incomplete-dockerignore');
    const added = (await action(document, incomplete.range, 'Add ".env" to .dockerignore')).edit?.entries() ?? [];
    assert.deepEqual(
      added.map(([, edits]) => edits.map(({ range, newText }) => [range.start.line, newText])),
      [[[1, '.env\n']]],
    );
    assert.ok(await ignoreFile.save());
  });
});
