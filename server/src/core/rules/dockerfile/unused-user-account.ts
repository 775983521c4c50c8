import { defineRule } from '../../engine/rule.js';
import { appendToStage, replaceArguments } from '../../fix/dockerfile.js';
import { accountCommandsOf } from '../../knowledge/accounts.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { effectiveUserOf, isRoot } from '../../knowledge/effective-user.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { baseName, startOf } from '../../knowledge/start-command.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';
import { shorten } from '../../text/shorten.js';

/** They start as root and change to the account of their own name. */
const SERVICES =
  /^(?:apache2?|avahi|bind|chrony|dnsmasq|dovecot|haproxy|httpd|lighttpd|memcached?|mongo(?:d|db)?|mpd|mysqld?|mariadbd?|named|nginx|ntpd?|postfix|postgres|privoxy|rabbitmq|redis|squid|sshd|tor|unbound|vsftpd|www-data)$/;

interface Creation {
  readonly name: string;
  readonly word: ShellWord;
  readonly uid: number | undefined;
  readonly command: ShellCommand;
  readonly at: Instruction;
}

/** Start scripts may step down by themselves, and services change to the account that their configuration names. */
const SCRIPT = /\.(?:sh|bash)$/;
const MAY_STEP_DOWN = /(?:\.(?:sh|bash|py|pl)|entry-?point|start|run|init|supervisord|systemd|s6-svscan|runsvdir)$/i;

/** `net user app /add`, `New-LocalUser`: the scripts of Windows are not read, their words are. */
function* windowsAccounts(stage: Stage): Generator<Creation> {
  for (const link of stage.chain) {
    for (const at of link.instructions) {
      if (at.keyword !== 'RUN') continue;
      const words = at.words.map(({ value }) => value.toLowerCase());
      const index = words[0] === 'net' && words[1] === 'user' && words.includes('/add') ? 2 : words[0] === 'new-localuser' ? 1 : -1;
      const located = at.words[words[index] === '-name' ? index + 1 : index];
      if (index < 0 || !located || /^[-/$]/.test(located.value)) continue;
      const word = { raw: located.value, value: located.value, span: located.span };
      yield { name: located.value, word, uid: undefined, at, command: emptyCommand(word) };
    }
  }
}

const emptyCommand = (word: ShellWord): ShellCommand => ({
  name: undefined,
  word,
  args: [],
  words: [],
  wrappers: [],
  assignments: [],
  redirects: [],
  span: word.span,
  pipeline: [],
  substitutedInto: undefined,
  stdin: undefined,
});

/** The part of an instruction that may name an account: files and programs often have the same name. */
function namingSpan({ keyword, span, words, json, argumentsSpan }: Instruction): Span {
  if (keyword === 'COPY' || keyword === 'ADD') return { start: span.start, end: argumentsSpan.start };
  const first = (json?.items ?? words)[0];
  if ((keyword === 'CMD' || keyword === 'ENTRYPOINT') && first) return { start: first.span.end, end: span.end };
  return keyword === 'WORKDIR' || keyword === 'LABEL' ? { start: span.start, end: span.start } : span;
}

/** Is the account named anywhere but where it is made? Whatever does so may be what it is for. */
function isNamedElsewhere(stage: Stage, { name, command, at }: Creation, text: string): boolean {
  const pattern = new RegExp(`(?<![\\w./-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w/-])`, 'g');
  for (const link of stage.chain) {
    for (const other of link.instructions) {
      const span = namingSpan(other);
      for (const match of text.slice(span.start, span.end).matchAll(pattern)) {
        const position = span.start + match.index;
        if (other === at && isInCreation(position, command, other)) continue;
        return true;
      }
    }
  }
  return false;
}

/** Within the command that makes the account, or one that makes its group, home or password. */
function isInCreation(position: number, command: ShellCommand, at: Instruction): boolean {
  const within = ({ span }: ShellCommand): boolean => span.start <= position && position < span.end;
  if (within(command)) return true;
  return at
    .scripts()
    .some((script) =>
      script.commands.some((each) => /^(?:group(?:add|mod)|addgroup|usermod|mkdir)$/.test(each.name ?? '') && within(each)),
    );
}

export default defineRule({
  id: 'dockerfile/unused-user-account',
  category: 'security',
  on: 'dockerfile.finalStage',
  summary: 'An account is created and nothing runs as it',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    unused: 'Account "{name}" is created, yet the container runs as root: end with USER {user}',
  },
  docs: {
    description:
      'The final stage, or one it is built on, creates a user, the effective user stays root, and no USER, --chown, chown, gosu or other part of the file names the account. Accounts of services that change to them by themselves, and images that start a script which may do so, are left alone.',
    rationale:
      'Whoever made the account meant the program to run as it. Without USER it runs as root, and the account only looks as if it did not.',
    impact:
      'Directories the program writes to have to belong to the account (COPY --chown, chown), and ports below 1024 may need another number.',
    audit: 'docker run --rm --entrypoint id IMAGE prints uid=0; docker run --rm --entrypoint cat IMAGE /etc/passwd lists the accounts.',
    remediation: 'Add USER with the number of the account at the end of the stage, or take the account out.',
    defaultValue: 'Without USER the base image decides; nearly all run as root.',
    references: ['Dockerfile reference: USER', 'CIS Docker Benchmark 4.1'],
    limits: 'That the container runs as root is the finding of dockerfile/root-user; this one names the account that is there.',
  },
  equivalents: ['tally:user-created-but-never-used'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN adduser -D -u 10001 app\nCOPY app /app\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nRUN adduser -D -u 10001 app\nCOPY app /app\nUSER 10001\nCMD ["/app"]\n',
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const created: Creation[] = accountCommandsOf(stage).flatMap(({ command, account }) => {
      const { name, makes, id, at } = account;
      return makes === 'user' && name?.value !== undefined && id !== 0 ? [{ name: name.value, word: name, uid: id, command, at }] : [];
    });
    const facts = factsOfUse(stage.rootImage);
    if (facts?.os === 'windows') created.push(...windowsAccounts(stage));
    if (created.length === 0) return;
    const user = effectiveUserOf(stage);
    const runsAs = user ? user.resolved : facts?.isUnprivileged ? undefined : (facts?.user ?? 'root');
    if (runsAs === undefined || !isRoot(runsAs)) return;
    const kind = imageKindOf(stage, ctx.path, 'auto');
    if (kind !== 'app') return;
    const start = startOf(stage);
    const program = baseName(start?.words[0] ?? '');
    if (
      start?.stepsDown ||
      start?.isPrompt ||
      MAY_STEP_DOWN.test(program) ||
      start?.words.some((word) => SCRIPT.test(word)) ||
      (!start && facts?.stepsDown)
    )
      return;

    for (const account of created) {
      const { name, word, uid } = account;
      if (SERVICES.test(name) || isNamedElsewhere(stage, account, file.text)) continue;
      const wanted = uid === undefined ? name : String(uid);
      const isOwn =
        user?.at.stage === stage && !stage.instructions.some(({ keyword, index }) => keyword === 'RUN' && index > user.at.index);
      const change = isOwn && user ? replaceArguments(file, user.at, wanted) : appendToStage(file, stage, [`USER ${wanted}`]);
      yield ctx.problem('unused', {
        at: word.span,
        data: { name: shorten(name), user: shorten(wanted) },
        fixes: [change && { title: `Run as ${wanted}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
