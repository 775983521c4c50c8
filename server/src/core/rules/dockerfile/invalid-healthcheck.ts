import { defineRule } from '../../engine/rule.js';

const DURATIONS: ReadonlySet<string> = new Set(['interval', 'timeout', 'start-period', 'start-interval']);
/** Milliseconds in each unit of a Go duration. */
const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const PART = /(\d+\.?\d*|\.\d+)(ns|us|ms|s|m|h)/g;

/** Milliseconds of a Go duration ("1m30s"); absent when it is none. */
function readDuration(text: string): number | undefined {
  const body = text.replace(/^[-+]/, '');
  if (body === '0') return 0;
  if (body === '' || body.replace(PART, '') !== '') return undefined;
  const sum = [...body.matchAll(PART)].reduce((total, [, number, unit]) => total + Number(number) * (UNITS[unit ?? ''] ?? 0), 0);
  return text.startsWith('-') ? -sum : sum;
}

/** A number with letters behind it: what is wrong is the unit. */
const hasUnit = (value: string): boolean => /^[\d.]+[a-zA-Z]+$/.test(value);

export default defineRule({
  id: 'dockerfile/invalid-healthcheck',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['HEALTHCHECK'] },
  summary: 'HEALTHCHECK is neither NONE nor CMD, or one of its flags has a value that cannot be read',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    type: '"{word}" is no kind of HEALTHCHECK, so the build stops here: write CMD before the command, or NONE',
    duration: '"{value}" is no duration, so the build stops here: write a number with a unit, such as 30s or 1m',
    short: '"{value}" is shorter than a millisecond, so the build stops here: write 0 for the default, or more',
    retries: '"{value}" is no number of retries, so the build stops here: write a whole number from 0',
  },
  docs: {
    description:
      'The word behind HEALTHCHECK and its flags is neither CMD nor NONE, or --interval, --timeout, --start-period or --start-interval is not a Go duration of zero or at least a millisecond, or --retries is not a whole number from zero.',
    rationale: 'The builder refuses the file. Mostly CMD is forgotten, or a number of seconds has no unit.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build . stops with "Unknown type" or "missing unit in duration".',
    remediation: 'Write HEALTHCHECK --interval=30s --timeout=3s CMD command, or HEALTHCHECK NONE.',
    defaultValue: 'interval 30s, timeout 30s, start-period 0s, start-interval 5s, retries 3.',
    references: ['Dockerfile reference: HEALTHCHECK', 'Go: time.ParseDuration'],
  },
  equivalents: [
    'dockerfile-utils:UNKNOWN_TYPE',
    '~dockerfile-utils:FLAG_INVALID_DURATION',
    '~dockerfile-utils:FLAG_UNKNOWN_UNIT',
    '~dockerfile-utils:FLAG_LESS_THAN_1MS',
    '~dockerfile-utils:FLAG_AT_LEAST_ONE',
  ],
  examples: [
    {
      bad: 'FROM nginx:1.30-alpine\nHEALTHCHECK --interval=30 CMD wget -q --spider http://localhost/\n',
      good: 'FROM nginx:1.30-alpine\nHEALTHCHECK --interval=30s CMD wget -q --spider http://localhost/\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'HEALTHCHECK') return;
    const [type] = instruction.words;
    if (!type) return;
    const kind = type.value.toUpperCase();
    if (kind !== 'CMD' && kind !== 'NONE') {
      yield ctx.problem('type', { at: type.span, data: { word: type.value }, standsFor: ['dockerfile-utils:UNKNOWN_TYPE'] });
    }
    // Flags of NONE are not looked at by the builder.
    if (kind === 'NONE') return;
    for (const { name, value, valueSpan: at } of instruction.flags) {
      if (value === undefined || value === '' || !at) continue;
      if (DURATIONS.has(name)) {
        const duration = readDuration(value);
        if (duration === undefined)
          yield ctx.problem('duration', {
            at,
            data: { value },
            standsFor: [hasUnit(value) ? 'dockerfile-utils:FLAG_UNKNOWN_UNIT' : 'dockerfile-utils:FLAG_INVALID_DURATION'],
          });
        else if (duration !== 0 && duration < 1)
          yield ctx.problem('short', { at, data: { value }, standsFor: ['dockerfile-utils:FLAG_LESS_THAN_1MS'] });
      } else if (name === 'retries' && !/^\+?\d{1,9}$/.test(value)) {
        yield ctx.problem('retries', { at, data: { value }, standsFor: ['dockerfile-utils:FLAG_AT_LEAST_ONE'] });
      }
    }
  },
});
