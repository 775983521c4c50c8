import { defineRule } from '../../engine/rule.js';
import { lastOption, readCommandLine } from '../../knowledge/command-line.js';
import { spanOfPart, writtenText } from '../../knowledge/shell-text.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';
import { shorten } from '../../text/shorten.js';

interface Found {
  readonly key: 'set' | 'empty';
  readonly name: string;
  readonly at: Span;
}

/** Drawn at build time and known to nobody, as long as it is not printed. */
const DRAWN = /urandom|\brand\b|pwgen|uuidgen|mkpasswd\s+-[lr]|makepasswd|\$RANDOM/;
const LOCKED = /^(?:[!*]+|x|)$/;

/** `echo root:secret | chpasswd`, a here-string, a heredoc. */
function* setByChpasswd(command: ShellCommand, text: string): Generator<Found> {
  const position = command.pipeline.indexOf(command);
  const writer = position > 0 ? command.pipeline[position - 1] : undefined;
  if (writer?.name === 'echo' || writer?.name === 'printf') {
    const word = writer.args.find(({ raw }) => raw.includes(':') && !/^-/.test(raw)) ?? writer.args.find(({ raw }) => !/^-/.test(raw));
    if (word && !writer.args.some(({ raw }) => DRAWN.test(raw)))
      yield { key: 'set', name: nameIn(writtenText(word)), at: capped(word.span) };
    return;
  }
  if (command.stdin === undefined || DRAWN.test(command.stdin)) return;
  const line = command.stdin.split('\n').find((each) => /^[\w.-]+:./.test(each));
  if (line === undefined) return;
  const start = text.indexOf(line, command.span.start);
  yield { key: 'set', name: nameIn(line), at: start < 0 ? command.word.span : capped({ start, end: start + line.length }) };
}

/** A name, or the variable it stands in. */
const nameIn = (text: string): string => text.split(':')[0] ?? text;
const capped = ({ start, end }: Span): Span => ({ start, end: Math.min(end, start + 59) });

/** `echo secret | passwd --stdin root`, `passwd -d root`. */
function* setByPasswd(command: ShellCommand): Generator<Found> {
  const { options, operands } = readCommandLine(command.args, { valued: new Set(['-n', '-x', '-w', '-i', '-R']) });
  const name = operands[0] ? writtenText(operands[0]) : 'root';
  const empties = lastOption(options, '-d', '--delete');
  const stdin = lastOption(options, '--stdin', '-s');
  // `passwd -l` behind it, or in the same word, locks the account again.
  if (empties && !lastOption(options, '-l', '--lock')) yield { key: 'empty', name, at: empties.word.span };
  const position = command.pipeline.indexOf(command);
  const writer = position > 0 ? command.pipeline[position - 1] : undefined;
  if (stdin && writer && (writer.name === 'echo' || writer.name === 'printf')) {
    const word = writer.args.find(({ raw }) => !/^-/.test(raw));
    if (word && !DRAWN.test(word.raw)) yield { key: 'set', name, at: capped(word.span) };
  }
}

/** `useradd -p HASH name`. */
function* setByUseradd(command: ShellCommand): Generator<Found> {
  const { options, operands } = readCommandLine(command.args, {
    valued: new Set('-b -c -d -e -f -g -G -k -K -p -R -s -u -Z --comment --home --shell --uid --gid --groups --password'.split(' ')),
  });
  const option = lastOption(options, '-p', '--password');
  const name = operands[0] ? writtenText(operands[0]) : '';
  if (option?.value === undefined || !option.valueWord || DRAWN.test(option.valueWord.raw)) return;
  const at = capped(spanOfPart(option.valueWord, option.value));
  if (option.value === '') yield { key: 'empty', name, at: option.valueWord.span };
  else if (!LOCKED.test(option.value)) yield { key: 'set', name, at };
}

/** A line with an empty second field: `echo "root::0:..." > /etc/shadow`. */
function* emptiedInShadow(command: ShellCommand): Generator<Found> {
  const writes = command.redirects.some(
    ({ operator, target }) => operator.includes('>') && /^\/etc\/(?:shadow|passwd)$/.test(target?.value ?? ''),
  );
  if (!writes) return;
  const word = command.args.find((each: ShellWord) => /^["']?[\w.-]+::/.test(each.raw));
  if (word) yield { key: 'empty', name: nameIn(writtenText(word)), at: capped(word.span) };
}

function passwordsIn(command: ShellCommand, text: string): Iterable<Found> {
  switch (command.name) {
    case 'chpasswd':
      return setByChpasswd(command, text);
    case 'passwd':
      return setByPasswd(command);
    case 'useradd':
    case 'usermod':
      return setByUseradd(command);
    case 'echo':
    case 'printf':
      return emptiedInShadow(command);
    default:
      return [];
  }
}

export default defineRule({
  id: 'dockerfile/plaintext-password',
  category: 'security',
  on: 'dockerfile.command',
  summary: 'An account of the image gets a password that is written in the Dockerfile, or none',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    set: 'All with this file or image know the password of "{name}": leave it out, USER needs none',
    empty: 'Without a password everybody in the container can become "{name}" by su: lock it with passwd -l',
  },
  docs: {
    description:
      'A stage that ships sets a password by chpasswd, passwd --stdin or the option -p of useradd and usermod, or takes the password of an account away (passwd -d, -p "", an empty field written to /etc/shadow). Locked passwords (! and *) are fine, and so is one that is drawn by lot.',
    rationale:
      'Every container of the image has the same password, and it stands in the history and in /etc/shadow, where a hash is guessed in hours. With su, SSH or a login service it opens the account, with an empty one without any guess.',
    impact: 'Nothing is changed by Seaworthy; logins with that password no longer work.',
    audit: 'docker run --rm --entrypoint cut IMAGE -d: -f1,2 /etc/shadow shows accounts whose second field is neither ! nor *.',
    remediation:
      'Leave the password out: useradd and adduser -D make locked accounts, and USER needs no password. For SSH use keys that are mounted.',
    defaultValue: 'Accounts of base images are locked.',
    references: ['CWE-259: Use of Hard-coded Password', 'CIS Distribution Independent Linux Benchmark: password fields are not empty'],
  },
  equivalents: ['checkov:CKV2_DOCKER_17', 'dockle:DKL-LI-0001'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN useradd app && echo "app:hunter2" | chpasswd\n',
      good: 'FROM debian:trixie-slim\nRUN useradd app\n',
      byFix: false,
    },
  ],
  *check({ command, instruction }, ctx) {
    const { name } = command;
    if (!(instruction.stage?.ships ?? ctx.model.isFragment) || command.wrappers.includes('chroot')) return;
    for (const each of passwordsIn(command, ctx.text)) {
      const standsFor = each.key === 'empty' ? ['dockle:DKL-LI-0001'] : name === 'chpasswd' ? ['checkov:CKV2_DOCKER_17'] : [];
      yield ctx.problem(each.key, { at: each.at, data: { name: shorten(each.name) }, standsFor });
    }
  },
});
