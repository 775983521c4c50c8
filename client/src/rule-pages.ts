// The page of a rule as a document of its own, rendered by the editor's Markdown preview. Works offline.
import { Uri, commands, window, workspace } from 'vscode';
import type { Disposable, ExtensionContext, QuickPickItem } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { rulePageRequest } from './protocol.js';

const SCHEME = 'seaworthy-rule';
const RULE_ID = /^[a-z]+\/[a-z0-9-]+$/;

export const uriOfPage = (rule: string): Uri => Uri.from({ scheme: SCHEME, path: `/${rule}.md` });

/** Provides the documents; the page is asked for each time it is opened. */
export function provideRulePages(client: BaseLanguageClient): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path }) =>
      (await client.sendRequest(rulePageRequest, { rule: path.replace(/^\/|\.md$/g, '') })) ?? `There is no rule of this name: ${path}`,
  });
}

export async function showRulePage(rule: string): Promise<void> {
  const uri = uriOfPage(rule);
  try {
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // An editor without the Markdown extension shows the text.
    await window.showTextDocument(uri, { preview: true });
  }
}

/** Rules with their one-line summaries, as the schema of the configuration file has them. */
async function allRules(extensionUri: Uri): Promise<QuickPickItem[]> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'schemas/seaworthy.schema.json'));
  const schema: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const found = new Map<string, string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (RULE_ID.test(key) && typeof child === 'object' && child !== null) {
        const { description } = child as { readonly description?: unknown };
        if (!found.has(key)) found.set(key, typeof description === 'string' ? description : '');
      } else visit(child);
    }
  };
  visit(schema);
  return [...found].sort(([a], [b]) => a.localeCompare(b)).map(([label, detail]) => ({ label, detail }));
}

/** Lets the user choose among all rules; those found in the active file stand first. */
export async function pickRule(context: ExtensionContext, inFile: ReadonlySet<string>): Promise<string | undefined> {
  const items = allRules(context.extensionUri).then((rules) =>
    rules
      .map((item) => (inFile.has(item.label) ? { ...item, description: 'in this file' } : item))
      .sort((a, b) => Number(inFile.has(b.label)) - Number(inFile.has(a.label))),
  );
  return (
    await window.showQuickPick(items, {
      title: 'Seaworthy: Rule Documentation',
      placeHolder: 'Name of a rule, or a word of its summary',
      matchOnDetail: true,
    })
  )?.label;
}
