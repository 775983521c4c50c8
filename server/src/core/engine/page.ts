// Renders the page of a rule, in the form of a CIS recommendation, and its short form for a hover.
import type { OptionSpec } from './options.js';
import type { AnyRule, Example } from './rule.js';

const FENCES: Readonly<Record<string, string>> = { dockerfile: 'dockerfile', kubernetes: 'yaml', config: 'yaml' };

const FIX_CLASS = {
  none: 'none',
  safe: 'safe: keeps what is built, admitted or run; may be applied on save',
  unsafe: 'unsafe: may change what is built, admitted or run; applied only on request',
} as const;

const formatOf = (id: string): string => id.slice(0, id.indexOf('/'));

function block(id: string, text: string): string {
  return ['```' + (FENCES[formatOf(id)] ?? ''), text.trimEnd(), '```'].join('\n');
}

function exampleSection(id: string, example: Example, index: number, count: number): string {
  const number = count > 1 ? ` ${index + 1}` : '';
  const files = Object.keys(example.files ?? {})
    .map((name) => `\`${name}\``)
    .join(', ');
  return [
    `**Before${number}**${example.given ? `, ${example.given.says}` : ''}${files === '' ? '' : `, beside ${files}`}`,
    block(id, example.bad),
    example.byFix ? `**After the quick fix${number}**` : `**After${number}, by hand**`,
    block(id, example.good),
  ].join('\n\n');
}

function optionLines(rule: AnyRule): string {
  const options = Object.entries((rule.options ?? {}) as Record<string, OptionSpec>);
  if (options.length === 0) return 'None.';
  const rows = options.map(([name, spec]) => `| \`${name}\` | ${spec.type} | \`${JSON.stringify(spec.default)}\` | ${spec.description} |`);
  return ['| option | type | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function equivalentLines(rule: AnyRule): string {
  if (rule.equivalents.length === 0) return 'No other tool that was read has this rule.';
  const byPeer = new Map<string, string[]>();
  for (const entry of rule.equivalents) {
    const partial = entry.startsWith('~');
    const bare = partial ? entry.slice(1) : entry;
    const at = bare.indexOf(':');
    const ids = byPeer.get(bare.slice(0, at)) ?? [];
    ids.push(`\`${bare.slice(at + 1)}\`${partial ? ' (in part)' : ''}`);
    byPeer.set(bare.slice(0, at), ids);
  }
  return [...byPeer].map(([peer, ids]) => `- ${peer}: ${ids.join(', ')}`).join('\n');
}

function suppression(rule: AnyRule): string {
  if (rule.on === 'engine') return 'Correct what it points at; findings about comments and configuration are not suppressed.';
  const lines = [block(rule.id, `# seaworthy-ignore ${rule.id}: the reason`), 'on a line of its own above what it covers.'];
  if (formatOf(rule.id) === 'dockerfile') {
    lines.push('`# seaworthy-ignore-stage` above a FROM covers the stage, `# seaworthy-ignore-file` at the top the file.');
  } else if (formatOf(rule.id) === 'kubernetes') {
    lines.push(
      '`# seaworthy-ignore-file` at the top covers the file. In JSON, or to survive rendering, use the annotation ' +
        `\`seaworthy/ignore: "${rule.id}: the reason"\` on the object.`,
    );
  }
  return lines.join('\n\n');
}

/** The whole page. */
export function renderPage(rule: AnyRule): string {
  const facts = [
    `Severity: **${rule.severity}**`,
    `Profile: **${rule.profile}**`,
    `Certainty: **${rule.confidence}**`,
    `Fix: **${FIX_CLASS[rule.fix]}**`,
    `Category: ${rule.category}`,
    `Since ${rule.since}${rule.status === 'preview' ? ' (preview)' : ''}`,
  ];
  const messages = Object.values(rule.messages as Record<string, string>).map((message) => `- ${message}`);
  const sections: [string, string][] = [
    ['What fires', [rule.docs.description, messages.length > 0 ? 'Messages:\n\n' + messages.join('\n') : ''].filter(Boolean).join('\n\n')],
    ['Why', rule.docs.rationale],
    ['What the fix can break', rule.docs.impact],
    ['Check it yourself', rule.docs.audit],
    ['Fix', rule.docs.remediation],
    ['Examples', rule.examples.map((e: Example, i: number) => exampleSection(rule.id, e, i, rule.examples.length)).join('\n\n') || 'None.'],
    ['If you say nothing', rule.docs.defaultValue],
    ['Options', optionLines(rule)],
    ['Suppress it', suppression(rule)],
    ['Same rule elsewhere', equivalentLines(rule)],
    ['Limits of this rule', rule.docs.limits ?? 'None known.'],
    ['See also', rule.docs.references.map((reference: string) => `- ${reference}`).join('\n') || 'Nothing.'],
  ];
  return (
    [`# ${rule.id}`, `${rule.summary}.`, facts.join(' · '), ...sections.map(([title, body]) => `## ${title}\n\n${body}`), '']
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

/** What fits a hover: what, why, what the fix can break, the same rule elsewhere. */
export function renderHover(rule: AnyRule): string {
  const elsewhere = rule.equivalents
    .filter((entry: string) => !entry.startsWith('~') && /^(hadolint|buildkit|trivy|checkov|kube-linter|pss):/.test(entry))
    .slice(0, 6)
    .join(', ');
  return [
    `**${rule.id}** · ${rule.severity} · ${rule.profile}`,
    `${rule.summary}. ${firstSentences(rule.docs.rationale, 2)}`,
    `*If you say nothing:* ${firstSentences(rule.docs.defaultValue, 1)}`,
    `*Fix${rule.fix === 'none' ? '' : ` (${rule.fix})`}:* ${firstSentences(rule.docs.remediation, 1)}`,
    rule.fix === 'unsafe' ? `*The fix can break:* ${firstSentences(rule.docs.impact, 1)}` : '',
    elsewhere ? `*Elsewhere:* ${elsewhere}` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function firstSentences(text: string, count: number): string {
  return text
    .split(/(?<=\.)\s+(?=[A-Z"`])/)
    .slice(0, count)
    .join(' ');
}
