import { defineRule } from '../../engine/rule.js';
import { removeFlag } from '../../fix/dockerfile.js';
import { isRoot, userAt } from '../../knowledge/effective-user.js';
import { commandsInFolders, copiedFiles, foldersOf, isWithin, ownerChangeOf, resolvePath } from '../../knowledge/file-commands.js';
import { putIn } from '../../knowledge/shell-text.js';
import { startOf } from '../../knowledge/start-command.js';
import { volumesOf } from '../../knowledge/volumes.js';
import { isWrittenLater } from '../../knowledge/written-later.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';
import { shorten } from '../../text/shorten.js';

const SYSTEM: readonly string[] = ['/bin', '/sbin', '/lib', '/lib64', '/usr', '/etc', '/opt/bin'];
const CODE = /\.(?:sh|bash|py|rb|pl|php|js|mjs|cjs|jar|war|so|dll|exe)$/i;

/** The user part of an owner, when it is somebody else than root. */
function otherOwner(owner: string): string | undefined {
  const user = owner.split(':')[0] ?? '';
  return user === '' || user === 'root' || /^0+$/.test(user) ? undefined : user;
}

/** Files that the container runs: absolute words of the start command, and scripts that count from its working directory. */
function programsOf(stage: Stage): readonly string[] {
  const workdir = stage.endState.workdir ?? '/';
  const words = startOf(stage)?.words ?? [];
  return words.flatMap((word, i) => {
    const isProgram = (i === 0 || words[i - 1] === '--') && /^\.?\//.test(word);
    return isProgram || (i > 0 && CODE.test(word) && !word.startsWith('-'))
      ? (resolvePath(word, workdir.includes('$') ? undefined : workdir) ?? [])
      : [];
  });
}

const lastRuns = new WeakMap<Stage, number>();

/** Position of the last RUN that is not run by root; -1 without one. */
function lastRunAsUser(stage: Stage): number {
  const known = lastRuns.get(stage);
  if (known !== undefined) return known;
  let last = -1;
  for (const run of stage.instructions) if (run.keyword === 'RUN' && !isRoot(userAt(run) ?? 'root')) last = run.index;
  lastRuns.set(stage, last);
  return last;
}

export default defineRule({
  id: 'dockerfile/writable-app-code',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'Programs of the image belong to a user who is not root',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    copied: '"{user}" owns code or settings here, and can rewrite them once broken in: leave them to root',
    changed: 'This gives code or settings to "{user}", who can rewrite them once broken in: chown data only',
  },
  docs: {
    description:
      'In a stage that ships, COPY or ADD with --chown, or a chown in a RUN, gives to a user other than root a script or program file, a path below /bin, /sbin, /lib, /usr or /etc, or what holds the program of ENTRYPOINT or CMD. Directories named in VOLUME are exempt.',
    rationale:
      'A program that can change itself lets whoever breaks in stay: the next start runs his code. Code that belongs to root and can only be read holds that up, like readOnlyRootFilesystem does.',
    impact:
      'Programs that write beside their code (caches, compiled templates, uploads) need a directory of their own that belongs to them.',
    audit: 'docker run --rm --entrypoint find IMAGE / -xdev -user 10001 -type f lists files of the user.',
    remediation: 'Leave --chown out for code, and give only directories of data to the user: RUN install -d -o app /var/lib/app.',
    defaultValue: 'Copied files belong to root and can be read by everybody their mode allows.',
    references: ['CWE-732', 'Kubernetes: readOnlyRootFilesystem'],
  },
  equivalents: ['sonar:S6504', 'kics:aa93e17f-b6db-4162-9334-c70334e7ac28'],
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY --chown=node:node . .\nUSER node\nCMD ["node", "server.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n',
      byFix: true,
    },
  ],
  *check(file: DockerfileModel, ctx) {
    const stage = file.finalStage;
    if (!stage) return;
    let facts: { readonly programs: readonly string[]; readonly volumes: ReadonlySet<string> } | undefined;
    /** Is this path, or something below it, code? */
    const isCode = (path: string): boolean => {
      facts ??= { programs: programsOf(stage), volumes: volumesOf(stage) };
      const { volumes } = facts;
      if (foldersOf(path).some((folder) => volumes.has(folder))) return false;
      return (
        SYSTEM.some((folder) => isWithin(path, folder)) || CODE.test(path) || facts.programs.some((program) => isWithin(program, path))
      );
    };
    for (const link of [...stage.chain].reverse()) {
      for (const instruction of link.instructions) {
        if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
          const flag = instruction.flags.find(({ name }) => name === 'chown');
          const user = flag?.value === undefined ? undefined : otherOwner(putIn(flag.value, instruction.state));
          const paths = copiedFiles(instruction).flatMap((copied) => copied.paths);
          // dockerfile/copy-without-chown asks for the owner there.
          if (!flag || user === undefined || !paths.some(isCode) || isWrittenLater(instruction, link, paths)) continue;
          // What a later RUN of that user builds there it could no longer write.
          const change = lastRunAsUser(link) > instruction.index ? undefined : removeFlag(file, instruction, 'chown');
          yield ctx.problem('copied', {
            at: flag.span,
            data: { user: shorten(user) },
            fixes: [change && { title: 'Leave it to root', safety: 'unsafe', ...change }],
          });
        } else if (instruction.keyword === 'RUN') {
          for (const { command, resolve } of commandsInFolders(instruction)) {
            const owner = ownerChangeOf(command);
            const user = owner && otherOwner(putIn(owner.text, instruction.state));
            const target = owner?.targets.find((word) => {
              const path = resolve(word);
              return path !== undefined && isCode(path);
            });
            if (user !== undefined && target)
              yield ctx.problem('changed', { at: target.span, data: { user: shorten(user) }, standsFor: [] });
          }
        }
      }
    }
  },
});
