// What a final stage on scratch gets, and what it lacks compared with an image that can be inspected.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { factsOfUse } from './base-images.js';
import { commandsOf } from './compile-steps.js';
import { packageCommandOf } from './packages.js';
import { firstUseBy } from './stage-graph.js';
import { baseName, startOf } from './start-command.js';

export interface ScratchImage {
  /** The COPY or ADD that brings the program that is started; absent when none is seen to. */
  readonly program: Instruction | undefined;
  /** `--from` of that COPY, as written, when it names a stage. */
  readonly builder: { readonly stage: Stage; readonly name: string } | undefined;
  readonly hasCertificates: boolean;
  readonly hasZones: boolean;
  /** Shared libraries are copied too, so the program is not static. */
  readonly hasLibraries: boolean;
  /** The stage the program comes from has /etc/ssl/certs/ca-certificates.crt. */
  readonly builderHasCertificates: boolean;
}

interface CopiedFiles {
  readonly at: Instruction;
  readonly sources: readonly string[];
  readonly target: string;
  readonly from: { readonly stage: Stage | undefined; readonly name: string } | undefined;
}

function copiesOf(stage: Stage): readonly CopiedFiles[] {
  return [...stage.chain].reverse().flatMap((link) =>
    link.instructions
      .filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
      .map((at) => {
        const words = at.json ? at.json.items.map((item) => item.value) : at.words.map((word) => word.value);
        const flag = at.flags.find(({ name }) => name === 'from');
        const used = firstUseBy(at);
        return {
          at,
          sources: words.slice(0, -1),
          target: words.at(-1) ?? '',
          from: flag?.value ? { stage: used?.stage, name: flag.value } : undefined,
        };
      }),
  );
}

const trim = (path: string): string => path.replace(/\/(?:\.|\*)?$/, '') || '/';
const isRootTarget = (target: string, stage: Stage): boolean =>
  target === '/' || target === '/.' || ((target === '.' || target === './') && (stage.endState.workdir ?? '/') === '/');

/** Do the commands of this stage fill `folder` with a system: packages installed into it, or its own etc, usr, lib? */
function isSystemFolder(folder: string, stage: Stage | undefined): boolean {
  if (/(?:^|\/)(?:rootfs|root-?fs|sysroot|installroot|chroot|initramfs|initrd)$/.test(folder)) return true;
  if (!stage) return false;
  const ownFolders = new RegExp(`(?:^|=)${folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/+(?:etc|usr|lib|lib64|var)(?:/|$)`);
  const fills = (command: ShellCommand): boolean => {
    const packages = packageCommandOf(command);
    if (packages?.action === 'install' && packages.root !== undefined && trim(packages.root) === folder) return true;
    if (/^(?:debootstrap|mmdebstrap|cdebootstrap|multistrap|pacstrap)$/.test(command.name ?? '')) return true;
    return command.words.some((word) => ownFolders.test(word.value ?? word.raw));
  };
  return stage.chain.some((link) => link.instructions.some((run) => run.keyword === 'RUN' && commandsOf(run).some(fills)));
}

function isSystem(copy: CopiedFiles, stage: Stage): boolean {
  const paths = [...copy.sources, copy.target];
  if (paths.some((path) => /lib\/apk(?:\/|$)|var\/lib\/dpkg|var\/lib\/rpm|lib\/sysimage\/rpm|\/os-release$/.test(path))) return true;
  if (!isRootTarget(copy.target, stage)) return false;
  if (copy.at.keyword === 'ADD' && copy.sources.some((source) => /\.(?:tar|tgz|txz|tbz2?|tzst)(?:$|[.*?])|\$/.test(source))) return true;
  return copy.sources.some((source) => trim(source) === '/' || isSystemFolder(trim(source), copy.from?.stage));
}

function hasCertificates(stage: Stage): boolean {
  const facts = factsOfUse(stage.rootImage);
  if (facts?.role === 'sdk' || (facts?.packageManager === 'apk' && facts.role !== 'empty')) return true;
  return installs(stage, (name) => name === 'ca-certificates' || name === 'curl');
}

/** Somebody wanted certificates here, not only a tool that brings them. */
export const wantsCertificates = (stage: Stage): boolean => installs(stage, (name) => name === 'ca-certificates');

function installs(stage: Stage, isWanted: (name: string) => boolean): boolean {
  return stage.chain.some((link) =>
    link.instructions.some(
      (run) =>
        run.keyword === 'RUN' &&
        commandsOf(run).some((command) => {
          const found = packageCommandOf(command);
          return found?.action === 'install' && found.root === undefined && found.packages.some(({ name }) => isWanted(name));
        }),
    ),
  );
}

/** Absent unless the stage makes a program image on scratch: a system copied as a whole and files to export are none. */
export function scratchImageOf(stage: Stage): ScratchImage | undefined {
  const start = startOf(stage);
  if (stage.rootImage.resolved?.toLowerCase() !== 'scratch' || !start) return undefined;
  // A WebAssembly module brings its own system.
  if (start.words[0]?.endsWith('.wasm')) return undefined;
  const copies = copiesOf(stage);
  if (copies.length === 0 || copies.some((copy) => isSystem(copy, stage))) return undefined;
  const program = baseName(start.words[0] ?? '');
  const paths = copies.flatMap((copy) => [...copy.sources, copy.target]);
  const path = start.words[0] ?? '';
  const isProgram = ({ sources, target }: CopiedFiles): boolean =>
    [...sources, target].some((name) => baseName(trim(name)) === program) ||
    (target.endsWith('/') && path.startsWith(target) && !path.slice(target.length).includes('/'));
  const found = copies.find(isProgram);
  const brings = found ?? copies.find(({ from }) => from);
  const builder = brings?.from?.stage && !brings.from.name.includes('$') ? { stage: brings.from.stage, name: brings.from.name } : undefined;
  return {
    program: found?.at,
    builder,
    hasCertificates: paths.some((path) => /ca-certificates|ca-bundle|cacert|\/etc\/ssl|\/etc\/pki|\.pem$/.test(path)),
    hasZones: paths.some((path) => /zoneinfo/.test(path)),
    hasLibraries: paths.some((path) => /(?:^|\/)lib(?:32|64)?(?:\/|$)|\.so(?:\.|$)|ld-(?:linux|musl)/.test(path)),
    builderHasCertificates: builder !== undefined && hasCertificates(builder.stage),
  };
}

export const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
