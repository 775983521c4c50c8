// Code actions: fixes of the findings at the cursor, fixes of the whole file, suppressions, the rewrite into stages. Titles at once, edits on resolve.
import type {
  CodeAction,
  CodeActionContext,
  CodeActionParams,
  Command,
  Diagnostic,
  SnippetTextEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { CodeActionKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.js';
import type { Fix } from '../core/engine/rule.js';
import type { DisplayLine, FixAllOptions } from '../core/service-types.js';
import type { FileChange } from '../core/text/file-change.js';
import type { Edit, Span } from '../core/text/span.js';
import type { Checked } from './checks.js';
import { diagnosticOf, rangeOf, spanOf, textEditsOf, touches, workspaceEditOf } from './convert.js';
import { otherChanges } from './other-files.js';
import type { SuppressTarget } from './protocol.js';
import { runSteps } from './run-steps.js';
import type { Session } from './session.js';
import { editsBetween } from './text-diff.js';

export const FIX_ALL_KIND = 'source.fixAll.seaworthy';
export const ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL_KIND, CodeActionKind.RefactorRewrite];

/** Commands of the client, where it has them. */
export const SUPPRESS_COMMAND = 'seaworthy.suppress';
/** Command of the server, for clients that know commands but no code actions. */
export const APPLY_COMMAND = 'seaworthy.applyAction';

/** Stands where a reason has to be written. */
const REASON = 'TODO: say why';

/** One finding, named so that it can be found again in an equal text. */
interface Target {
  readonly rule: string;
  readonly key: string;
  readonly span: Span;
}

type Intent =
  /** One fix of one finding. */
  | ({ readonly intent: 'fix'; readonly title: string } & Target)
  /** The common fix of the group that the finding belongs to. */
  | ({ readonly intent: 'group' } & Target)
  /** Every finding of these rules in the file. */
  | { readonly intent: 'rules'; readonly rules: readonly string[] }
  /** Every safe fix in the file. */
  | { readonly intent: 'safe' }
  | ({ readonly intent: 'suppress'; readonly reason?: string } & Target)
  | { readonly intent: 'rewrite' };

/** What a code action carries until it is resolved. */
export type ActionData = { readonly uri: string; readonly version: number } & Intent;

const isTarget = (value: object): value is Target =>
  'rule' in value && 'key' in value && 'span' in value && typeof value.span === 'object' && value.span !== null && 'start' in value.span;

export const isActionData = (value: unknown): value is ActionData =>
  typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string' && 'version' in value && 'intent' in value;

/** Does the client want actions of this kind? A kind stands for all below it. */
function isWanted({ only }: Pick<CodeActionContext, 'only'>, kind: string): boolean {
  return only === undefined || only.length === 0 || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
}

const targetOf = ({ rule, key, at }: Finding): Target => ({ rule, key, span: at });

interface Offer {
  readonly title: string;
  readonly kind: string;
  readonly intent: Intent;
  readonly diagnostics: Diagnostic[];
  readonly isPreferred: boolean;
}

/** The actions for a place in a judged text. */
export async function actionsAt(
  session: Session,
  checked: Checked,
  params: Pick<CodeActionParams, 'range' | 'context'>,
): Promise<(CodeAction | Command)[]> {
  const { context } = params;
  const offers: Offer[] = [];
  if (isWanted(context, CodeActionKind.QuickFix)) {
    const at = spanOf(checked.table, params.range);
    const lines = checked.lines.filter((line) => line.findings.some((finding) => touches(finding.at, at)));
    for (const line of lines) offers.push(...fixOffers(line, matching(session, checked, line, context.diagnostics)));
    offers.push(...ruleOffers(checked, lines));
    for (const line of lines) offers.push(...suppressOffers(session, line, matching(session, checked, line, context.diagnostics)));
  }
  if (isWanted(context, CodeActionKind.RefactorRewrite) && session.features.actionLiterals && checked.report.kind === 'dockerfile') {
    const title = rewriteTitle(session, checked);
    if (title !== undefined)
      offers.push({ title, kind: CodeActionKind.RefactorRewrite, intent: { intent: 'rewrite' }, diagnostics: [], isPreferred: false });
  }
  if (isWanted(context, FIX_ALL_KIND) && checked.report.findings.some(isSafelyFixable)) {
    const title = 'Fix all that can be fixed safely in this file';
    offers.push({ title, kind: FIX_ALL_KIND, intent: { intent: 'safe' }, diagnostics: [], isPreferred: false });
  }
  const actions: (CodeAction | Command)[] = [];
  for (const offer of offers) {
    const action = await actionOf(session, checked, offer);
    if (action) actions.push(action);
  }
  return actions;
}

export const isSafelyFixable = (finding: Finding): boolean => finding.fixes.some((fix) => fix.safety === 'safe');

function fixOffers(line: DisplayLine, diagnostics: Diagnostic[]): Offer[] {
  const kind = CodeActionKind.QuickFix;
  const offers: Offer[] = [];
  const [first] = line.findings;
  const isGroup = line.findings.length > 1;
  if (isGroup && first && line.fix) {
    const isPreferred = line.fix.safety === 'safe';
    offers.push({ title: line.fix.title, kind, intent: { intent: 'group', ...targetOf(first) }, diagnostics, isPreferred });
  }
  for (const finding of line.findings) {
    for (const [i, { title, safety }] of finding.fixes.entries()) {
      const isPreferred = i === 0 && !isGroup && safety === 'safe';
      offers.push({ title, kind, intent: { intent: 'fix', title, ...targetOf(finding) }, diagnostics, isPreferred });
    }
  }
  return offers;
}

/** "All of these in the file", where there are more of them than stand at the cursor. */
function ruleOffers(checked: Checked, lines: readonly DisplayLine[]): Offer[] {
  const seen = new Set<string>();
  return lines.flatMap((line): Offer[] => {
    const rules = [...new Set(line.findings.map(({ rule }) => rule))].sort();
    const key = rules.join();
    const all = checked.report.findings.filter((finding) => rules.includes(finding.rule) && finding.fixes.length > 0);
    if (seen.has(key) || all.length <= line.findings.length) return [];
    seen.add(key);
    const title =
      rules.length === 1
        ? `Fix all ${all.length} findings of ${key} in this file`
        : `Fix all ${all.length} findings of these ${rules.length} rules in this file`;
    return [{ title, kind: CodeActionKind.QuickFix, intent: { intent: 'rules', rules }, diagnostics: [], isPreferred: false }];
  });
}

function suppressOffers(session: Session, line: DisplayLine, diagnostics: Diagnostic[]): Offer[] {
  const findings = line.findings.filter(({ rule }) => session.isSuppressible(rule));
  return findings.map((finding) => ({
    title: `Ignore ${finding.rule} here …`,
    kind: CodeActionKind.QuickFix,
    intent: { intent: 'suppress', ...targetOf(finding) },
    diagnostics,
    isPreferred: false,
  }));
}

const rewriteTitles = new WeakMap<Checked, string | undefined>();

function rewriteTitle(session: Session, checked: Checked): string | undefined {
  if (!rewriteTitles.has(checked)) {
    const rewrite = session.service.rewrite(checked.request);
    rewriteTitles.set(checked, 'refused' in rewrite ? undefined : rewrite.title);
  }
  return rewriteTitles.get(checked);
}

/** The client's own diagnostic for a line, so that it can tie the action to what it shows; else ours. */
function matching(session: Session, checked: Checked, line: DisplayLine, given: readonly Diagnostic[]): Diagnostic[] {
  const ours = diagnosticOf(line, { uri: checked.uri, table: checked.table, features: session.features, pageOf: session.pageOf });
  if (!ours) return [];
  const { start, end } = ours.range;
  const isSame = ({ code, range }: Diagnostic) =>
    code === ours.code &&
    range.start.line === start.line &&
    range.start.character === start.character &&
    range.end.line === end.line &&
    range.end.character === end.character;
  return [given.find(isSame) ?? ours];
}

async function actionOf(session: Session, checked: Checked, offer: Offer): Promise<CodeAction | Command | undefined> {
  const { features } = session;
  const { title, kind, diagnostics } = offer;
  const data: ActionData = { uri: checked.uri, version: checked.version, ...offer.intent };
  if (!features.actionLiterals) return { title, command: APPLY_COMMAND, arguments: [data] };
  const action: CodeAction = { title, kind };
  if (diagnostics.length > 0) action.diagnostics = diagnostics;
  if (offer.isPreferred && features.preferredActions) action.isPreferred = true;
  if (data.intent === 'suppress' && session.hasCommand(SUPPRESS_COMMAND)) {
    const { uri, version, rule, key, span } = data;
    const target: SuppressTarget = { uri, version, rule, key, span };
    return { ...action, command: { title, command: SUPPRESS_COMMAND, arguments: [target] } };
  }
  if (features.resolveActions) return { ...action, data };
  const edit = await editFor(session, checked, data);
  return edit && edit !== 'stale' ? { ...action, edit } : undefined;
}

/** @throws ResponseError ContentModified when the text is no longer the one that the action was made for */
export async function resolveEdit(
  session: Session,
  check: (uri: string) => Promise<Checked>,
  data: ActionData,
): Promise<WorkspaceEdit | undefined> {
  holdToVersion(session, data);
  const checked = await check(data.uri);
  if (checked.version !== data.version) throw stale();
  const edit = await editFor(session, checked, data);
  holdToVersion(session, data);
  if (edit === 'stale') throw stale();
  return edit;
}

const stale = () => new ResponseError(LSPErrorCodes.ContentModified, 'the text has changed since');

function holdToVersion(session: Session, { uri, version }: ActionData): void {
  if (session.documents.get(uri)?.version !== version) throw stale();
}

/** `stale` where another file is no longer as it was. */
async function editFor(session: Session, checked: Checked, data: ActionData): Promise<WorkspaceEdit | 'stale' | undefined> {
  const { edits = [], files = [] } = (await changeFor(session, checked, data)) ?? {};
  if (edits.length === 0 && files.length === 0) return undefined;
  const others = files.length > 0 ? await otherChanges(session, checked, files) : undefined;
  return others === 'stale' ? others : workspaceEditOf(checked, edits, session.features, others);
}

interface ActionChange {
  readonly edits: (TextEdit | SnippetTextEdit)[];
  readonly files?: readonly FileChange[] | undefined;
}

const changeOf = (fix: Fix | undefined, { table }: Pick<Checked, 'table'>): ActionChange | undefined =>
  fix && { edits: textEditsOf(fix.edits, table), files: fix.files };

async function changeFor(session: Session, checked: Checked, data: ActionData): Promise<ActionChange | undefined> {
  const { service } = session;
  const { request, report, table } = checked;
  switch (data.intent) {
    case 'fix': {
      const fixes = findingsAt(report.findings, data).flatMap((finding) => finding.fixes);
      const fix = fixes.find(({ title }) => title === data.title);
      return changeOf(fix, checked);
    }
    case 'group': {
      const [wanted] = findingsAt(report.findings, data);
      const fix = checked.lines.find((line) => line.findings.some((finding) => finding === wanted))?.fix;
      return changeOf(fix, checked);
    }
    case 'rules':
      return fixAllChange(session, checked, { unsafe: true, only: new Set(data.rules) });
    case 'safe':
      return fixAllChange(session, checked, { unsafe: false });
    case 'suppress': {
      const [finding] = findingsAt(report.findings, data);
      const edits = finding && service.suppress(request, finding, data.reason ?? REASON);
      if (!edits) return undefined;
      const isPlain = data.reason !== undefined || !session.features.snippetEdits;
      return { edits: isPlain ? textEditsOf(edits, table) : edits.map((edit) => withPlaceholder(edit, checked)) };
    }
    case 'rewrite': {
      const rewrite = service.rewrite(request);
      return 'refused' in rewrite ? undefined : { edits: textEditsOf(rewrite.edits, table) };
    }
  }
}

async function fixAllChange(session: Session, checked: Checked, options: FixAllOptions): Promise<ActionChange> {
  const { uri, version, request, state, table } = checked;
  const steps = session.service.fixAllSteps(request, state ? { ...options, state } : options);
  const fixed = await runSteps(steps, session.pace, () => session.documents.get(uri)?.version !== version);
  if (!fixed) throw stale();
  const { text, files } = fixed.value;
  return { edits: textEditsOf(editsBetween(request.text, text), table), files };
}

function findingsAt(findings: readonly Finding[], data: Target): Finding[] {
  if (!isTarget(data)) return [];
  const { rule, key, span } = data;
  return findings.filter(
    (finding) => finding.rule === rule && finding.key === key && finding.at.start === span.start && finding.at.end === span.end,
  );
}

/** The reason as a field to type over, for editors that can. */
function withPlaceholder(edit: Edit, { table }: Pick<Checked, 'table'>): TextEdit | SnippetTextEdit {
  const range = rangeOf(table, edit.span);
  const at = edit.newText.lastIndexOf(REASON);
  if (at < 0) return { range, newText: edit.newText };
  const plain = (text: string) => text.replace(/[\\$}]/g, '\\$&');
  const value = `${plain(edit.newText.slice(0, at))}\${1:${REASON}}${plain(edit.newText.slice(at + REASON.length))}`;
  return { range, snippet: { kind: 'snippet', value } };
}
