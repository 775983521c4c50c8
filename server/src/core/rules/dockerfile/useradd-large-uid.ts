import { defineRule } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { accountCommandOf } from '../../knowledge/accounts.js';
import { spanOfPart } from '../../knowledge/shell-text.js';

export default defineRule({
  id: 'dockerfile/useradd-large-uid',
  category: 'size',
  on: 'dockerfile.command',
  scope: { commands: new Set(['useradd']) },
  summary: 'useradd with a large uid makes a huge login record',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: { large: 'uid {uid} makes useradd write a login record of gigabytes into the layer: add --no-log-init' },
  docs: {
    description:
      'useradd gets a uid of six or more digits, and neither -l nor --no-log-init. Numbers in variables without default are not guessed.',
    rationale:
      '/var/log/lastlog and faillog have one place per uid, so useradd makes them as long as the number is large. The gap is sparse on a disk, yet is written out as zeros by storage drivers and registries that do not know holes: the layer grows by gigabytes, or the build runs out of room.',
    impact: 'lastlog and faillog get no entry for the account, which nothing in a container reads.',
    audit: 'docker run --rm --entrypoint ls IMAGE -l /var/log/lastlog shows the length of the file.',
    remediation: 'Add --no-log-init, or take a smaller uid such as 10001.',
    defaultValue: 'useradd enters every account into lastlog and faillog where these files exist.',
    references: ['useradd(8), option --no-log-init', 'Docker: Best practices for Dockerfiles, USER'],
  },
  equivalents: ['hadolint:DL3046', 'datadog:44fbf45c-87a6-3b95-64ef-07e1fef7395b'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN useradd -u 1234567 app\n',
      good: 'FROM debian:trixie-slim\nRUN useradd --no-log-init -u 1234567 app\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    if (command.name !== 'useradd') return;
    const account = accountCommandOf(command, instruction);
    const option = account?.idOption;
    if (account?.id === undefined || account.id < 100_000 || option?.value === undefined || !option.valueWord) return;
    if (account.options.some(({ name }) => name === '-l' || name === '--no-log-init')) return;
    const isLiteral = /^\d+$/.test(option.value);
    const change = insertWordsAfter(ctx.model, instruction, script, command.word, ['--no-log-init']);
    yield ctx.problem('large', {
      at: spanOfPart(option.valueWord, option.value),
      data: { uid: String(account.id) },
      standsFor: isLiteral ? ['hadolint:DL3046', 'datadog:44fbf45c-87a6-3b95-64ef-07e1fef7395b'] : [],
      fixes: [change && { title: 'Add --no-log-init', safety: 'safe', ...change }],
    });
  },
});
