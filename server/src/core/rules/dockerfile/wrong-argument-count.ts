import { defineRule } from '../../engine/rule.js';
import type { Instruction } from '../../model/dockerfile/types.js';

interface Finding {
  readonly key: 'missing' | 'one' | 'two' | 'from' | 'surplus' | 'none' | 'workdir';
  /** Words the finding is about; the keyword without. */
  readonly words?: readonly { readonly span: { readonly start: number; readonly end: number } }[];
  readonly peers: readonly string[];
}

const MISSING = ['dockerfile-utils:ARGUMENT_MISSING', 'dockerfilelint:required_params', 'dockerfilelint:missing_args'];
const SURPLUS = ['dockerfile-utils:ARGUMENT_EXTRA', 'dockerfilelint:extra_args'];
const NONE: readonly string[] = [];

/** Sources and destination, as JSON or as words; a heredoc opener is a source. */
const pathsOf = (instruction: Instruction): number => instruction.json?.items.length ?? instruction.words.length;

function judge(instruction: Instruction): Finding | undefined {
  const { keyword, words, json, pairs } = instruction;
  const count = words.length;
  const surplus = (from: number): Finding => ({ key: 'surplus', words: words.slice(from), peers: SURPLUS });
  switch (keyword) {
    case 'FROM':
      if (count === 0) return { key: 'missing', peers: MISSING };
      if (count === 1 || count === 3) return undefined;
      return {
        key: 'from',
        words,
        peers: ['dockerfile-utils:ARGUMENT_REQUIRES_ONE_OR_THREE', ...(count > 3 ? ['dockerfilelint:extra_args'] : [])],
      };
    case 'COPY':
    case 'ADD':
      if (count === 0) return { key: 'two', peers: MISSING };
      return pathsOf(instruction) < 2 ? { key: 'two', words, peers: ['dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_TWO'] } : undefined;
    case 'ENV':
    case 'LABEL':
      if (count === 0) return { key: 'missing', peers: MISSING };
      return count === 1 && pairs[0]?.value === undefined
        ? { key: 'one', words, peers: ['dockerfile-utils:ARGUMENT_REQUIRES_TWO'] }
        : undefined;
    case 'USER':
    case 'STOPSIGNAL':
      if (count === 0) return { key: 'missing', peers: MISSING };
      return count > 1 ? surplus(1) : undefined;
    case 'WORKDIR':
      if (count === 0) return { key: 'missing', peers: MISSING };
      return count > 1 ? { key: 'workdir', words, peers: ['dockerfilelint:invalid_workdir'] } : undefined;
    case 'SHELL':
      if (count === 0) return { key: 'missing', peers: ['dockerfile-utils:ARGUMENT_MISSING'] };
      return json?.items.length === 0 ? { key: 'missing', words, peers: ['dockerfile-utils:SHELL_REQUIRES_ONE'] } : undefined;
    case 'VOLUME':
      if (json?.items.length === 0) return { key: 'missing', words, peers: NONE };
      return count === 0 ? { key: 'missing', peers: MISSING } : undefined;
    case 'HEALTHCHECK':
      return judgeHealthcheck(instruction);
    case 'ARG':
      return count === 0 ? { key: 'missing', peers: [...MISSING, 'dockerfile-utils:ARGUMENT_REQUIRES_ONE'] } : undefined;
    case 'EXPOSE':
      return count === 0 ? { key: 'missing', peers: [...MISSING, 'dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_ONE'] } : undefined;
    // Without arguments these two take back what the parent set: legal, though `CMD []` says it better.
    case 'CMD':
    case 'ENTRYPOINT':
    case 'RUN':
    case 'MAINTAINER':
    case 'ONBUILD':
      return count === 0 ? { key: 'missing', peers: MISSING } : undefined;
    default:
      return undefined;
  }
}

function judgeHealthcheck({ words, json }: Instruction): Finding | undefined {
  const [type, ...rest] = words;
  if (!type) return { key: 'missing', peers: MISSING };
  const name = type.value.toUpperCase();
  if (name === 'NONE' && rest.length > 0)
    return { key: 'none', words: rest, peers: ['dockerfile-utils:ARGUMENT_UNNECESSARY', 'dockerfilelint:extra_args'] };
  if (name === 'CMD' && (rest.length === 0 || json?.items.length === 0)) {
    return { key: 'missing', words: [type], peers: ['dockerfile-utils:HEALTHCHECK_CMD_ARGUMENT_MISSING'] };
  }
  return undefined;
}

