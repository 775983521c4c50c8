// What a container of a stage starts, as far as the Dockerfile says it.
import type { BuildContext } from '../model/context/types.js';
import type { DockerfileModel, Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../model/shell/types.js';
import { linuxKitPackageOf } from './linuxkit-package.js';

/** Programs that give up root before they start another. */
export const STEPS_DOWN: ReadonlySet<string> = new Set([
  'gosu',
  'su-exec',
  'setpriv',
  's6-setuidgid',
  'setuidgid',
  'runuser',
  'chpst',
  'capsh',
]);
const SHELLS = new Set([
  'sh',
  'bash',
  'ash',
  'dash',
  'zsh',
  'ksh',
  'fish',
  'busybox',
  'pwsh',
  'powershell',
  'cmd',
  'cmd.exe',
  'powershell.exe',
]);
const PROMPTS = new Set([
  'python',
  'python2',
  'python3',
  'ipython',
  'node',
  'irb',
  'ghci',
  'php',
  'perl',
  'lua',
  'julia',
  'R',
  'iex',
  'erl',
  'jshell',
]);

export interface StartCommand {
  /** ENTRYPOINT, else CMD. */
  readonly at: Instruction;
  /** Words of ENTRYPOINT and CMD as the container gets them; variables as written. */
  readonly words: readonly string[];
  /** Starts an unprivileged account by itself: gosu, su-exec, setpriv ... */
  readonly stepsDown: boolean;
  /** Only a shell or the prompt of an interpreter. */
  readonly isPrompt: boolean;
}

/** Name of a program, behind slashes of either kind: images of Windows start programs too. */
export const baseName = (word: string): string => word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);

/** Words of CMD, ENTRYPOINT or RUN: the items of the exec form, else all words of the shell form in order. */
export function wordsOf(instruction: Instruction): readonly string[] {
  if (instruction.json) return instruction.json.items.map((item) => item.value);
  const commands = instruction.scripts().flatMap((script) => script.commands);
  if (commands.length > 0) return commands.flatMap((command) => command.words.map((word) => word.value ?? word.raw));
  return instruction.words.map((word) => word.value);
}

function doesStepDown(instruction: Instruction): boolean {
  const words = wordsOf(instruction);
  if (words.some((word) => STEPS_DOWN.has(baseName(word)))) return true;
  if (words.some((word) => word.startsWith('--userspec'))) return true;
  const names = instruction.scripts().flatMap((script) => script.commands.flatMap((command) => [command.name ?? '', ...command.wrappers]));
  if (names.some((name) => STEPS_DOWN.has(name))) return true;
  const first = baseName(words[0] ?? '');
  if (first === 'su') return words.slice(1).some((word) => !word.startsWith('-') && word !== 'root');
  return first === 'sudo' && words.some((word, i) => (word === '-u' || word === '--user') && words[i + 1] !== 'root');
}

/** They start what stands behind them and wait for it. */
const INITS = /^(?:tini|dumb-init|catatonit|docker-init)(?:-static)?$/;

function isPromptOnly(all: readonly string[]): boolean {
  const program = INITS.test(baseName(all[0] ?? '')) ? all.findIndex((word, i) => i > 0 && !word.startsWith('-')) : 0;
  if (program < 0) return false;
  const [first = '', ...rest] = all.slice(program);
  const name = baseName(first);
  if (!SHELLS.has(name) && !PROMPTS.has(name)) return false;
  return rest.every((word) => /^-{1,2}[a-z]*$/i.test(word) && !/^-[a-z]*c$/.test(word)) || (name === 'busybox' && rest.length === 1);
}

/** Absent when neither the stage nor its parents set CMD or ENTRYPOINT, or only to nothing: `ENTRYPOINT []`. */
export function startOf(stage: Stage): StartCommand | undefined {
  const parts = [stage.entrypoint, stage.cmd].flatMap((at) => {
    const words = at ? wordsOf(at) : [];
    return at && words.some((word) => word !== '') ? [{ at, words }] : [];
  });
  const [first] = parts;
  if (!first) return undefined;
  const isShellEntryPoint = first.at.keyword === 'ENTRYPOINT' && !first.at.json;
  const words = isShellEntryPoint ? first.words : parts.flatMap((part) => part.words);
  return { at: first.at, words, stepsDown: parts.some(({ at }) => doesStepDown(at)), isPrompt: isPromptOnly(words) };
}

