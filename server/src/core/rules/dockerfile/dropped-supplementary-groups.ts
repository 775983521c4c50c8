import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { accountCommandsOf } from '../../knowledge/accounts.js';
import { putIn } from '../../knowledge/shell-text.js';
import type { Stage } from '../../model/dockerfile/types.js';
import { shorten } from '../../text/shorten.js';

const groupsOfStage = new WeakMap<Stage, ReadonlyMap<string, ReadonlyMap<string, number>>>();

/** The supplementary groups that commands give to each user, each with the position of the first that does. */
function groupsOf(stage: Stage): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const known = groupsOfStage.get(stage);
  if (known) return known;
  const users = new Map<string, Map<string, number>>();
  for (const { account } of accountCommandsOf(stage)) {
    const name = account.name?.value ?? '';
    const groups = users.get(name) ?? new Map<string, number>();
    users.set(name, groups);
    for (const group of account.supplementary) if (!groups.has(group)) groups.set(group, account.at.index);
  }
  groupsOfStage.set(stage, users);
  return users;
}

export default defineRule({
  id: 'dockerfile/dropped-supplementary-groups',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['USER'] },
  summary: 'USER with a group drops the other groups of the user',
  severity: 'hint',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: { dropped: 'A group in USER drops "{group}", which "{user}" has too: write the name alone' },
  docs: {
    description:
      'USER name:group follows commands of the same chain of stages that put this user into other groups (useradd -G, usermod -aG, adduser USER GROUP, gpasswd -a).',
    rationale:
      'With a group in USER the runtime gives the process that group and no other; the memberships in /etc/group only count when USER is the name alone. The program then fails to open what the group was for, or the groups are of no use and better left out.',
    impact: 'The process gets all groups of the account, and its primary group in place of the one that is written.',
    audit: 'docker run --rm --entrypoint id IMAGE prints the groups of the process.',
    remediation: 'Write USER name, or leave out the memberships that are not needed.',
    defaultValue: 'USER name takes the primary group and all memberships from the files of the image.',
    references: ['Dockerfile reference: USER'],
  },
  equivalents: ['tally:user-explicit-group-drops-supplementary-groups'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN useradd -G audio,video app\nUSER app:app\n',
      good: 'FROM debian:trixie-slim\nRUN useradd -G audio,video app\nUSER app\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { stage } = instruction;
    const word = instruction.keyword === 'USER' ? instruction.words[0] : undefined;
    if (!stage || !word?.value.includes(':')) return;
    const [user = '', group = ''] = putIn(word.value, instruction.state).split(':');
    if (!/^[a-z_]/i.test(user) || group === '') return;
    let dropped: string | undefined;
    for (const [each, index] of groupsOf(stage).get(user) ?? []) {
      if (index >= instruction.index) break;
      if (each === group) continue;
      dropped = each;
      break;
    }
    if (dropped === undefined) return;
    const [name = ''] = word.value.split(':');
    const change = replaceWord(ctx.model, instruction, word.span, name);
    yield ctx.problem('dropped', {
      at: { start: word.span.start + name.length, end: word.span.end },
      data: { user: shorten(user), group: shorten(dropped) },
      fixes: [change && { title: `Write USER ${name}`, safety: 'unsafe', ...change }],
    });
  },
});
