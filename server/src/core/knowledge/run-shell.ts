// Which program /bin/sh is in an image: what a script may use depends on it.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellScript } from '../model/shell/types.js';
import { factsOfUse } from './base-images.js';
import { packageCommandOf } from './packages.js';

/** dash: Debian, Ubuntu; busybox: Alpine, Wolfi; bash: Red Hat and its kin, SUSE, Arch, and wherever SHELL says so. */
export type RunShell = 'dash' | 'busybox' | 'bash';

/** Distributions by words of the reference, tag included. */
const BY_WORD: readonly (readonly [RegExp, RunShell])[] = [
  [/alpine|busybox|wolfi|chainguard/, 'busybox'],
  [/debian|ubuntu|bookworm|bullseye|buster|trixie|stretch|jammy|focal|noble|bionic|resolute|slim/, 'dash'],
  [
    /fedora|centos|almalinux|rocky|redhat|ubi\d|oraclelinux|-oracle|amazonlinux|corretto|archlinux|opensuse|suse|photon|gentoo|-al2/,
    'bash',
  ],
];
/** Official images that are Debian or Ubuntu unless the tag says another. */
const DEBIAN =
  /^docker\.io\/library\/(?:buildpack-deps|clojure|eclipse-temurin|elixir|erlang|gcc|golang|gradle|haskell|httpd|mariadb|maven|memcached|mongo|nginx|node|perl|php|postgres|python|r-base|rabbitmq|redis|ruby|rust|swift|tomcat|wordpress)$/;
const BY_MANAGER: Readonly<Record<string, RunShell>> = { apt: 'dash', apk: 'busybox', dnf: 'bash', zypper: 'bash', pacman: 'bash' };

const shells = new WeakMap<Stage, { readonly shell: RunShell | undefined }>();

/** /bin/sh of a stage's image; absent when it cannot be told. */
export function defaultShellOf(stage: Stage): RunShell | undefined {
  let known = shells.get(stage);
  if (!known) shells.set(stage, (known = { shell: findDefault(stage) }));
  return known.shell;
}

function findDefault(stage: Stage): RunShell | undefined {
  const use = stage.rootImage;
  const reference = use.image ? `${use.image.name}:${use.image.tag ?? ''}` : use.raw;
  const word = BY_WORD.find(([pattern]) => pattern.test(reference));
  if (word) return word[1];
  const manager = factsOfUse(use)?.packageManager;
  if (manager !== undefined && Object.hasOwn(BY_MANAGER, manager)) return BY_MANAGER[manager];
  if (use.image && DEBIAN.test(use.image.name)) return 'dash';
  return byCommands(stage);
}

/** The package manager that the stage calls gives its distribution away. */
function byCommands(stage: Stage): RunShell | undefined {
  for (const { instructions } of stage.chain) {
    for (const instruction of instructions) {
      if (instruction.keyword !== 'RUN') continue;
      for (const { commands } of instruction.scripts()) {
        for (const command of commands) {
          const manager = packageCommandOf(command)?.manager;
          if (manager !== undefined) return BY_MANAGER[manager];
        }
      }
    }
  }
  return undefined;
}

/** The shell that reads a script of an instruction; ksh can what bash can, as far as rules ask. */
export function shellOf(script: ShellScript, instruction: Instruction): RunShell | undefined {
  if (script.dialect === 'bash' || script.program === 'ksh' || script.program === 'mksh') return 'bash';
  if (script.program === 'dash') return 'dash';
  if (script.program === 'ash') return 'busybox';
  return instruction.stage && defaultShellOf(instruction.stage);
}

/** Is the script handed to the shell of SHELL? A JSON form and a heredoc with a shebang name their own. */
export const isReadByDefault = ({ form, source }: ShellScript): boolean =>
  form === 'shell' || (form === 'heredoc' && !source.startsWith('#!'));