/** Programs that change the kernel, the devices or the network of where they run. */
const SYSTEM = new Set(
  'insmod modprobe rmmod depmod sysctl mount umount iptables ip6tables nft ip ifup dhcpcd dhclient udhcpc udevd mdev eudev losetup mkfs fsck fstrim swapon hwclock systemd init dockerd containerd kubelet rngd acpid chronyd ntpd auditd getty agetty cryptsetup vmtoolsd qemu-ga tcsd'.split(
    ' ',
  ),
);

/** The program of the container, when it cannot work without root. A LinuxKit package says so itself, with the capabilities it gets. */
export function systemProgramOf(stage: Stage, files: BuildContext | undefined): string | undefined {
  const words = startOf(stage)?.words ?? [];
  // Of a shell it is the script that counts.
  const word = words.find((item) => !/^-|\s/.test(item) && !SHELLS.has(baseName(item)) && !INITS.test(baseName(item))) ?? words[0];
  const program = word === undefined ? undefined : baseName(word);
  if (program === undefined) return undefined;
  const isService = stage.labels.has('org.mobyproject.config') || linuxKitPackageOf(files)?.hasCapabilities === true;
  return isService || SYSTEM.has(program) ? program : undefined;
}

const starts = new WeakMap<DockerfileModel, ReadonlySet<Instruction>>();

/** The CMD and ENTRYPOINT of each image that ships. */
function startsOf(model: DockerfileModel): ReadonlySet<Instruction> {
  let known = starts.get(model);
  if (!known) {
    const shipped = model.stages.filter(({ ships }) => ships);
    const inherited = new Set(shipped.map(({ parent }) => parent));
    const last = shipped.filter((stage) => !inherited.has(stage));
    known = new Set(last.flatMap(({ cmd, entrypoint }) => [...(cmd ? [cmd] : []), ...(entrypoint ? [entrypoint] : [])]));
    starts.set(model, known);
  }
  return known;
}

/** Is this the command that the image starts with, or a health check of an image that ships? */
export function isEffective(model: DockerfileModel, instruction: Instruction): boolean {
  if (instruction.keyword === 'RUN') return true;
  if (!instruction.stage?.ships || instruction.onbuild) return false;
  return instruction.keyword === 'HEALTHCHECK' || startsOf(model).has(instruction);
}

/** Only the shell itself can run these. */
const BUILTINS = new Set(
  '. : [ alias bg break builtin cd command continue coproc declare echo enable eval exit export false fg getopts hash jobs kill let local popd printf pushd pwd read readonly return set shift shopt source test times trap true type typeset ulimit umask unalias unset wait'.split(
    ' ',
  ),
);

/** The command that a script ends with, when that is a simple command outside pipes, blocks and substitutions. */
export function lastCommandOf(script: ShellScript): ShellCommand | undefined {
  const end = script.span.start + script.source.trimEnd().length;
  const isLast = (command: ShellCommand): boolean =>
    command.pipeline.length === 1 &&
    command.substitutedInto === undefined &&
    (command.span.end === script.span.end || (script.span.end - script.span.start === script.source.length && command.span.end === end));
  return script.hasErrors ? undefined : script.commands.find(isLast);
}

/** Does `exec` put the program of this script in the place of its shell? */
export const endsInExec = (script: ShellScript): boolean => lastCommandOf(script)?.words[0]?.value === 'exec';

/** The last command, where writing `exec` in front of it changes nothing but that the shell is gone. */
export function commandToExec(script: ShellScript): ShellCommand | undefined {
  const last = lastCommandOf(script);
  const first = last?.words[0]?.value;
  if (last?.name === undefined || first === undefined || first === 'exec' || BUILTINS.has(first) || first === 'time') return undefined;
  // What waits for the shell to end would never happen, and an alias is no program.
  const keepsShell = script.commands.some(({ name }) => name === 'trap' || name === 'wait' || name === 'alias');
  // The shell turns the status round, or measures.
  if (script.structure().steps.get(last)?.isNegated || /(?:^|[\s;&|(])(?:time|coproc)\s/.test(script.source)) return undefined;
  return keepsShell || /[^&|]&(?![&>\d])|\(\)/.test(script.source) ? undefined : last;
}
