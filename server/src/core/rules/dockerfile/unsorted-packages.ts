import { defineRule } from '../../engine/rule.js';
import type { Change } from '../../engine/rule.js';
import { changeTogether } from '../../fix/dockerfile.js';
import { replaceShellWord } from '../../fix/shell.js';
import { PACKAGE_TOOLS, packageCommandOf } from '../../knowledge/packages.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellScript, ShellWord } from '../../model/shell/types.js';

const keyOf = (word: ShellWord): string => (word.value ?? word.raw).toLowerCase();
const compare = (a: ShellWord, b: ShellWord): number => {
  const [x, y] = [keyOf(a), keyOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** Does each word stand on a line of its own? */
function isColumn(text: string, words: readonly ShellWord[]): boolean {
  return words.every((word, i) => i === 0 || text.slice(words[i - 1]?.span.end ?? 0, word.span.start).includes('\n'));
}

/** Runs of words between options and variables, which keep their place. */
function listsOf(words: readonly ShellWord[], verb: ShellWord): readonly (readonly ShellWord[])[] {
  const lists: ShellWord[][] = [];
  let open: ShellWord[] | undefined;
  let isBehind = false;
  for (const word of words) {
    if (!isBehind) {
      isBehind = word === verb;
      continue;
    }
    if (word.value === undefined || /^-|[$`]/.test(word.raw)) open = undefined;
    else {
      if (!open) lists.push((open = []));
      open.push(word);
    }
  }
  return lists.filter((list) => list.length >= 3);
}

function sort(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  list: readonly ShellWord[],
  sorted: readonly ShellWord[],
): Change | undefined {
  const [first, last] = [list[0], list.at(-1)];
  if (!first || !last) return undefined;
  // A comment between the lines is about the package below it.
  if (model.comments.some(({ inside, span }) => inside !== undefined && first.span.start < span.start && span.start < last.span.end))
    return undefined;
  const changes = list.flatMap((word, i) => {
    const next = sorted[i];
    return next && next.raw !== word.raw ? [replaceShellWord(model, instruction, script, word, next.raw)] : [];
  });
  return changeTogether(model, instruction, changes);
}

export default defineRule({
  id: 'dockerfile/unsorted-packages',
  category: 'maintainability',
  on: 'dockerfile.command',
  scope: { commands: PACKAGE_TOOLS },
  summary: 'A list of packages is not in alphabetical order',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    unsorted: '"{package}" is out of order in this list, where a second mention is easily missed: sort the lines',
  },
  docs: {
    description:
      'The packages of an install command stand one to a line, three or more of them, and are not in alphabetical order. Options, and words with variables, keep their place and part the list.',
    rationale: 'In a sorted list a package is found at a glance, nobody adds it twice, and two branches that add different ones merge.',
    impact: 'None: the managers install the same, whatever the order.',
    audit: 'git diff of the list shows lines that were added anywhere.',
    remediation: 'Sort the lines. No fix is offered where comments stand between them.',
    defaultValue: 'Nothing sorts the list.',
    references: ['Docker: Building best practices, sort multi-line arguments'],
  },
  equivalents: ['sonar:S7018', 'tally:sort-packages'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n      curl \\\n      ca-certificates \\\n      git\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n      ca-certificates \\\n      curl \\\n      git\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    const found = packageCommandOf(command);
    if (found?.action !== 'install' || !found.verb || found.operands.length < 3) return;
    const values = new Set(found.options.map(({ valueWord }) => valueWord));
    const words = command.args.filter((word) => !values.has(word) || word.raw.startsWith('-'));
    for (const list of listsOf(words, found.verb)) {
      if (!isColumn(ctx.text, list)) continue;
      const sorted = [...list].sort(compare);
      const at = list.find((word, i) => {
        const before = list[i - 1];
        return before !== undefined && compare(before, word) > 0;
      });
      if (!at) continue;
      const change = sort(ctx.model, instruction, script, list, sorted);
      yield ctx.problem('unsorted', {
        at: at.span,
        data: { package: at.value ?? at.raw },
        fixes: [change && { title: 'Sort the packages', safety: 'safe', ...change }],
      });
    }
  },
});
