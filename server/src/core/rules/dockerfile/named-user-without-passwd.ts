import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { accountCommandsOf, accountsOf } from '../../knowledge/accounts.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { baseName, startOf } from '../../knowledge/start-command.js';
import { putIn } from '../../knowledge/shell-text.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';
import { shorten } from '../../text/shorten.js';

const wordsOf = (instruction: Instruction): readonly string[] => (instruction.json?.items ?? instruction.words).map(({ value }) => value);

/** May this COPY or ADD bring /etc/passwd (or /etc/group)? Folders copied to the root may hold anything. */
function mayBring(instruction: Instruction, stage: Stage, file: 'passwd' | 'group'): boolean {
  const words = wordsOf(instruction);
  const target = words[words.length - 1] ?? '';
  const sources = words.slice(0, -1);
  if (new RegExp(`/etc/${file}$`).test(target) || sources.some((source) => baseName(source) === file)) return true;
  if (/^\/etc\/?$/.test(target)) return sources.some((source) => /\*|^\.?\/?$|(?:^|\/)etc\/?$/.test(source));
  if (instruction.keyword === 'ADD' && sources.some((source) => /\.(?:tar|tgz|txz|tbz2?|tzst)|\$/.test(source))) return true;
  const isRoot = /^\/\.?$/.test(target) || (/^\.\/?$/.test(target) && (instruction.state.workdir ?? '/') === '/');
  if (!isRoot) return false;
  const program = baseName(startOf(stage)?.words[0] ?? '');
  return !sources.every((source) => baseName(source) === program && program !== '');
}

interface Named {
  readonly at: Instruction;
  readonly span: Span;
  readonly text: string;
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');

/** Whom USER and --chown name, as written. */
function* namesIn(stage: Stage): Generator<Named> {
  for (const at of stage.instructions) {
    const word = at.keyword === 'USER' ? at.words[0] : undefined;
    if (word) yield { at, span: word.span, text: unquoted(word.value) };
    if (at.keyword !== 'COPY' && at.keyword !== 'ADD') continue;
    const flag = at.flags.find(({ name }) => name === 'chown');
    if (flag?.valueSpan && flag.value) yield { at, span: flag.valueSpan, text: unquoted(flag.value) };
  }
}

export default defineRule({
  id: 'dockerfile/named-user-without-passwd',
  category: 'syntax',
  on: 'dockerfile.stage',
  summary: 'A user or group is given by name in a stage that knows no names',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    user: 'Containers from this image fail to start: no /etc/passwd tells who "{name}" is, write a number',
    chown: 'This stops the build: no /etc/passwd tells who "{name}" is, write a number',
    group: 'Nothing here says who group "{name}" is, as no /etc/group was copied: write a number',
  },
  docs: {
    description:
      'USER, or --chown of COPY and ADD, names a user in a stage on scratch into which no /etc/passwd was copied before, or a group without /etc/group; or a user that a distroless image does not have. Numbers are fine, and so are stages that set SHELL, copy a folder or an archive to the root, or create accounts.',
    rationale:
      'Names are looked up in the files of the image. In an empty one there are none: the build stops at --chown ("unable to find user"), and a container with such a USER does not start.',
    impact: 'The process has a number and no name, which programs rarely mind; those that look up their home directory need HOME.',
    audit: 'docker run --rm IMAGE fails with "unable to find user ...: no matching entries in passwd file".',
    remediation: 'Write the number: USER 65532:65532. Or make an /etc/passwd in the builder stage and copy it in.',
    defaultValue: 'scratch is empty; without USER a container runs as 0:0.',
    references: ['Dockerfile reference: USER', 'Dockerfile reference: COPY --chown'],
  },
  equivalents: ['tally:named-identity-in-passwdless-stage'],
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nRUN useradd -u 10001 app && go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nUSER app\nENTRYPOINT ["/app"]\n',
      good: 'FROM golang:1.27 AS build\nRUN useradd -u 10001 app && go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nUSER 10001\nENTRYPOINT ["/app"]\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const isScratch = stage.rootImage.resolved?.toLowerCase() === 'scratch';
    const facts = isScratch ? undefined : factsOfUse(stage.rootImage);
    // Of the images without a shell, those with "nobody" in the table are there with all their accounts.
    const known = facts?.hasShell === false && facts.accounts.some(({ name }) => name === 'nobody') ? facts.accounts : undefined;
    if (!isScratch && !known) return;
    const named = [...namesIn(stage)];
    if (named.length === 0 || stage.endState.shell || accountCommandsOf(stage).length > 0) return;
    const copies = [...stage.chain]
      .reverse()
      .flatMap((link) => link.instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD'));
    // A container starts when everything has been copied; --chown needs the file there and then.
    const firstBringing = new Map<string, number>();
    const isBrought = (file: 'passwd' | 'group', at: Instruction): boolean => {
      const first = firstBringing.get(file) ?? copies.find((copy) => mayBring(copy, stage, file))?.index ?? Infinity;
      firstBringing.set(file, first);
      return first < (at.keyword === 'USER' ? Infinity : at.index);
    };
    const isName = (name: string): boolean =>
      /^[a-z_][\w.-]*$/i.test(name) && name !== 'root' && !known?.some((account) => account.name === name);

    for (const { at, span, text } of named) {
      const resolved = putIn(text, at.state);
      const [user = '', group] = resolved.split(':');
      const key = at.keyword === 'USER' ? 'user' : 'chown';
      const standsFor = text.includes('$') ? [] : ['tally:named-identity-in-passwdless-stage'];
      if (isName(user) && !isBrought('passwd', at)) {
        const uid = uidIn(stage, user);
        const isWritten = ctx.text.slice(span.start, span.end) === text && !text.includes('$');
        const change = uid !== undefined && isWritten ? replaceWord(ctx.model, at, span, numbered(uid, group)) : undefined;
        yield ctx.problem(key, {
          at: span,
          data: { name: shorten(user) },
          standsFor,
          fixes: [change && { title: `Write ${numbered(uid ?? 0, group)}`, safety: 'unsafe', ...change }],
        });
      } else if (isScratch && group !== undefined && isName(group) && !isBrought('group', at)) {
        yield ctx.problem('group', { at: span, data: { name: shorten(group) }, standsFor });
      }
    }
  },
});

/** A group by name cannot be looked up either; the one of the user's own has the same number. */
const numbered = (uid: number, group: string | undefined): string =>
  group === undefined ? String(uid) : /^\d+$/.test(group) ? `${uid}:${group}` : `${uid}:${uid}`;

/** The number that a stage this one copies from gives the name. */
function uidIn(stage: Stage, name: string): number | undefined {
  for (const { stage: source } of stage.uses) {
    const found = source && accountsOf(source).find((account) => account.name === name && account.at !== undefined);
    if (found?.uid !== undefined) return found.uid;
  }
  return undefined;
}
