import { defineRule } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { mayHold } from '../../knowledge/open-words.js';
import { APT_CONFIG, isConfigured } from '../../knowledge/package-config.js';
import { PACKAGE_TOOLS, hasOption, packageCommandOf, spanOf } from '../../knowledge/packages.js';

const OFF = /Install-Recommends"?[\s=]*\\?["']?(?:0|false|no|off|without|disable)/i;
const APT_GET_IDS = [
  'hadolint:DL3015',
  'trivy:DS-0029',
  'kics:7384dfb2-fcd1-4fbf-91cd-6c44c318c33c',
  'semgrep:missing-no-install-recommends',
  'dockerfilelint:apt-get_recommends',
];
const SONAR = 'sonar:S6500';

export default defineRule({
  id: 'dockerfile/apt-recommended-packages',
  category: 'size',
  on: 'dockerfile.command',
  scope: { commands: PACKAGE_TOOLS },
  summary: 'apt installs recommended packages beside those that are named',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    recommends: '"{command}" adds packages that are only recommended, and ships them: add {option}',
  },
  docs: {
    description:
      'apt-get or apt install in a stage that ships has no --no-install-recommends (aptitude: --without-recommends), and APT::Install-Recommends is turned off neither by -o nor in an apt.conf that the stage wrote before.',
    rationale:
      'Debian and Ubuntu packages recommend what is useful on a desktop or a full server. An image carries these packages, their vulnerabilities and their size, and nobody chose them: git brings openssh-client and less, python3-pip brings a C compiler.',
    impact:
      'A program that relies on a recommended package breaks until that package is named: curl without ca-certificates cannot verify a certificate, man pages and locales go missing.',
    audit:
      'docker run --rm IMAGE sh -c "apt-mark showauto" lists what came along; apt-get install -s PACKAGE shows the recommended packages before they are installed.',
    remediation: 'Write apt-get install -y --no-install-recommends and name what is needed, such as ca-certificates beside curl.',
    defaultValue: 'apt installs recommended packages; some images (ubuntu minimal, bitnami) turn it off in their apt.conf.',
    references: ['apt-get(8): --no-install-recommends', 'Debian Policy 7.2: Recommends', 'Docker: Building best practices'],
    limits: 'An apt.conf of the base image is not seen. One that is copied in is not read, so that nothing is said after one.',
  },
  equivalents: [...APT_GET_IDS, SONAR],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y ca-certificates curl && rm -rf /var/lib/apt/lists/*\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    const found = packageCommandOf(command);
    if (found?.manager !== 'apt' || found.verb?.value !== 'install' || found.action !== 'install') return;
    if (!instruction.stage?.ships || found.operands.length === 0) return;
    const isOff =
      hasOption(found, '--no-install-recommends', '--without-recommends', '-s', '--simulate', '--dry-run', '--print-uris') ||
      (found.tool === 'aptitude' && hasOption(found, '-R')) ||
      found.options.some(
        ({ name, value }) =>
          ((name === '-o' || name === '--option') && OFF.test(value ?? '')) ||
          (name === '--install-recommends' && /^(?:0|no|false)$/.test(value ?? '')),
      ) ||
      isConfigured(instruction, command, APT_CONFIG, OFF) ||
      mayHold(instruction, command, /--no-install-recommends|--without-recommends|Install-Recommends/);
    if (isOff) return;
    const option = found.tool === 'aptitude' ? '--without-recommends' : '--no-install-recommends';
    // Behind -y, where it is mostly written.
    const next = command.args[command.args.indexOf(found.verb) + 1];
    const word = next?.value === '-y' ? next : found.verb;
    const change = insertWordsAfter(ctx.model, instruction, script, word, [option]);
    yield ctx.problem('recommends', {
      at: spanOf(found),
      data: { command: `${found.tool} install`, option },
      standsFor: found.tool === 'apt-get' ? [...APT_GET_IDS, SONAR] : [SONAR],
      fixes: [change && { title: `Add ${option}`, safety: 'unsafe', ...change }],
    });
  },
});
