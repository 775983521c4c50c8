// The commands of the palette and of code actions. Only what a user started may open a box or say something.
import { commands, languages, window, workspace } from 'vscode';
import type { Diagnostic, Disposable, ExtensionContext } from 'vscode';
import { State } from 'vscode-languageclient';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { openOrCreateConfig } from './config-file.js';
import type { LanguageStatus } from './language-status.js';
import { suppressRequest } from './protocol.js';
import type { SuppressTarget } from './protocol.js';
import { pickRule, showRulePage } from './rule-pages.js';
import type { WorkspaceCheck } from './workspace-check.js';

/** Those that the server may name in code actions and hovers. */
export const COMMANDS_FOR_SERVER = ['seaworthy.suppress', 'seaworthy.showRule'];

interface Parts {
  readonly context: ExtensionContext;
  readonly client: BaseLanguageClient;
  readonly status: LanguageStatus;
  readonly workspaceCheck: WorkspaceCheck;
}

const codeOf = ({ code }: Diagnostic): string => String(typeof code === 'object' ? code.value : (code ?? ''));

async function showRule({ context }: Parts, rule: unknown): Promise<void> {
  if (typeof rule === 'string') return showRulePage(rule);
  const editor = window.activeTextEditor;
  const ours = editor ? languages.getDiagnostics(editor.document.uri).filter(({ source }) => source === 'seaworthy') : [];
  const atCursor = new Set(ours.filter(({ range }) => editor?.selections.some((selection) => range.intersection(selection))).map(codeOf));
  const [only] = atCursor;
  const chosen = only !== undefined && atCursor.size === 1 ? only : await pickRule(context, new Set(ours.map(codeOf)));
  if (chosen !== undefined) await showRulePage(chosen);
}

async function suppress({ client }: Parts, target: SuppressTarget | undefined): Promise<void> {
  if (target === undefined) {
    await window.showInformationMessage('Seaworthy: put the cursor on a finding and press Ctrl+. to suppress it.');
    return;
  }
  const reason = await window.showInputBox({
    title: `Suppress ${target.rule} here`,
    prompt: 'Why this may stand. The reason goes into the comment.',
    placeHolder: 'node agent, reviewed by the platform team',
    validateInput: (value) => (value.trim() === '' ? 'A reason is needed' : undefined),
  });
  if (reason === undefined) return;
  const edit = await client.sendRequest(suppressRequest, { ...target, reason: reason.trim() });
  if (edit === null) {
    await window.showInformationMessage('Seaworthy: the file has changed, or there is no place for a comment here. Nothing was done.');
    return;
  }
  await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
}

/** Registers all commands of the manifest. */
export function registerCommands(parts: Parts): Disposable[] {
  const { client, status, workspaceCheck } = parts;
  const all: Readonly<Record<string, (argument: unknown) => Promise<unknown>>> = {
    'seaworthy.checkWorkspace': () => workspaceCheck.run(),
    'seaworthy.fixAll': async () =>
      commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.seaworthy', apply: 'first' }),
    'seaworthy.showRule': (rule) => showRule(parts, rule),
    'seaworthy.openConfig': async () => {
      const active = window.activeTextEditor?.document.uri;
      return openOrCreateConfig(active && status.of(active));
    },
    'seaworthy.restart': async () => {
      if (client.state === State.Running) await client.stop();
      await client.start();
    },
    'seaworthy.showLog': async () => client.outputChannel.show(),
    'seaworthy.suppress': (target) => suppress(parts, target as SuppressTarget | undefined),
  };
  return Object.entries(all).map(([name, run]) => commands.registerCommand(name, run));
}
