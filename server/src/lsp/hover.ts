// Hovers: what the rule behind a finding, or behind a rule id in a suppression or in the configuration file, says of itself.
import type { Hover, MarkupContent, Position } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.js';
import { SEVERITIES } from '../core/engine/rule.js';
import type { Span } from '../core/text/span.js';
import type { Checked } from './checks.js';
import { rangeOf } from './convert.js';
import type { Session } from './session.js';
import { shipsAt } from './stages.js';

/** Command of the client that opens a page in the editor. */
export const SHOW_RULE_COMMAND = 'seaworthy.showRule';

/** More pages than this are named only: a hover is read at a glance. */
const MAX_PAGES = 2;

export async function hoverAt(session: Session, checked: Checked, position: Position): Promise<Hover | undefined> {
  const { request, report, table } = checked;
  const offset = table.offsetAt(position);
  const named =
    session.service.suppressionAt(request.text, offset) ??
    (report.kind === 'config' ? ruleNameAt(session, request.text, offset) : undefined);
  if (named) {
    const page = await pageFor(session, named.rule);
    return page === undefined ? undefined : { contents: contentOf(session, [page]), range: rangeOf(table, named.span) };
  }
  const findings = innermost(report.findings.filter(({ at }) => at.start <= offset && offset <= at.end));
  const [first] = findings;
  const stage = shipsAt(session, checked, offset);
  if (!first) return stage && { contents: contentOf(session, [stage.text]), range: rangeOf(table, stage.at) };
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const pages = await Promise.all(rules.slice(0, MAX_PAGES).map((rule) => pageFor(session, rule)));
  const rest = rules.slice(MAX_PAGES).map((rule) => `- ${linked(session, rule, `\`${rule}\``)}`);
  const parts = [
    ...pages.filter((page) => page !== undefined),
    ...(rest.length > 0 ? [`Also here:\n\n${rest.join('\n')}`] : []),
    ...(stage ? [stage.text] : []),
  ];
  return parts.length === 0 ? undefined : { contents: contentOf(session, parts), range: rangeOf(table, first.at) };
}

/** Findings of the smallest of the places; gravest first. */
function innermost(findings: readonly Finding[]): readonly Finding[] {
  const size = ({ at }: Finding) => at.end - at.start;
  const smallest = Math.min(...findings.map(size));
  return findings
    .filter((finding) => size(finding) === smallest)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** A rule id as a key of the configuration file. */
function ruleNameAt(session: Session, text: string, offset: number): { readonly rule: string; readonly span: Span } | undefined {
  const isPart = (at: number) => /[a-z0-9/-]/.test(text.charAt(at));
  let start = offset;
  let end = offset;
  while (start > 0 && isPart(start - 1)) start--;
  while (end < text.length && isPart(end)) end++;
  const rule = text.slice(start, end);
  return session.service.catalog().some(({ id }) => id === rule) ? { rule, span: { start, end } } : undefined;
}

async function pageFor(session: Session, rule: string): Promise<string | undefined> {
  const page = await session.service.page(rule, 'hover');
  if (page === undefined) return undefined;
  const link = linked(session, rule, 'The whole page');
  return link === 'The whole page' ? page : `${page.trimEnd()}\n\n${link}`;
}

/** To the published page, else to the bundled one by a command of the client, else no link at all. */
function linked(session: Session, rule: string, text: string): string {
  if (!session.features.markdownHover) return text;
  const href = session.pageOf(rule);
  if (href !== undefined) return `[${text}](${href})`;
  if (!session.hasCommand(SHOW_RULE_COMMAND)) return text;
  return `[${text}](command:${SHOW_RULE_COMMAND}?${encodeURIComponent(JSON.stringify([rule]))})`;
}

function contentOf(session: Session, parts: readonly string[]): MarkupContent {
  const kind = session.features.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
  return { kind, value: parts.join('\n\n---\n\n') };
}
