// What every rule must hold and no compiler can see; each problem is one line for the person who wrote the rule.
import type { AnyRule } from '../server/src/core/engine/rule.js';
import type { RuleFile } from './rule-index.js';

/** Other tools and benchmarks that `equivalents` may name, with the form of their ids (INTERFACE.md fixes the first ten). */
export const PEERS: Readonly<Record<string, RegExp>> = {
  hadolint: /^(DL|SC)\d{4}$/,
  buildkit: /^[A-Z][A-Za-z]+$/,
  trivy: /^((DS|KSV|KCV|KUBE)-\d{4}|KSV-0\d{4})$/,
  checkov: /^CKV2?_(DOCKER|K8S|SECRET)_\d+$/,
  kics: /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9]+(-[a-z0-9]+)*)$/,
  'kube-linter': /^[a-z0-9]+(-[a-z0-9]+)*$/,
  'kube-score': /^[a-z0-9]+(-[a-z0-9]+)*$/,
  polaris: /^[a-z][A-Za-z0-9]*$/,
  kubesec: /^[A-Za-z]\S*$/,
  pss: /^(baseline|restricted)\/[A-Za-z_]+$/,
  'cis-docker-1.6': /^\d+(\.\d+)+$/,
  'cis-docker-1.13': /^\d+(\.\d+)+$/,
  'cis-kubernetes-1.12': /^\d+(\.\d+)+$/,
  datadog: /^\S+$/,
  'docker-ls': /^\S+$/,
  'dockerfile-utils': /^[A-Z0-9_]+$/,
  dockerfile_lint: /^\S+$/,
  dockerfilelint: /^\S+$/,
  dockle: /^(CIS|DKL)-[A-Z]+-\d+$/,
  'kics-retired': /^\S+$/,
  kubescape: /^C-\d{4}$/,
  nsa: /^\S+$/,
  owasp: /^\S+$/,
  scorecard: /^\S+$/,
  semgrep: /^\S+$/,
  shellcheck: /^SC\d{4}$/,
  sonar: /^S\d+$/,
  tally: /^\S+$/,
};

const LONGEST_MESSAGE = 120;
const LONGEST_PLACEHOLDER = 24;
/** A number, never longer than three digits; everything else may be text of the user's. */
const COUNT = /\{count\}/g;

export interface LoadedFile {
  readonly file: RuleFile;
  readonly rules: readonly AnyRule[];
}

function textProblems(rule: AnyRule): string[] {
  const problems: string[] = [];
  for (const [key, template] of Object.entries(rule.messages as Record<string, string>)) {
    const filled = template.replace(COUNT, '999').replace(/\{\w+\}/g, 'x'.repeat(LONGEST_PLACEHOLDER));
    if (filled.length > LONGEST_MESSAGE) problems.push(`message "${key}" can take ${filled.length} characters, at most ${LONGEST_MESSAGE}`);
    if (/\.$/.test(template)) problems.push(`message "${key}" ends with a full stop`);
    if (/\b(should|please|you|your)\b/i.test(template)) problems.push(`message "${key}" talks to the reader: ${template}`);
  }
  if (/\.$/.test(rule.summary)) problems.push('the summary ends with a full stop');
  for (const section of ['description', 'rationale', 'impact', 'audit', 'remediation', 'defaultValue'] as const) {
    if (!rule.docs[section].trim()) problems.push(`docs.${section} is empty`);
  }
  const sections = [rule.category, rule.summary, ...Object.values(rule.messages as object), ...Object.values(rule.docs as object)];
  if (sections.some((section) => String(section).includes('TODO'))) problems.push('TODO is left in its texts');
  if (rule.docs.references.length === 0) problems.push('docs.references is empty');
  if (rule.docs.limits?.trim() === '') problems.push('docs.limits is empty: leave it out');
  return problems;
}

function peerProblems(rule: AnyRule): string[] {
  const bare = rule.equivalents.map((entry: string) => entry.replace(/^~/, ''));
  const problems = bare.flatMap((entry) => {
    const at = entry.indexOf(':');
    const form = PEERS[entry.slice(0, at)];
    if (!form) return [`equivalent "${entry}": no such peer`];
    return form.test(entry.slice(at + 1)) ? [] : [`equivalent "${entry}": an id of ${entry.slice(0, at)} has another form`];
  });
  const twice = bare.filter((entry, i) => bare.indexOf(entry) !== i);
  return [...problems, ...twice.map((entry) => `equivalent "${entry}" is named twice`)];
}

function placeProblems({ file, rules }: LoadedFile): string[] {
  const here = `${file.format}/${file.name}`;
  if (!file.isFamily)
    return rules.length === 1 && rules[0]?.id === here ? [] : [`${here}.ts holds ${rules.map((rule) => rule.id).join(', ') || 'no rule'}`];
  const problems = rules.length > 0 ? [] : [`${here}.ts holds no rule`];
  return [
    ...problems,
    ...rules
      .filter((rule) => !rule.id.startsWith(`${file.format}/`))
      .map((rule) => `${here}.ts holds ${rule.id}, a rule of another format`),
  ];
}

/** Empty when all is well. */
export function problemsOfRules(files: readonly LoadedFile[]): string[] {
  const all = files.flatMap((file) => file.rules);
  const places = new Map<string, number>();
  for (const rule of all) places.set(rule.id, (places.get(rule.id) ?? 0) + 1);
  return [
    ...files.flatMap(placeProblems),
    ...[...places].filter(([, count]) => count > 1).map(([id]) => `${id}: ${places.get(id)} rules have this id`),
    ...all.filter((rule) => !/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(rule.id)).map((rule) => `${rule.id}: an id is format/kebab-case`),
    ...all.flatMap((rule) => [...textProblems(rule), ...peerProblems(rule)].map((problem) => `${rule.id}: ${problem}`)),
  ];
}
