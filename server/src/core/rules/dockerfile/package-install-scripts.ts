import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { isTrue, languageCommandOf, settingBefore, variableOf } from '../../knowledge/language-packages.js';

export default defineRule({
  id: 'dockerfile/package-install-scripts',
  category: 'security',
  on: 'dockerfile.command',
  scope: { commands: /^(?:npm|yarn|yarnpkg)$/ },
  summary: 'Packages run their own scripts while they are installed',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    scripts: '"{command}" lets every package run a script of its own in this build: add --ignore-scripts',
    berry: '"{command}" lets every package run a script of its own in this build: add --mode=skip-build',
  },
  docs: {
    description:
      'npm or yarn installs packages without --ignore-scripts (Yarn 2 and later: --mode=skip-build), and neither a variable nor an earlier config command switches scripts off. bun and pnpm 10 run none by themselves.',
    rationale:
      'Install scripts run with the rights of the build, before anybody looked at the package; nearly all attacks by npm packages use them. Most packages need none.',
    impact:
      'Packages that compile or download something at install time do not work until npm rebuild NAME is run for them, and scripts of the project itself do not run.',
    audit: 'npm query ":attr(scripts, [postinstall])" lists packages with such a script.',
    remediation: 'npm ci --ignore-scripts, then npm rebuild for the few packages that need it.',
    defaultValue: 'npm and Yarn run the scripts of all packages; pnpm 10 runs those alone that were approved.',
    references: ['npm documentation: scripts', 'OWASP: NPM Security Cheat Sheet'],
    limits: '.npmrc and .yarnrc.yml are not read, and pnpm before version 10 is not told from later ones.',
  },
  equivalents: ['sonar:S6505'],
  examples: [
    { bad: 'FROM node:24-slim\nRUN npm ci --omit=dev\n', good: 'FROM node:24-slim\nRUN npm ci --ignore-scripts --omit=dev\n', byFix: true },
  ],
  *check({ command, script, instruction }, ctx) {
    if (!/^(?:npm|yarn|yarnpkg)$/.test(command.name ?? '')) return;
    const found = languageCommandOf(command, instruction.state);
    if (!found || found.action === 'update' || /^(?:dlx|exec|x)$/.test(found.verb.value ?? '')) return;
    if (
      found.options.some(
        ({ name, value }) => (name === '--ignore-scripts' && value !== 'false') || (name === '--mode' && value === 'skip-build'),
      )
    )
      return;
    if (isTrue(variableOf(command, instruction.state, 'NPM_CONFIG_IGNORE_SCRIPTS', 'npm_config_ignore_scripts'))) return;
    if (/^(?:0|false)$/i.test(variableOf(command, instruction.state, 'YARN_ENABLE_SCRIPTS') ?? '')) return;
    if (isTrue(settingBefore(instruction, /^(?:npm|yarn|pnpm)$/, /^ignore-scripts$/))) return;
    if (settingBefore(instruction, /^yarn$/, /^enableScripts$/) === 'false') return;
    const isBerry = found.has('--immutable', '--immutable-cache');
    const change =
      isBerry || found.has('--ignore-scripts')
        ? undefined
        : insertWordsAfter(ctx.model, instruction, script, found.verb, ['--ignore-scripts']);
    const fix: Fix | undefined = change && { title: 'Add --ignore-scripts', safety: 'unsafe', ...change };
    const name = found.verb === command.word ? found.tool : `${found.tool} ${found.verb.raw}`;
    yield ctx.problem(isBerry ? 'berry' : 'scripts', {
      at: { start: command.word.span.start, end: found.verb.span.end },
      data: { command: name },
      fixes: [fix],
    });
  },
});
