import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { frontendChannel } from '../../knowledge/frontend.js';
import { flagsOf } from '../../knowledge/instruction-flags.js';
import type { Flag, Instruction } from '../../model/dockerfile/types.js';
import { nearest, typingErrors } from '../../text/nearest.js';

const UNKNOWN: Readonly<Record<string, string>> = {
  FROM: 'dockerfile-utils:UNKNOWN_FROM_FLAG',
  COPY: 'dockerfile-utils:UNKNOWN_COPY_FLAG',
  ADD: 'dockerfile-utils:UNKNOWN_ADD_FLAG',
  HEALTHCHECK: 'dockerfile-utils:UNKNOWN_HEALTHCHECK_FLAG',
};

/** HEALTHCHECK NONE is done before flags are looked at. */
const isNone = ({ keyword, words }: Instruction): boolean => keyword === 'HEALTHCHECK' && words[0]?.value.toUpperCase() === 'NONE';

/** BuildKit reads these before variables are put in. */
const VALUES: Readonly<Record<string, readonly string[]>> = { network: ['default', 'none', 'host'], security: ['sandbox', 'insecure'] };

const isBoolean = (value: string): boolean => /^(?:true|false)$/i.test(value);

export default defineRule({
  id: 'dockerfile/invalid-flag',
  category: 'syntax',
  on: 'dockerfile.instruction',
  summary: 'A flag is unknown, repeated, or has no fitting value',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    near: '{keyword} has no flag --{flag}, so the build stops: write --{name}',
    unknown: '{keyword} has no flag --{flag}, so the build stops here: remove it or correct its name',
    command: '{keyword} reads "--{flag}" as a flag and has none, so the build stops: use exec form',
    repeated: '--{flag} is given twice, so the build stops here: keep one of them',
    noValue: '--{flag} has no value, so the build stops here: write --{flag}=value',
    value: '--{flag} takes no "{value}", so the build stops here: write {wanted}',
    empty: '--{flag}= is empty and changes nothing, though somebody meant a value: add it or remove the flag',
    boolean: '--{flag} is a switch and "{value}" no boolean, so the build stops: drop the value',
  },
  docs: {
    description:
      'A flag that the instruction does not know, that is repeated though it may stand once (only RUN --mount, RUN --device and --exclude may be repeated), that has no value though it needs one, a RUN --network or --security with a value that is not known, or a switch (--link, --parents, --unpack, --keep-git-dir) with something other than true or false. Flags unknown to us are a warning where # syntax= names the labs channel or another frontend. CMD and ENTRYPOINT that start with a dash are covered too.',
    rationale: 'BuildKit refuses the whole file. An empty --from= copies from the build context instead of the stage that was meant.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build --check . stops with "unknown flag", "duplicate flag specified" or "missing a value on flag".',
    remediation: 'Correct the name, keep one of the flags, or write the value behind an equals sign.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference', 'Docker: Dockerfile frontend releases'],
    limits: 'Whether durations and numbers of HEALTHCHECK and the options of RUN --mount are well formed is judged by rules of their own.',
  },
  equivalents: [
    'dockerfile-utils:FLAG_DUPLICATE',
    'dockerfile-utils:FLAG_MISSING_VALUE',
    'dockerfile-utils:FLAG_MISSING_DURATION',
    'dockerfile-utils:UNKNOWN_ADD_FLAG',
    'dockerfile-utils:UNKNOWN_COPY_FLAG',
    'dockerfile-utils:UNKNOWN_FROM_FLAG',
    'dockerfile-utils:UNKNOWN_HEALTHCHECK_FLAG',
    'dockerfile-utils:FLAG_INVALID_LINK_VALUE',
    'dockerfile-utils:FLAG_EXPECTED_BOOLEAN_VALUE',
    'dockerfilelint:healthcheck_options_missing_args',
  ],
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY --chwon=10001:10001 app /app\n',
      good: 'FROM alpine:3.24\nCOPY --chown=10001:10001 app /app\n',
      byFix: true,
    },
    { bad: 'FROM alpine:3.24\nCOPY --link=yes app /app\n', good: 'FROM alpine:3.24\nCOPY --link app /app\n', byFix: false },
  ],
  *check(instruction, ctx) {
    const { keyword, flags } = instruction;
    if (flags.length === 0) return;
    const known = flagsOf(keyword);
    if (!known || isNone(instruction)) return;
    const names = Object.keys(known);
    const seen = new Set<string>();
    for (const flag of flags) {
      const { name, value, nameSpan, span } = flag;
      const kind = Object.hasOwn(known, name) ? known[name] : undefined;
      const peer = UNKNOWN[keyword];
      const standsFor = peer === undefined ? [] : [peer];
      if (!kind) {
        const severity = frontendChannel(ctx.model) === 'stable' ? 'error' : 'warning';
        const meant = nearest(name, names, typingErrors(name));
        if (meant === undefined) {
          const isCommand = keyword === 'CMD' || keyword === 'ENTRYPOINT';
          yield ctx.problem(isCommand ? 'command' : 'unknown', {
            at: isCommand ? span : nameSpan,
            severity,
            data: { keyword, flag: name },
            standsFor,
          });
          continue;
        }
        const isFree = known[meant] === 'list' || !flags.some((other: Flag) => other.name === meant);
        const change = isFree ? replaceWord(ctx.model, instruction, nameSpan, meant) : undefined;
        yield ctx.problem('near', {
          at: nameSpan,
          severity,
          data: { keyword, flag: name, name: meant },
          standsFor,
          fixes: [change && { title: `Write --${meant}`, safety: 'safe', ...change }],
        });
        continue;
      }
      if (seen.has(name) && kind !== 'list') {
        yield ctx.problem('repeated', { at: nameSpan, data: { flag: name }, standsFor: ['dockerfile-utils:FLAG_DUPLICATE'] });
        continue;
      }
      seen.add(name);
      const healthcheck = keyword === 'HEALTHCHECK' ? ['dockerfilelint:healthcheck_options_missing_args'] : [];
      if (value === undefined && kind !== 'boolean') {
        yield ctx.problem('noValue', {
          at: nameSpan,
          data: { flag: name },
          standsFor: ['dockerfile-utils:FLAG_MISSING_VALUE', ...healthcheck],
        });
      } else if (keyword === 'RUN' && Object.hasOwn(VALUES, name) && value !== undefined && !VALUES[name]?.includes(value)) {
        const wanted = VALUES[name]?.join(' or ') ?? '';
        yield ctx.problem('value', {
          at: value === '' ? span : (flag.valueSpan ?? span),
          data: { flag: name, value, wanted },
          standsFor: [],
        });
      } else if (value === '') {
        const severity = kind === 'boolean' || name === 'mount' ? 'error' : 'warning';
        const duration = keyword === 'HEALTHCHECK' && name !== 'retries' ? ['dockerfile-utils:FLAG_MISSING_DURATION'] : [];
        const peers = ['dockerfile-utils:FLAG_MISSING_VALUE', ...duration, ...healthcheck];
        yield severity === 'error'
          ? ctx.problem('noValue', { at: span, data: { flag: name }, standsFor: peers })
          : ctx.problem('empty', { at: span, severity, data: { flag: name }, standsFor: peers });
      } else if (kind === 'boolean' && value !== undefined && !isBoolean(value)) {
        const peers = [name === 'link' ? 'dockerfile-utils:FLAG_INVALID_LINK_VALUE' : 'dockerfile-utils:FLAG_EXPECTED_BOOLEAN_VALUE'];
        yield ctx.problem('boolean', { at: flag.valueSpan ?? span, data: { flag: name, value }, standsFor: peers });
      }
    }
  },
});
