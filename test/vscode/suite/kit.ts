// What the tests in the editor share: opening, waiting, and the findings of a document.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Status {
  readonly profile: string;
  readonly configFile?: string;
  readonly configBroken: boolean;
  readonly kind: string;
  readonly takenFor: string;
  readonly notChecked: readonly string[];
  readonly findings: number;
  readonly steppedBack: number;
}
interface ShownItem {
  readonly text: string;
  readonly detail: string;
  readonly severity: string;
  readonly command?: vscode.Command;
}
interface Api {
  readonly host: 'node' | 'web';
  statusOf(uri: vscode.Uri): Status | undefined;
  readonly shownStatus: { readonly file: ShownItem; readonly configuration?: ShownItem; readonly steppedBack?: ShownItem } | undefined;
}

/** Asks until there is an answer. Nothing in these tests waits for a time to pass. */
export async function until<T>(what: string, ask: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** A file of the workspace. */
export function file(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('seaworthy.seaworthy');
  assert.ok(extension, 'the extension is installed');
  await until('activation', () => extension.isActive);
  return extension.exports;
}

export async function open(where: string | vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(typeof where === 'string' ? file(where) : where);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

export const closeAll = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');

export const codeOf = ({ code }: vscode.Diagnostic): string => String(typeof code === 'object' ? code.value : code);

export const findings = ({ uri }: { readonly uri: vscode.Uri }): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'seaworthy');

/** The finding of this rule, as soon as it is there. */
export const finding = (document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> =>
  until(`${rule} in ${document.uri.path}`, () => findings(document).find((diagnostic) => codeOf(diagnostic) === rule));

export const noFinding = (document: vscode.TextDocument, rule: string): Promise<boolean> =>
  until(`no ${rule} in ${document.uri.path}`, () => !findings(document).some((diagnostic) => codeOf(diagnostic) === rule));

/** Where it stands and the text there. */
export const placeOf = (document: vscode.TextDocument, { range }: vscode.Diagnostic): string =>
  `${range.start.line + 1}:${range.start.character + 1}-${range.end.line + 1}:${range.end.character + 1} ${document.getText(range)}`;

export async function setText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

export const write = (uri: vscode.Uri, text: string): Thenable<void> => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

export const read = async (uri: vscode.Uri): Promise<string> => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

/** The actions at a range, with their edits, once one of this title is among them. */
export const action = (
  document: vscode.TextDocument,
  range: vscode.Range,
  title: string | RegExp,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<vscode.CodeAction> =>
  until(`the action ${title}`, async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      kind.value,
      20,
    );
    return actions.find((candidate) => (typeof title === 'string' ? candidate.title === title : title.test(candidate.title)));
  });

/** What the hovers at a place say, all of them. */
export const hoverText = async (document: vscode.TextDocument, position: vscode.Position): Promise<string> => {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
};

/** Changes a setting of the workspace for the time of a test. */
export async function withSetting(section: string, key: string, value: unknown, run: () => Promise<void>): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  const before = vscode.workspace.getConfiguration(section).inspect(key)?.workspaceValue;
  await vscode.workspace.getConfiguration(section).update(key, value, target);
  try {
    await run();
  } finally {
    await vscode.workspace.getConfiguration(section).update(key, before, target);
  }
}
