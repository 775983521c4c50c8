import { defineRule } from '../../engine/rule.js';
import { removeShellWord } from '../../fix/shell.js';
import { packageCommandOf } from '../../knowledge/packages.js';
import type { PackageCommand } from '../../knowledge/packages.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';

interface Skip {
  readonly at: ShellWord['span'];
  /** What is written, for the message. */
  readonly text: string;
  /** The word that can go. */
  readonly word: ShellWord | undefined;
  readonly isLocal: boolean;
  readonly standsFor: readonly string[];
}

const CIS = 'cis-docker-1.6:4.11';
const TRUE = '(?:1|true|yes|on|with|enable)';
const APT_SETTING = new RegExp(`(?:AllowUnauthenticated|Allow(?:Insecure|Weak)Repositories)"?[\\s=]*\\\\?["']?${TRUE}`, 'i');
const GPGCHECK = /(?:(?<!\w)|(?<=\\n))gpgcheck\s*=\s*(?:0|false|no)\b/i;
const TRUSTED = /\[[^\][]{0,200}\btrusted=yes\b[^\][]{0,200}\]|^\s*Trusted:\s*yes\s*$/im;
const SIGLEVEL = /SigLevel\s*=\s*(?:Never|.*TrustAll)/;
/** Switches by manager, and what the peers call them. */
const SWITCHES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  apt: {
    '--allow-unauthenticated': ['checkov:CKV2_DOCKER_8'],
    '--force-yes': ['checkov:CKV2_DOCKER_11'],
    '--allow-insecure-repositories': [],
  },
  apk: { '--allow-untrusted': ['checkov:CKV2_DOCKER_7'] },
  dnf: { '--nogpgcheck': ['checkov:CKV2_DOCKER_9'], '--no-gpgchecks': [] },
  zypper: { '--no-gpg-checks': [], '--no-gpgcheck': [], '--allow-unsigned-rpm': [] },
  pacman: {},
};
const RPM_SWITCHES = new Set(['--nosignature', '--nodigest', '--noverify', '--nofiledigest']);

