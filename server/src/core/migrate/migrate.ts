// Holds what other linters were told against our rules, and writes one configuration of it.
import type { Severity } from '../engine/rule.js';
import type { Migration, PeerReading, Wish } from './types.js';

/** What must be known of our rules. */
export interface KnownRule {
  readonly id: string;
  readonly profile: string;
  readonly severity: Severity;
  /** `peer:id`, with `~` in front of what is only the same in part. */
  readonly equivalents: readonly string[];
}

interface RuleEntry {
  readonly value: Severity | 'off';
  readonly sources: string[];
}

interface Place {
  readonly path: string;
  readonly wish: Wish;
}

export function migrate(readings: readonly PeerReading[], rules: readonly KnownRule[]): Migration {
  const left: string[] = [];
  const entries = new Map<string, RuleEntry>();
  const overrides = new Map<string, Map<string, RuleEntry>>();
  const settings = new Map<string, unknown>();
  let taken = 0;
  const say = ({ path, wish }: Place, text: string) => left.push(`${path}:${wish.line}: ${wish.written}: ${text}`);

  for (const { path, wishes, problem } of readings) {
    if (problem !== undefined) left.push(`${path}: not read: ${problem}`);
    for (const wish of wishes) {
      const place: Place = { path, wish };
      if (wish.kind === 'none') say(place, wish.why);
      else if (wish.kind === 'setting') {
        taken++;
        put(settings, wish.setting.key, wish.setting.value);
      } else if (wish.kind === 'on') {
        taken++;
        const rule = rules.find(({ id }) => id === wish.rule);
        if (rule) note(entries, rule.id, rule.severity, `${path}: ${wish.written}`);
      } else if (takeRule(place)) taken++;
    }
  }
  return { config: configText(settings, entries, overrides), taken, left };

  /** A wish about a peer's id, for all rules that stand for it. */
  function takeRule(place: Place): boolean {
    const { path, wish } = place;
    if (wish.kind !== 'off' && wish.kind !== 'severity') return false;
    const named = idPattern(wish.id);
    const full = rules.filter(({ equivalents }) => equivalents.some((id) => named(id)));
    const partly = rules.filter((rule) => !full.includes(rule) && rule.equivalents.some((id) => id.startsWith('~') && named(id.slice(1))));
    if (full.length === 0) {
      say(place, partly.length > 0 ? `${listed(partly)} finds it only in part and stays as it is` : 'no rule of ours stands for it');
      return false;
    }
    const peer = wish.id.slice(0, wish.id.indexOf(':') + 1).toLowerCase();
    for (const rule of full) {
      // A rule that covers more than the id would hide the rest with it.
      const others = rule.equivalents.filter((id) => id.toLowerCase().startsWith(peer) && !named(id)).map((id) => id.slice(peer.length));
      if (wish.kind === 'off' && others.length > 0)
        say(place, `${rule.id} is off, and with it ${others.slice(0, 4).join(', ')}${others.length > 4 ? ' and more' : ''}`);
      const value = wish.kind === 'off' ? 'off' : wish.severity;
      const source = `${wish.id.slice(peer.length)} (${path})`;
      const paths = wish.kind === 'off' ? (wish.paths ?? []) : [];
      if (paths.length === 0) note(entries, rule.id, value, source);
      for (const pattern of paths) {
        const inner = overrides.get(pattern) ?? new Map<string, RuleEntry>();
        overrides.set(pattern, inner);
        note(inner, rule.id, value, source);
      }
    }
    if (wish.kind === 'off' && wish.until !== undefined)
      say(place, `off for good: a date (${wish.until}) can be given in a seaworthy-ignore comment`);
    return true;
  }
}

/** The peer's ids that a written one means: case does not count, `*` stands for anything. */
function idPattern(written: string): (id: string) => boolean {
  const lower = written.toLowerCase();
  if (!lower.includes('*')) return (id) => id.toLowerCase() === lower;
  const [head = '', ...rest] = lower.split('*');
  return (id) => {
    const text = id.toLowerCase();
    if (!text.startsWith(head)) return false;
    let at = head.length;
    for (const [i, piece] of rest.entries()) {
      const isLast = i === rest.length - 1;
      const found = isLast ? Math.max(text.length - piece.length, 0) : text.indexOf(piece, at);
      if (found < at || !text.startsWith(piece, found)) return false;
      at = found + piece.length;
    }
    return true;
  };
}

const listed = (rules: readonly KnownRule[]): string => rules.map(({ id }) => id).join(', ');

/** What was switched off by one file stays off. */
function note(entries: Map<string, RuleEntry>, rule: string, value: RuleEntry['value'], source: string): void {
  const known = entries.get(rule);
  if (known?.value === value) known.sources.push(source);
  else if (known?.value !== 'off') entries.set(rule, { value, sources: [source] });
}

function put(settings: Map<string, unknown>, key: string, value: unknown): void {
  const known = settings.get(key);
  if (Array.isArray(known) && Array.isArray(value))
    settings.set(key, [...new Set<unknown>([...(known as unknown[]), ...(value as unknown[])])]);
  else if (typeof known === 'object' && typeof value === 'object') settings.set(key, { ...known, ...value });
  // The first `never` holds: whoever never fails does not want to from now on.
  else if (known !== 'never') settings.set(key, value);
}

const quote = (text: string): string =>
  /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);

function configText(
  settings: ReadonlyMap<string, unknown>,
  entries: ReadonlyMap<string, RuleEntry>,
  overrides: ReadonlyMap<string, ReadonlyMap<string, RuleEntry>>,
): string {
  const lines = ['# Taken over by "seaworthy migrate". "seaworthy explain RULE" says what a rule is about.', ''];
  const list = (indent: string, key: string, values: readonly unknown[]) =>
    lines.push(`${indent}${key}: [${values.map((value) => quote(String(value))).join(', ')}]`);
  if (settings.has('failOn')) lines.push(`failOn: ${String(settings.get('failOn'))}`);
  if (settings.has('foreignSuppressions')) lines.push(`foreignSuppressions: ${String(settings.get('foreignSuppressions'))}`);
  const exclude = settings.get('exclude');
  if (Array.isArray(exclude)) list('', 'exclude', exclude);
  const registries = settings.get('registries.allow');
  if (Array.isArray(registries)) {
    lines.push('registries:');
    list('  ', 'allow', registries);
  }
  const schema = settings.get('labels.schema');
  const strict = settings.get('labels.strict');
  if (schema !== undefined || strict !== undefined) {
    lines.push('labels:');
    if (typeof schema === 'object' && schema !== null) {
      lines.push('  schema:');
      for (const [label, type] of Object.entries(schema)) lines.push(`    ${quote(label)}: ${String(type)}`);
    }
    if (strict !== undefined) lines.push(`  strict: ${String(strict)}`);
  }
  const writeRules = (indent: string, rules: ReadonlyMap<string, RuleEntry>) => {
    for (const [id, { value, sources }] of [...rules].sort(([a], [b]) => (a < b ? -1 : 1)))
      lines.push(`${indent}${id}: ${value} # ${sources.join(', ')}`);
  };
  if (entries.size > 0) {
    lines.push('rules:');
    writeRules('  ', entries);
  }
  if (overrides.size > 0) {
    lines.push('overrides:');
    for (const [pattern, rules] of overrides) {
      list('  - ', 'files', [pattern]);
      lines.push('    rules:');
      writeRules('      ', rules);
    }
  }
  return `${lines.join('\n')}\n`;
}