const WANTED: Readonly<Record<string, string>> = {
  ADD: 'a source and a target',
  ARG: 'a name',
  CMD: 'a command',
  COPY: 'a source and a target',
  ENTRYPOINT: 'a command',
  ENV: 'NAME=value',
  EXPOSE: 'a port',
  FROM: 'an image',
  HEALTHCHECK: 'NONE, or CMD command',
  LABEL: 'name=value',
  MAINTAINER: 'a name',
  ONBUILD: 'an instruction',
  RUN: 'a command',
  SHELL: 'a JSON array of words',
  STOPSIGNAL: 'a signal',
  USER: 'a user',
  VOLUME: 'a path',
  WORKDIR: 'a path',
};

export default defineRule({
  id: 'dockerfile/wrong-argument-count',
  category: 'syntax',
  on: 'dockerfile.instruction',
  summary: 'An instruction has too few or too many arguments',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    missing: '{keyword} has nothing to work on, so it is refused or does nothing: add {wanted}',
    one: '"{word}" has no value, so the build stops here: write {keyword} NAME=value',
    two: '{keyword} takes at least two paths, so the build stops here: add {wanted}',
    from: 'FROM takes an image, or an image, AS and a name, so the build stops here: give it one word or three',
    surplus: '{keyword} takes one word and reads all of these as one: remove what follows the first',
    none: 'HEALTHCHECK NONE takes nothing behind it, so the build stops here: remove the rest',
    workdir: 'All of these words are one path with blanks in it: put quotes around it, or keep one word',
  },
  docs: {
    description:
      'The number of arguments does not fit the instruction: FROM with two words, WORKDIR with none, COPY with one path, ENV with a name alone, HEALTHCHECK CMD or SHELL with nothing, STOPSIGNAL with two. Shell forms take any number. Several words behind WORKDIR are one path and get a hint.',
    rationale: 'BuildKit refuses most of these files; the others read several words as one value, which is not what is written there.',
    impact: 'None.',
    audit: 'docker build --check . stops at the instruction.',
    remediation: 'Complete the instruction, or remove what is too much.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference'],
  },
  equivalents: [
    'dockerfile-utils:ARGUMENT_MISSING',
    'dockerfile-utils:ARGUMENT_EXTRA',
    'dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_TWO',
    '~dockerfile-utils:ARGUMENT_REQUIRES_ONE',
    '~dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_ONE',
    'dockerfile-utils:ARGUMENT_REQUIRES_TWO',
    'dockerfile-utils:ARGUMENT_REQUIRES_ONE_OR_THREE',
    'dockerfile-utils:ARGUMENT_UNNECESSARY',
    'dockerfile-utils:HEALTHCHECK_CMD_ARGUMENT_MISSING',
    'dockerfile-utils:SHELL_REQUIRES_ONE',
    'dockerfilelint:required_params',
    'dockerfilelint:missing_args',
    'dockerfilelint:extra_args',
    'dockerfilelint:invalid_workdir',
  ],
  examples: [
    { bad: 'FROM alpine:3.24 base\n', good: 'FROM alpine:3.24 AS base\n', byFix: false },
    { bad: 'FROM alpine:3.24\nCOPY app\n', good: 'FROM alpine:3.24\nCOPY app /usr/local/bin/\n', byFix: false },
  ],
  *check(instruction, ctx) {
    const found = judge(instruction);
    if (!found) return;
    const first = found.words?.[0];
    const last = found.words?.[found.words.length - 1];
    const at = first && last ? { start: first.span.start, end: last.span.end } : instruction.keywordSpan;
    const { keyword } = instruction;
    const standsFor = found.peers;
    const word = instruction.words[0]?.value ?? '';
    const wanted = WANTED[keyword] ?? '';
    switch (found.key) {
      case 'missing':
      case 'two':
        yield ctx.problem(found.key, { at, data: { keyword, wanted }, standsFor });
        return;
      case 'one':
        yield ctx.problem('one', { at, data: { keyword, word }, standsFor });
        return;
      case 'surplus':
        yield ctx.problem('surplus', { at, data: { keyword }, standsFor });
        return;
      case 'workdir':
        yield ctx.problem('workdir', { at, severity: 'hint', standsFor });
        return;
      default:
        yield ctx.problem(found.key, { at, standsFor });
    }
  },
});
