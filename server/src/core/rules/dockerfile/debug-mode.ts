import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { packagesLeftBy } from '../../knowledge/packages.js';
import { environmentOf } from '../../knowledge/stage-environment.js';
import type { EnvironmentVariable } from '../../knowledge/stage-environment.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';
import type { ShellWord } from '../../model/shell/types.js';
import { shorten } from '../../text/shorten.js';

const MODE_NAME = /(?:^|_)ENV(?:IRONMENT)?$/;
const DEVELOPMENT = /^(?:dev|devel|develop|development)$/i;
const DEBUG_NAME = /(?:^|_)DEBUG$/;
const ON = /^(?:1|true|on|yes)$/i;

/** The value for production; absent where the variable turns on nothing. */
function productionValue({ name, value }: EnvironmentVariable): string | undefined {
  if (name === 'XDEBUG_MODE') return value !== '' && !/^(?:off|none)$/i.test(value) && !value.includes('$') ? 'off' : undefined;
  if (MODE_NAME.test(name) && DEVELOPMENT.test(value)) return /^[A-Z]/.test(value) ? 'Production' : 'production';
  if (!DEBUG_NAME.test(name) || !ON.test(value)) return undefined;
  const other: Readonly<Record<string, string>> = { '1': '0', true: 'false', True: 'False', TRUE: 'FALSE', on: 'off', yes: 'no' };
  return other[value] ?? '0';
}

/** The word that installs or enables Xdebug in the stages that ship. */
function* xdebugIn(stage: Stage): Generator<ShellWord> {
  for (const link of stage.chain) {
    for (const run of link.instructions) {
      if (run.keyword !== 'RUN') continue;
      const commands = run.scripts().flatMap((script) => script.commands);
      const found = packagesLeftBy(commands).find(({ name }) => /^php[\w.]*-(?:pecl-)?xdebug\d*$/.test(name));
      if (found) yield found.word;
      for (const { name, args } of commands) {
        const isInstall =
          name === 'docker-php-ext-enable' || name === 'install-php-extensions' || (name === 'pecl' && args[0]?.value === 'install');
        const word = isInstall ? args.find(({ value }) => /^xdebug(?:-|$)/.test(value ?? '')) : undefined;
        if (word) {
          yield word;
          break;
        }
      }
    }
  }
}

export default defineRule({
  id: 'dockerfile/debug-mode',
  category: 'security',
  on: 'dockerfile.finalStage',
  summary: 'The image runs its program in a mode for development',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    variable: '{name}={value} makes programs show their insides: set it only in development',
    xdebug: 'Xdebug slows every request and lets whoever reaches it run code: install it in a stage for development',
  },
  docs: {
    description:
      'ENV of the final stage, or of one it is built on, sets a mode for development: NODE_ENV, RAILS_ENV, APP_ENV, FLASK_ENV, ASPNETCORE_ENVIRONMENT and other names that end in ENV or ENVIRONMENT to dev or development; DEBUG and names that end in _DEBUG to true, 1 or on; XDEBUG_MODE to anything but off. Or the stage installs Xdebug. Images whose names tell that they are for development or tests are exempt.',
    rationale:
      'In such a mode frameworks answer errors with stack traces, settings and source, some with a console that runs code (Werkzeug, Symfony), leave out caches and relax checks. Whoever starts the image without thinking gets that mode.',
    impact: 'Libraries that are only installed for development are no longer loaded, and messages get shorter.',
    audit: 'docker image inspect --format "{{json .Config.Env}}" IMAGE shows the variables.',
    remediation:
      'Set the value for production in the image, and the other one in compose.override.yaml or a stage of its own (FROM base AS dev).',
    defaultValue: 'Most frameworks take production, some development (Node.js libraries, Rails), when the variable is not set.',
    references: ['CWE-489: Active Debug Code', 'OWASP: Security Misconfiguration'],
  },
  equivalents: ['sonar:S4507', 'tally:php/no-xdebug-in-final-image'],
  examples: [
    {
      bad: 'FROM python:3.14-slim\nENV FLASK_ENV=development\nCMD ["flask", "run"]\n',
      good: 'FROM python:3.14-slim\nENV FLASK_ENV=production\nCMD ["flask", "run"]\n',
      byFix: true,
    },
    {
      bad: 'FROM php:8.5-fpm\nRUN pecl install xdebug-3.5.0 && docker-php-ext-enable xdebug\n',
      good: 'FROM php:8.5-fpm AS base\nFROM base AS dev\nRUN pecl install xdebug-3.5.0 && docker-php-ext-enable xdebug\nFROM base\n',
      byFix: false,
    },
  ],
  *check({ stage, file }, ctx) {
    const variables = environmentOf(stage).flatMap((variable) => {
      const wanted = productionValue(variable);
      return wanted === undefined ? [] : [{ variable, wanted }];
    });
    const extensions = [...xdebugIn(stage)];
    if (variables.length === 0 && extensions.length === 0) return;
    const kind = imageKindOf(stage, ctx.path, 'auto');
    if (kind === 'dev' || kind === 'ci') return;
    for (const { variable, wanted } of variables) {
      const { name, value, written } = variable;
      yield ctx.problem('variable', {
        at: written.span,
        data: { name: shorten(name), value: shorten(value) },
        standsFor: ['sonar:S4507'],
        fixes: [forProduction(file, variable, wanted)],
      });
    }
    const [word] = extensions;
    if (word) yield ctx.problem('xdebug', { at: word.span, standsFor: ['tally:php/no-xdebug-in-final-image'] });
  },
});

/** A value that comes from a variable has its default elsewhere. */
function forProduction(file: DockerfileModel, { written, at }: EnvironmentVariable, wanted: string): Fix | undefined {
  if (written.value.includes('$')) return undefined;
  const quote = /^["']/.exec(file.text.slice(written.span.start, written.span.end))?.[0] ?? '';
  const change = replaceWord(file, at, written.span, `${quote}${wanted}${quote}`);
  return change && { title: `Set ${wanted}`, safety: 'unsafe', ...change };
}
