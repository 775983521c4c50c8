import { defineRule } from '../../engine/rule.js';
import type { Change } from '../../engine/rule.js';
import { changeTogether } from '../../fix/dockerfile.js';
import { insertWordsAfter, removeShellWord, replaceShellWord } from '../../fix/shell.js';
import { packageCommandOf } from '../../knowledge/packages.js';
import type { PackageCommand } from '../../knowledge/packages.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellScript } from '../../model/shell/types.js';
import { firstBehind } from '../../text/in-order.js';

type NamedWord = PackageCommand['packages'][number];

const GROUP = '.build-deps';

/** One name for all that is added here and taken away there; only where the two lists are the same. */
function group(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  add: PackageCommand,
  del: PackageCommand,
): Change | undefined {
  const [first, ...others] = del.operands;
  const names = (found: PackageCommand): string => [...new Set(found.packages.map(({ name }) => name))].sort().join(' ');
  if (!add.verb || !first || add.isOpen || del.isOpen || names(add) !== names(del)) return undefined;
  return changeTogether(model, instruction, [
    insertWordsAfter(model, instruction, script, add.verb, ['--virtual', GROUP]),
    replaceShellWord(model, instruction, script, first, GROUP),
    ...others.map((word) => removeShellWord(model, instruction, script, del.command, word)),
  ]);
}

export default defineRule({
  id: 'dockerfile/ungrouped-apk-build-packages',
  category: 'size',
  on: 'dockerfile.runScript',
  scope: { commands: new Set(['apk']) },
  summary: 'Packages are added and deleted by name in one RUN',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    ungrouped: '"{package}" is added and deleted by name, in two lists that drift apart: use --virtual .build-deps',
  },
  docs: {
    description: 'One RUN adds packages with apk add and deletes some of them by name with apk del, and the apk add has no --virtual (-t).',
    rationale:
      'Two lists of the same packages drift apart: one that is added later and not deleted ships. With --virtual one name stands for all, and apk del of it takes away whatever came in for them alone.',
    impact: 'Packages that are needed when the image runs must be added by another apk add, without the group.',
    audit: 'docker run --rm IMAGE apk info lists what is still there.',
    remediation: 'Write apk add --no-cache --virtual .build-deps gcc musl-dev && ... && apk del .build-deps.',
    defaultValue: 'apk writes every package that is named to /etc/apk/world, and keeps it until it is deleted.',
    references: ['apk(8): --virtual'],
  },
  equivalents: ['dockerfilelint:apkadd-missing-virtual'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN apk add --no-cache gcc musl-dev && make && apk del gcc musl-dev\n',
      good: 'FROM alpine:3.24\nRUN apk add --no-cache --virtual .build-deps gcc musl-dev && make && apk del .build-deps\n',
      byFix: false,
    },
  ],
  *check({ script, instruction }, ctx) {
    const found = script.commands.flatMap((command) => packageCommandOf(command) ?? []).filter(({ manager }) => manager === 'apk');
    if (found.length < 2) return;
    /** Positions of the commands that remove a package. */
    const removals = new Map<string, number[]>();
    for (const [i, { action, packages }] of found.entries()) {
      for (const { name } of action === 'remove' ? packages : []) {
        const list = removals.get(name);
        if (list) list.push(i);
        else removals.set(name, [i]);
      }
    }
    for (const [i, add] of found.entries()) {
      if (add.action !== 'install' || add.group !== undefined || add.root !== undefined) continue;
      let position = Infinity;
      let first: NamedWord | undefined;
      for (const each of add.packages) {
        const list = removals.get(each.name) ?? [];
        const next = list[firstBehind(list, i, (at) => at)] ?? Infinity;
        if (next >= position) continue;
        position = next;
        first = each;
      }
      const del = found[position];
      if (!del || !first) continue;
      const change = group(ctx.model, instruction, script, add, del);
      yield ctx.problem('ungrouped', {
        at: first.word.span,
        data: { package: first.name },
        related: [{ at: del.command.word.span, message: 'deleted here' }],
        fixes: [change && { title: `Group as ${GROUP}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
