import { defineRule } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { FirstInChain } from '../../knowledge/stage-chain.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';

interface Asks {
  /** Goes behind this word. */
  readonly behind: ShellWord | undefined;
  readonly words: readonly string[];
  /** What keeps it quiet, for the message. */
  readonly hint: string;
  /** What is shown as the command. */
  readonly name: string;
}
type Reader = (command: ShellCommand, instruction: Instruction) => Asks | undefined;

const has = (command: ShellCommand, pattern: RegExp): boolean => command.args.some(({ value, raw }) => pattern.test(value ?? raw));
const verbOf = (command: ShellCommand): ShellWord | undefined => command.args.find(({ raw }) => !raw.startsWith('-'));

/** Does anything in this stage, up to this RUN, speak of it? */
const speakingOf = (pattern: RegExp): ((instruction: Instruction) => boolean) => {
  const first = new FirstInChain(({ logical, heredocs }) => pattern.test(logical) || heredocs.some(({ body }) => pattern.test(body)));
  return ({ stage, index }) => first.of(stage) <= index;
};
const speaksOfYes = speakingOf(/always_yes/);
const speaksOfLicenses = speakingOf(/sdkmanager.*--licenses|\/licenses\b/);
const speaksOfHosts = speakingOf(/known_hosts|ssh-keyscan|StrictHostKeyChecking/i);

const pacman: Reader = (command) => {
  const verb = command.args.find(({ raw }) => /^-[SRU]/.test(raw));
  if (!verb || has(command, /^--(?:noconfirm|print)$|^-[SRU][a-z]*p/) || /^-S[a-z]*[sigl]/.test(verb.raw)) return undefined;
  return { behind: verb, words: ['--noconfirm'], hint: 'add --noconfirm', name: 'pacman' };
};

const conda: Reader = (command, instruction) => {
  const verb = verbOf(command);
  if (!verb || !/^(?:install|create|update|upgrade|remove|uninstall|clean)$/.test(verb.value ?? '')) return undefined;
  if (has(command, /^(?:--yes|--dry-run|-[a-z]*[yd][a-z]*)$/) || command.assignments.some(({ name }) => name === 'CONDA_ALWAYS_YES'))
    return undefined;
  if (instruction.state.env.has('CONDA_ALWAYS_YES') || speaksOfYes(instruction)) return undefined;
  return { behind: verb, words: ['-y'], hint: 'add -y', name: `${command.name ?? ''} ${verb.value ?? ''}` };
};

const sdkmanager: Reader = (command, instruction) => {
  if (has(command, /^--(?:list|version|help|uninstall)/)) return undefined;
  const isLicenses = has(command, /^--licenses$/);
  if (!isLicenses && speaksOfLicenses(instruction)) return undefined;
  return { behind: undefined, words: [], hint: 'pipe yes into it', name: 'sdkmanager' };
};

const passwd: Reader = (command) =>
  has(command, /^(?:-[adelSu]\w*|--(?:all|delete|expire|lock|unlock|status|stdin|help))$/)
    ? undefined
    : { behind: undefined, words: [], hint: 'use usermod or passwd -l', name: 'passwd' };

const adduser: Reader = (command, { stage }) => {
  const manager = stage && factsOfUse(stage.rootImage)?.packageManager;
  const names = command.args.filter(({ raw }) => !raw.startsWith('-')).length;
  if (names === 0) return undefined;
  if (manager === 'apk') {
    // A user and a group only join.
    const joins = command.args.length === 2 && names === 2;
    if (joins || has(command, /^(?:-[A-Za-z]*[DS][A-Za-z]*|--(?:disabled-password|system))$/)) return undefined;
    return { behind: command.word, words: ['-D'], hint: 'add -D', name: 'adduser' };
  }
  if (manager !== 'apt' || has(command, /^--(?:system|help|version)$/) || (command.args.length === 2 && names === 2)) return undefined;
  const hasPassword = has(command, /^--disabled-(?:password|login)$/);
  const hasNames = has(command, /^--(?:gecos|comment)(?:=|$)/);
  if (hasPassword && hasNames) return undefined;
  const missing = hasPassword ? '--gecos ""' : hasNames ? '--disabled-password' : 'both switches';
  return {
    behind: hasNames ? command.word : undefined,
    words: hasNames ? ['--disabled-password'] : [],
    hint: missing === 'both switches' ? 'use useradd' : `add ${missing}`,
    name: 'adduser',
  };
};

const ssh: Reader = (command, instruction) =>
  has(command, /^(?:-V|-G|-Q)$/) || speaksOfHosts(instruction)
    ? undefined
    : { behind: undefined, words: [], hint: 'write known_hosts first', name: command.name ?? '' };

const prompt: Reader = (command) =>
  has(command, /^-[a-zA-Z]*p/) ? { behind: undefined, words: [], hint: 'use ARG', name: 'read -p' } : undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['pacman', pacman],
  ['conda', conda],
  ['mamba', conda],
  ['micromamba', conda],
  ['sdkmanager', sdkmanager],
  ['passwd', passwd],
  ['adduser', adduser],
  ['ssh', ssh],
  ['scp', ssh],
  ['sftp', ssh],
  ['read', prompt],
]);

export default defineRule({
  id: 'dockerfile/interactive-command',
  category: 'reproducibility',
  on: 'dockerfile.command',
  scope: { commands: new Set(READERS.keys()) },
  summary: 'A command waits for an answer that no build can give',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'safe',
  messages: { asks: '"{command}" asks a question here, and no build can answer: {hint}' },
  docs: {
    description:
      'A command other than apt, dnf or zypper runs without the switch that keeps it from asking: pacman without --noconfirm; conda, mamba or micromamba without -y; sdkmanager before its licenses were accepted; passwd; adduser without -D (Alpine) or without --disabled-password and --gecos (Debian); ssh and scp with no host key written before; read -p. Input by a pipe or a redirection is an answer.',
    rationale: 'A build has no terminal. The question gets no answer, and the command gives up, or takes a default that was not meant.',
    impact: 'The switch accepts what the command proposes.',
    audit: 'docker build --no-cache . stops at the RUN, or its log shows the question.',
    remediation: 'Add the switch. useradd and usermod never ask; ssh-keyscan, checked against a known fingerprint, writes known_hosts.',
    defaultValue: 'All of them ask.',
    references: ['pacman(8): --noconfirm', 'conda documentation: --yes', 'adduser(8)'],
    limits:
      'adduser is judged only on base images that are known. npx and add-apt-repository ask nothing without a terminal and are left alone.',
  },
  equivalents: ['~sonar:S6584'],
  examples: [
    {
      bad: 'FROM archlinux:base-20260901\nRUN pacman -Syu nginx\n',
      good: 'FROM archlinux:base-20260901\nRUN pacman -Syu --noconfirm nginx\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    const reader = command.name === undefined ? undefined : READERS.get(command.name);
    if (!reader) return;
    const isFed =
      command.pipeline.indexOf(command) > 0 ||
      command.stdin !== undefined ||
      command.redirects.some(({ operator }) => operator.startsWith('<'));
    const asks = isFed ? undefined : reader(command, instruction);
    if (!asks) return;
    const change = asks.behind && insertWordsAfter(ctx.model, instruction, script, asks.behind, asks.words);
    yield ctx.problem('asks', {
      at: command.word.span,
      data: { command: asks.name, hint: asks.hint },
      standsFor: [],
      fixes: [change && { title: `Add ${asks.words.join(' ')}`, safety: 'safe', ...change }],
    });
  },
});
