import { defineRule } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { mayHold } from '../../knowledge/open-words.js';
import { DNF_CONFIG, ZYPPER_CONFIG, isConfigured } from '../../knowledge/package-config.js';
import { PACKAGE_TOOLS, hasOption, packageCommandOf, spanOf } from '../../knowledge/packages.js';
import type { PackageCommand } from '../../knowledge/packages.js';
import type { Instruction } from '../../model/dockerfile/types.js';

const OFF = /install_weak_deps\s*=\s*["']?(?:0|false|no|off)/i;
const ONLY_REQUIRES = /(?:onlyRequires|installRecommends)\s*=\s*(?:true|false)/i;

function optionFor(found: PackageCommand, instruction: Instruction): string | undefined {
  const { manager, tool, command, options } = found;
  if (manager === 'zypper') {
    if (hasOption(found, '--no-recommends', '--recommends', '-t', '--type')) return undefined;
    return isConfigured(instruction, command, ZYPPER_CONFIG, ONLY_REQUIRES) ? undefined : '--no-recommends';
  }
  // yum of old releases knows no weak dependencies.
  if (tool !== 'dnf' && tool !== 'dnf5' && tool !== 'microdnf') return undefined;
  if (options.some(({ name, value }) => name === '--setopt' && OFF.test(value ?? '')) || hasOption(found, '--no-recommends'))
    return undefined;
  if (isConfigured(instruction, command, DNF_CONFIG, OFF)) return undefined;
  // The minimal images of Red Hat turn them off themselves.
  const base = instruction.stage?.rootImage.raw ?? '';
  return tool === 'microdnf' && /minimal/.test(base) ? undefined : '--setopt=install_weak_deps=False';
}

export default defineRule({
  id: 'dockerfile/dnf-weak-dependencies',
  category: 'size',
  on: 'dockerfile.command',
  scope: { commands: PACKAGE_TOOLS },
  summary: 'dnf or zypper installs packages that are only recommended',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: { weak: '"{command}" adds packages that are only recommended, and ships them: add {option}' },
  docs: {
    description:
      'dnf or microdnf install in a stage that ships has no --setopt=install_weak_deps=False, or zypper install no --no-recommends, and no configuration written before says the same. The minimal images of Red Hat (ubi-minimal) turn weak dependencies off themselves.',
    rationale:
      'Weak dependencies (Recommends) are what is useful on a full system. In an image they are size and vulnerabilities that nobody chose.',
    impact: 'A program that relies on a recommended package breaks until that package is named.',
    audit: 'dnf repoquery --recommends PACKAGE, or zypper info --recommends PACKAGE, in the base image shows what comes along.',
    remediation: 'Write dnf install -y --setopt=install_weak_deps=False, or zypper --non-interactive install --no-recommends.',
    defaultValue: 'dnf and zypper install weak dependencies.',
    references: ['dnf.conf(5): install_weak_deps', 'zypper(8): --no-recommends'],
    limits: 'What the base image sets in its own dnf.conf is not seen.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM fedora:44\nRUN dnf install -y nginx && dnf clean all\n',
      good: 'FROM fedora:44\nRUN dnf install -y --setopt=install_weak_deps=False nginx && dnf clean all\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    const found = packageCommandOf(command);
    if ((found?.manager !== 'dnf' && found?.manager !== 'zypper') || found.action !== 'install' || !found.verb) return;
    if (!instruction.stage?.ships || found.operands.length === 0 || found.verb.value === 'builddep') return;
    const option = optionFor(found, instruction);
    if (option === undefined || mayHold(instruction, command, /install_weak_deps|--no-recommends/)) return;
    const next = command.args[command.args.indexOf(found.verb) + 1];
    const word = next?.value === '-y' ? next : found.verb;
    const change = insertWordsAfter(ctx.model, instruction, script, word, [option]);
    yield ctx.problem('weak', {
      at: spanOf(found),
      data: { command: `${found.tool} ${found.verb.value ?? ''}`, option: option.replace('--setopt=', '') },
      fixes: [change && { title: `Add ${option}`, safety: 'unsafe', ...change }],
    });
  },
});
