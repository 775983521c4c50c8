import { defineRuleFamily } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { APT_CONFIG, DNF_CONFIG, isConfigured } from '../../knowledge/package-config.js';
import { mayHold } from '../../knowledge/open-words.js';
import { PACKAGE_TOOLS, hasOption, packageCommandOf, spanOf } from '../../knowledge/packages.js';
import type { PackageAction, PackageCommand } from '../../knowledge/packages.js';
import type { Instruction } from '../../model/dockerfile/types.js';

const ASKS: ReadonlySet<PackageAction> = new Set<PackageAction>([
  'install',
  'remove',
  'autoremove',
  'upgrade',
  'distribution-upgrade',
  'download',
]);
const TRUE = '(?:1|true|yes|on|with|enable)';
const ASSUME_YES = new RegExp(`Assume-Yes"?[\\s=]*\\\\?["']?${TRUE}`, 'i');
const ASSUMEYES = new RegExp(`assumeyes\\s*=\\s*["']?${TRUE}`, 'i');

/** In the text of a variable. */
const YES = /(?:^|[\s"'])(?:-[a-z]*y[a-z]*|-qq|-n|--yes|--assume-?yes|--non-interactive|--no-confirm)(?:$|[\s"'])|Assume-Yes/;

/** `-qq`, `-q -q` and `-q=2` say yes to everything. */
function quietness({ options }: PackageCommand): number {
  const quiet = options.filter(({ name }) => name === '-q' || name === '--quiet');
  return quiet.reduce((sum, { value }) => sum + (value === undefined ? 1 : Number(value) || 0), 0);
}

function aptAnswers(found: PackageCommand, instruction: Instruction): boolean {
  return (
    hasOption(found, '-y', '--yes', '--assume-yes', '-s', '--simulate', '--just-print', '--dry-run', '--print-uris', '--assume-no') ||
    quietness(found) >= 2 ||
    found.options.some(({ name, value }) => (name === '-o' || name === '--option') && ASSUME_YES.test(value ?? '')) ||
    isConfigured(instruction, found.command, APT_CONFIG, ASSUME_YES)
  );
}

function dnfAnswers(found: PackageCommand, instruction: Instruction): boolean {
  return (
    // Up to version 3 microdnf takes -y and asks nothing without it.
    found.tool === 'microdnf' ||
    hasOption(found, '-y', '--assumeyes', '--assumeno') ||
    found.options.some(({ name, value }) => name === '--setopt' && ASSUMEYES.test(value ?? '')) ||
    isConfigured(instruction, found.command, DNF_CONFIG, ASSUMEYES)
  );
}

const zypperAnswers = (found: PackageCommand): boolean =>
  hasOption(found, '-n', '--non-interactive', '-y', '--no-confirm', '-D', '--dry-run');

const shared = {
  category: 'reproducibility',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
} as const;
const SONAR = 'sonar:S6584';
const RATIONALE =
  'A build has no terminal. The question gets no answer, which counts as no: the command gives up and the build fails, or it fails only on the day when an additional package makes it ask.';
const IMPACT = 'None on what is installed: the answer is the one that lets the build go on.';
const AUDIT = (tool: string) => `docker build --no-cache . stops at the RUN; docker history --no-trunc IMAGE shows the ${tool} lines.`;

const APT_IDS = [
  'hadolint:DL3014',
  'trivy:DS-0021',
  'kics:77783205-c4ca-4f80-bb80-c777f267c547',
  'semgrep:missing-assume-yes-switch',
  'dockerfilelint:apt-get_missing_param',
];
const DNF_IDS: Readonly<Record<string, readonly string[]>> = {
  yum: ['hadolint:DL3030', 'kics:6e19193a-8753-436d-8a09-76dcff91bb03', 'semgrep:missing-yum-assume-yes-switch'],
  dnf: ['hadolint:DL3038', 'kics:7ebd323c-31b7-4e5b-b26f-de5e9e477af8', 'semgrep:missing-dnf-assume-yes-switch'],
};
const ZYPPER_IDS = ['hadolint:DL3034', 'kics:45e1fca5-f90e-465d-825f-c2cb63fa3944'];

export default defineRuleFamily({
  on: 'dockerfile.command',
  scope: { commands: PACKAGE_TOOLS },
  rows: [
    {
      ...shared,
      id: 'dockerfile/interactive-apt-install',
      summary: 'apt asks before it installs, and a build cannot answer',
      messages: { asks: '"{command}" asks before it goes on, and no build can answer: add -y' },
      equivalents: [...APT_IDS, SONAR],
      docs: {
        description:
          'apt-get, apt or aptitude install, upgrade, remove, autoremove or build-dep has no -y (--yes, --assume-yes) and no -qq (-q twice, -q=2). Fine are also APT::Get::Assume-Yes by -o or in an apt.conf that the stage wrote before, a pipe from yes, and dry runs.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: AUDIT('apt-get'),
        remediation: 'Write apt-get install -y. DEBIAN_FRONTEND=noninteractive silences the questions of packages, not this one.',
        defaultValue: 'apt asks when more than the named packages change, and takes the end of input for a no.',
        references: ['apt-get(8): --yes, --quiet', 'Docker: Building best practices, apt-get'],
        limits:
          'apt does not ask when nothing but the named packages is installed, which the file does not show. An apt.conf that is copied in is not read, so that nothing is said after one.',
      },
      examples: [
        {
          bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install --no-install-recommends curl\n',
          good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n',
          byFix: true,
        },
      ],
      manager: 'apt' as const,
      option: '-y',
      answers: aptAnswers,
      standsFor: ({ tool, verb }: PackageCommand): readonly string[] =>
        tool === 'apt-get' && verb?.value === 'install' ? [...APT_IDS, SONAR] : [SONAR],
    },
    {
      ...shared,
      id: 'dockerfile/interactive-dnf-install',
      summary: 'dnf or yum asks before it installs, and a build cannot answer',
      messages: { asks: '"{command}" asks before it goes on, and no build can answer: add -y' },
      equivalents: [...Object.values(DNF_IDS).flat(), SONAR],
      docs: {
        description:
          'yum, dnf or tdnf install, update, remove, groupinstall, localinstall or module install has no -y (--assumeyes). Fine are also assumeyes by --setopt or in a dnf.conf that the stage wrote before, and a pipe from yes.',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: AUDIT('dnf'),
        remediation: 'Write dnf install -y.',
        defaultValue: 'dnf and yum ask, and take the end of input for a no.',
        references: ['dnf(8): --assumeyes'],
        limits: 'microdnf is left alone: the one of the UBI images asks nothing, with or without -y.',
      },
      examples: [
        {
          bad: 'FROM fedora:44\nRUN dnf install nginx && dnf clean all\n',
          good: 'FROM fedora:44\nRUN dnf install -y nginx && dnf clean all\n',
          byFix: true,
        },
      ],
      manager: 'dnf' as const,
      option: '-y',
      answers: dnfAnswers,
      standsFor: ({ tool, action }: PackageCommand): readonly string[] => [
        ...(action === 'install' && Object.hasOwn(DNF_IDS, tool) ? (DNF_IDS[tool] ?? []) : []),
        SONAR,
      ],
    },
    {
      ...shared,
      id: 'dockerfile/interactive-zypper-install',
      summary: 'zypper asks before it installs, and a build cannot answer',
      messages: { asks: '"{command}" asks before it goes on, and no build can answer: add --non-interactive' },
      equivalents: [...ZYPPER_IDS, SONAR],
      docs: {
        description:
          'zypper install, remove, source-install, patch, update or dup has neither the global option --non-interactive (-n) nor --no-confirm (-y).',
        rationale: RATIONALE,
        impact: IMPACT,
        audit: AUDIT('zypper'),
        remediation: 'Write zypper --non-interactive install; the option stands in front of the command.',
        defaultValue: 'zypper asks, and gives up at the end of input.',
        references: ['zypper(8): --non-interactive'],
      },
      examples: [
        {
          bad: 'FROM opensuse/leap:16.0\nRUN zypper install curl && zypper clean -a\n',
          good: 'FROM opensuse/leap:16.0\nRUN zypper --non-interactive install curl && zypper clean -a\n',
          byFix: true,
        },
      ],
      manager: 'zypper' as const,
      option: '--non-interactive',
      answers: zypperAnswers,
      standsFor: ({ action }: PackageCommand): readonly string[] => (action === 'install' ? [...ZYPPER_IDS, SONAR] : [SONAR]),
    },
  ],
  *check({ command, script, instruction }, ctx, row) {
    const found = packageCommandOf(command);
    if (found?.manager !== row.manager || !found.verb || !ASKS.has(found.action)) return;
    // `apt-get source`, `dnf history` and the like ask nothing.
    if (found.action === 'download' && !/^(?:install|reinstall|build-dep)$/.test(found.verb.value ?? '')) return;
    if (found.verb.value === 'history' || row.answers(found, instruction) || mayHold(instruction, command, YES)) return;
    const before = command.pipeline.slice(0, Math.max(0, command.pipeline.indexOf(command)));
    if (before.some(({ name }) => name === 'yes' || name === 'echo' || name === 'printf') || command.stdin !== undefined) return;
    const change = insertWordsAfter(ctx.model, instruction, script, row.manager === 'zypper' ? command.word : found.verb, [row.option]);
    yield ctx.problem('asks', {
      at: spanOf(found),
      data: { command: `${found.tool} ${found.verb.value ?? found.verb.raw}` },
      standsFor: row.standsFor(found),
      fixes: [change && { title: `Add ${row.option}`, safety: 'safe', ...change }],
    });
  },
});
