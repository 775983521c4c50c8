import { defineRule } from '../../engine/rule.js';
import { languageCommandOf, variableOf } from '../../knowledge/language-packages.js';
import { spanOfPart } from '../../knowledge/shell-text.js';

const VARIABLE = /^PIP_EXTRA_INDEX_URL$/;
const COMMANDS = /^(?:pip[\d.]*|uv|(?:python|pypy)[\d.]*|pipx)$/;

export default defineRule({
  id: 'dockerfile/extra-index-url',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'ENV', 'ARG'] },
  summary: 'pip looks for packages on two indexes at once',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    option: 'pip takes the highest version from any index, so a stranger can publish a private name: use one --index-url',
    variable: '"{name}" makes pip take the highest version from any index, so a stranger can step in: use one index',
  },
  docs: {
    description:
      'pip install has --extra-index-url, or PIP_EXTRA_INDEX_URL is set by ENV or ARG, or pip config sets it. uv asks the extra index first and stops there, so it is reported only with an unsafe --index-strategy. Installs with --require-hashes are left alone.',
    rationale:
      'pip treats all its indexes alike and installs the highest version that any of them has. Whoever publishes the name of an internal package on the public index, with a high version, gets his code into the build: dependency confusion.',
    impact: 'The one index left has to mirror or proxy the public packages.',
    audit: 'pip config list and docker history --no-trunc IMAGE show where packages come from.',
    remediation:
      'Use one --index-url that proxies the public index and gives internal names precedence, or pin hashes with --require-hashes, or name the index of each package with uv.',
    defaultValue: 'pip asks pypi.org alone.',
    references: ['pip documentation: pip install, --extra-index-url', 'uv documentation: Using multiple indexes', 'CWE-427'],
    limits: 'pip.conf and requirements files that name indexes are not read.',
  },
  equivalents: ['semgrep:dockerfile-pip-extra-index-url'],
  examples: [
    {
      bad: 'FROM python:3.14-slim\nRUN pip install --extra-index-url https://pypi.example.com/simple -r requirements.txt\n',
      good: 'FROM python:3.14-slim\nRUN pip install --index-url https://pypi.example.com/simple -r requirements.txt\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, state } = instruction;
    if (keyword === 'ENV' || keyword === 'ARG') {
      for (const { name, value, span } of instruction.pairs) {
        if (VARIABLE.test(name.value) && value && value.value !== '')
          yield ctx.problem('variable', { at: span.end - span.start > 60 ? name.span : span, data: { name: name.value } });
      }
      return;
    }
    if (keyword !== 'RUN') return;
    for (const command of instruction.scripts().flatMap((script) => script.commands)) {
      const own = command.assignments.find(({ name, value }) => VARIABLE.test(name) && value);
      if (own)
        yield ctx.problem('variable', { at: { start: own.span.start, end: own.span.start + own.name.length }, data: { name: own.name } });
      if (!COMMANDS.test(command.name ?? '')) continue;
      const setting =
        /^pip/.test(command.name ?? '') &&
        command.args[0]?.value === 'config' &&
        command.args.find(({ value }) => /\.extra-index-url$/.test(value ?? ''));
      if (setting) yield ctx.problem('option', { at: setting.span });
      const found = languageCommandOf(command, state);
      if (!found || found.has('--require-hashes')) continue;
      if (found.tool === 'uv') {
        const strategy =
          found.options.find(({ name }) => name === '--index-strategy')?.value ?? variableOf(command, state, 'UV_INDEX_STRATEGY');
        if (!strategy?.startsWith('unsafe')) continue;
      }
      const option = found.options.find(({ name }) => name === '--extra-index-url');
      if (option) yield ctx.problem('option', { at: spanOfPart(option.word, '--extra-index-url') });
    }
  },
});
