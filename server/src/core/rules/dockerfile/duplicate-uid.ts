import { defineRule } from '../../engine/rule.js';
import { accountCommandsOf } from '../../knowledge/accounts.js';
import { spanOfPart } from '../../knowledge/shell-text.js';
import { shorten } from '../../text/shorten.js';

export default defineRule({
  id: 'dockerfile/duplicate-uid',
  category: 'security',
  on: 'dockerfile.stage',
  summary: 'Two accounts share one uid',
  severity: 'warning',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    root: '"{name}" gets uid 0 and is root under another name: give it a number of its own',
    twice: '"{name}" shares the uid of "{other}" and all it may do: give it another number',
    option: '-o lets "{name}" share the uid of another account, files and all: leave it out',
  },
  docs: {
    description:
      'useradd, adduser or usermod gives a name other than root the uid 0, uses -o (--non-unique), or creates two users of one chain of stages with the same number.',
    rationale:
      'The kernel knows numbers only. Two names with one number own the same files, may signal each other and cannot be told apart in logs; with 0 the second name is root whatever it is called, and checks for the name miss it.',
    impact: 'Nothing is changed by Seaworthy; files that belong to the shared number have to be given to the right account.',
    audit: 'docker run --rm --entrypoint cut IMAGE -d: -f3 /etc/passwd | sort | uniq -d prints numbers used twice.',
    remediation: 'Give each account a number of its own. To let two accounts at the same files, use a group.',
    defaultValue: 'useradd refuses a number that is taken, unless -o is given.',
    references: ['useradd(8), option -o', 'CIS Distribution Independent Linux Benchmark: no duplicate UIDs'],
  },
  equivalents: ['dockle:DKL-LI-0002'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN useradd -o -u 0 admin\n',
      good: 'FROM debian:trixie-slim\nRUN useradd -u 10001 admin\n',
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    const commands = accountCommandsOf(stage);
    // Its own come last; what the stages below have is said there.
    if (commands.at(-1)?.account.at.stage !== stage) return;
    const seen = new Map<number, string>();
    for (const { command, account } of commands) {
      const isUsermod = command.name === 'usermod';
      if (account.makes !== 'user' && !isUsermod) continue;
      const name = account.name?.value;
      if (name === undefined) continue;
      const option = isUsermod ? account.options.find((each) => each.name === '-u' || each.name === '--uid') : account.idOption;
      const uid = option?.value !== undefined && /^\d+$/.test(option.value) ? Number(option.value) : account.id;
      const other = uid === undefined ? undefined : seen.get(uid);
      if (uid !== undefined && !seen.has(uid)) seen.set(uid, name);
      if (account.at.stage !== stage) continue;
      const at = option?.valueWord && option.value !== undefined ? spanOfPart(option.valueWord, option.value) : undefined;
      const standsFor = stage.ships ? ['dockle:DKL-LI-0002'] : [];
      if (uid === 0 && name !== 'root' && at) yield ctx.problem('root', { at, data: { name: shorten(name) }, standsFor });
      else if (other !== undefined && other !== name && at && uid !== undefined) {
        yield ctx.problem('twice', { at, data: { name: shorten(name), other: shorten(other) }, standsFor });
      } else if (account.allowsDuplicate && name !== 'root') {
        const word = account.options.find((each) => each.name === '-o' || each.name === '--non-unique')?.word;
        // Whether the number is taken is not known: it may stand there to be on the safe side.
        if (word) yield ctx.problem('option', { at: word.span, data: { name: shorten(name) }, severity: 'info', standsFor: [] });
      }
    }
  },
});
