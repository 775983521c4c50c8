// Lines of a list: findings about absent keys of one thing share one line with one fix. Ids, ranges and severities stay as they are.
import type { DisplayLine } from '../service-types.js';
import type { Finding } from './finding.js';
import type { Fix } from './rule.js';
import { SEVERITIES } from './rule.js';

const gravity = (finding: Finding): number => SEVERITIES.indexOf(finding.severity);

function joined(findings: readonly Finding[]): string {
  const items = findings.map((finding) => finding.group?.item ?? finding.rule);
  const last = items.pop() ?? '';
  const list = items.length > 0 ? `${items.join(', ')} and ${last}` : last;
  return `Missing on ${findings[0]?.group?.subject ?? 'this object'}: ${list}`;
}

/**
 * @param combine joins the first fixes of a group into one, when that can be done; called on first use only.
 */
export function displayLines(findings: readonly Finding[], combine: (group: readonly Finding[]) => Fix | undefined): DisplayLine[] {
  const groups = new Map<string, Finding[]>();
  const lines: Finding[][] = [];
  for (const finding of findings) {
    const key = finding.group && `${finding.group.key}@${finding.at.start}-${finding.at.end}`;
    const members = key === undefined ? undefined : groups.get(key);
    if (members) {
      members.push(finding);
      continue;
    }
    const line = [finding];
    if (key !== undefined) groups.set(key, line);
    lines.push(line);
  }
  return lines.map((members) => {
    const sorted = [...members].sort((a, b) => gravity(a) - gravity(b));
    const [first] = sorted as [Finding, ...Finding[]];
    let fix: Fix | undefined;
    let known = false;
    return {
      findings: sorted,
      message: sorted.length === 1 ? first.message : joined(sorted),
      severity: first.severity,
      get fix() {
        if (!known) {
          fix = sorted.length === 1 ? first.fixes[0] : combine(sorted);
          known = true;
        }
        return fix;
      },
    };
  });
}