/** Paths, and no URLs: what this stage built itself or got from another. */
const isLocal = (found: PackageCommand): boolean =>
  found.operands.length > 0 && found.operands.every(({ raw }) => /\.apk["']?$/.test(raw) && !raw.includes('://'));

function* skipsOf(command: ShellCommand): Generator<Skip> {
  const found = packageCommandOf(command);
  const made = (word: ShellWord, standsFor: readonly string[], isOwn = false, goes = true): Skip => ({
    at: word.span,
    text: word.value ?? word.raw,
    word: goes ? word : undefined,
    isLocal: isOwn,
    standsFor: [...standsFor, ...(isOwn ? [] : [CIS])],
  });
  if (found) {
    const switches = SWITCHES[found.manager] ?? {};
    for (const { name, value, word } of found.options) {
      if (Object.hasOwn(switches, name)) {
        if (value === undefined || !/^(?:0|no|false)$/.test(value))
          yield made(word, switches[name] ?? [], found.manager === 'apk' && isLocal(found), word.raw === name);
      } else if ((name === '-o' || name === '--option') && APT_SETTING.test(value ?? '')) {
        yield made(found.command.args.find((arg) => APT_SETTING.test(arg.raw)) ?? word, [], false, false);
      } else if (name === '--setopt' && GPGCHECK.test(value ?? '')) {
        yield made(
          found.command.args.find((arg) => GPGCHECK.test(arg.raw)) ?? word,
          ['checkov:CKV2_DOCKER_9'],
          false,
          word.raw.includes('='),
        );
      }
    }
    return;
  }
  if (command.name === 'rpm') {
    if (command.args.some(({ raw }) => /^-[a-z]*[qV]|^--(?:query|verify|import|eval)/.test(raw))) return;
    for (const word of command.args) if (RPM_SWITCHES.has(word.value ?? '')) yield made(word, ['checkov:CKV2_DOCKER_10']);
    return;
  }
  if (!WRITERS.test(command.name ?? '')) return;
  for (const word of command.args) {
    const text = word.value ?? word.raw;
    const isWritten = command.redirects.length > 0 || command.pipeline.some(({ name }) => name === 'tee') || command.name !== 'echo';
    const setting = isWritten ? settingIn(text, command) : undefined;
    if (setting) yield { ...made(word, setting.standsFor, setting.isLocal, false), at: placeIn(word, setting.text), text: setting.text };
  }
}

/** The place of a piece of the word, where the word stands in the file as it is read. */
function placeIn({ raw, span }: ShellWord, piece: string): ShellWord['span'] {
  const at = raw.indexOf(piece);
  if (at < 0 || span.end - span.start !== raw.length) return span;
  return { start: span.start + at, end: span.start + at + piece.length };
}

const WRITERS = /^(?:echo|printf|sed|tee|yum-config-manager|dnf-config-manager|crudini|add-apt-repository|apt-add-repository)$/;

function settingIn(
  text: string,
  command?: ShellCommand,
): { readonly text: string; readonly standsFor: readonly string[]; readonly isLocal: boolean } | undefined {
  // `sed s/gpgcheck=0/gpgcheck=1/` turns it on.
  const put = command?.name === 'sed' ? (/^s(.)(?:\\.|(?!\1).)*\1((?:\\.|(?!\1).)*)\1/.exec(text)?.[2] ?? '') : text;
  for (const pattern of [TRUSTED, GPGCHECK, APT_SETTING, SIGLEVEL]) {
    const hit = pattern.exec(put);
    if (!hit) continue;
    const shown = pattern === TRUSTED ? 'trusted=yes' : hit[0].trim();
    return {
      text: shown,
      standsFor: pattern === GPGCHECK ? ['checkov:CKV2_DOCKER_9'] : [],
      isLocal: pattern === TRUSTED && /\]\s+(?:file|copy):|^URIs:\s*(?:file|copy):/m.test(put),
    };
  }
  return undefined;
}

/** Settings in the text of heredocs, where they stand in the file. */
function* settingsInHeredocs(instruction: Instruction, text: string): Generator<Skip> {
  for (const { body, bodySpan } of instruction.heredocs) {
    if (instruction.keyword === 'RUN' && instruction.heredocs.length === 1 && instruction.scripts()[0]?.form === 'heredoc') continue;
    const setting = settingIn(body);
    const hit =
      setting &&
      [/\btrusted=yes\b|\bTrusted:\s*yes\b/i, GPGCHECK, APT_SETTING, SIGLEVEL].map((pattern) => pattern.exec(body)).find((found) => found);
    if (!setting || !hit) continue;
    const lead = hit[0].length - hit[0].trimStart().length;
    const start = bodySpan.start + hit.index + lead;
    const end = start + hit[0].trim().length;
    if (end <= text.length)
      yield { at: { start, end }, text: setting.text, word: undefined, isLocal: setting.isLocal, standsFor: [CIS, ...setting.standsFor] };
  }
}

export default defineRule({
  id: 'dockerfile/unsigned-package',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'COPY'] },
  summary: 'A package manager is told not to check signatures',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    skipped: '"{switch}" installs packages that nobody signed, from whoever answers: remove it and trust the key',
    local: '"{switch}" skips the signature of a file of this build: sign it, or install only files built here',
  },
  docs: {
    description:
      'A package manager is told to skip signatures: apt --allow-unauthenticated, --force-yes, [trusted=yes] or APT::Get::AllowUnauthenticated; apk --allow-untrusted; yum, dnf or tdnf --nogpgcheck or gpgcheck=0; rpm --nosignature, --nodigest, --noverify or --nofiledigest; zypper --no-gpg-checks; pacman SigLevel Never. apk --allow-untrusted on files alone, and [trusted=yes] on a local repository, is an info.',
    rationale:
      'The signature is all that ties a package to its distribution: mirrors, proxies and caches are many, and most of them speak HTTP. Without the check anybody on the way installs programs as root, with scripts that run at once.',
    impact: 'The install fails until the key of the repository is there; that is what the switch hid.',
    audit:
      'docker history --no-trunc IMAGE shows the switch; apt-config dump, or dnf config-manager --dump, in the image shows what stays set.',
    remediation:
      'Bring the key: Signed-By for apt, rpm --import or gpgkey= for dnf, a file in /etc/apk/keys for apk, zypper --gpg-auto-import-keys after its fingerprint was compared.',
    defaultValue: 'All of them check signatures.',
    references: ['apt-secure(8)', 'apk(8): --allow-untrusted', 'dnf.conf(5): gpgcheck', 'CIS Docker Benchmark 4.11'],
    limits: 'repo_gpgcheck, which is about metadata, is left alone. Files that are copied in are not read.',
  },
  equivalents: [
    'checkov:CKV2_DOCKER_7',
    'checkov:CKV2_DOCKER_8',
    'checkov:CKV2_DOCKER_9',
    'checkov:CKV2_DOCKER_10',
    'checkov:CKV2_DOCKER_11',
    CIS,
  ],
  examples: [
    {
      bad: 'FROM fedora:44\nRUN dnf install -y --nogpgcheck nginx && dnf clean all\n',
      good: 'FROM fedora:44\nRUN dnf install -y nginx && dnf clean all\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN' && instruction.keyword !== 'COPY') return;
    for (const skip of settingsInHeredocs(instruction, ctx.text)) {
      yield ctx.problem(skip.isLocal ? 'local' : 'skipped', {
        at: skip.at,
        data: { switch: skip.text },
        standsFor: skip.isLocal ? [] : skip.standsFor,
        ...(skip.isLocal ? { severity: 'info' } : {}),
      });
    }
    if (instruction.keyword !== 'RUN') return;
    for (const script of instruction.scripts()) {
      for (const command of script.commands) {
        for (const { at, text, word, isLocal: isOwn, standsFor } of skipsOf(command)) {
          const change = word && removeShellWord(ctx.model, instruction, script, command, word);
          yield ctx.problem(isOwn ? 'local' : 'skipped', {
            at,
            data: { switch: text },
            standsFor,
            ...(isOwn ? { severity: 'info' } : {}),
            fixes: [change && { title: `Remove ${text}`, safety: 'unsafe', ...change }],
          });
        }
      }
    }
  },
});
