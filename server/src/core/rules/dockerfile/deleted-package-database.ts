import { defineRule } from '../../engine/rule.js';
import { removeCommand, removeShellWord } from '../../fix/shell.js';
import { braces } from '../../knowledge/package-caches.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';

/** What scanners read: package databases, and the files that name the distribution. */
const DATABASES =
  /^(?:\/var\/lib|\/var\/lib\/dpkg(?:\/(?:status|status\.d|info))?|(?:\/usr)?\/lib\/apk(?:\/db(?:\/installed)?)?|\/etc\/apk|\/var\/lib\/rpm(?:\/(?:rpmdb\.sqlite|Packages(?:\.db)?))?|\/usr\/lib\/sysimage(?:\/rpm(?:\/rpmdb\.sqlite)?)?|\/var\/lib\/pacman(?:\/local)?|(?:\/etc|\/usr\/lib)\/os-release|\/etc\/\*-?release\*?)$/;
/** Metadata of installed language packages. */
const METADATA = /(?:^|\/)\*?[^/]*(?:\.|\*)(?:dist|egg)-info$|(?:^|\/)package\.json$/;
const IN_PLACE = /\/(?:site|dist)-packages\/[^/]*(?:dist|egg)-info$/;
/** Where such a search meets what is installed, and not only sources. */
const INSTALLED = /^\/$|^\/usr|^\/opt|site-packages|dist-packages|node_modules/;

const clean = (path: string): string => {
  const plain = path.replace(/["']/g, '').replace(/\/{2,}/g, '/');
  return plain === '/' ? plain : plain.replace(/\/(?:\*|\.\/?)?$/, '');
};

const isDatabase = (path: string): boolean => DATABASES.test(clean(path)) || IN_PLACE.test(clean(path));

/** `find / -name '*.dist-info' -exec rm …`, `find /var/lib/dpkg -delete`. */
function foundBy(command: ShellCommand): ShellWord | undefined {
  const { args } = command;
  if (!args.some(({ value }) => value === '-delete' || value === 'rm') && !feedsRemoval(command)) return undefined;
  const first = args.findIndex(({ raw }) => /^[-(!\\]/.test(raw));
  const roots = first < 0 ? args : args.slice(0, first);
  const named = args.findIndex(({ value }) => value !== undefined && /^-i?(?:name|path|wholename)$/.test(value));
  if (named < 0)
    return args.some(({ value }) => value === '-mtime' || value === '-size') ? undefined : roots.find(({ raw }) => isDatabase(raw));
  if (!roots.some(({ raw }) => INSTALLED.test(clean(raw)))) return undefined;
  return args.find(
    (word, i) =>
      /^-i?(?:name|path|wholename)$/.test(args[i - 1]?.value ?? '') && args[i - 2]?.raw !== '!' && METADATA.test(word.value ?? ''),
  );
}

/** `find … | xargs rm`. */
const feedsRemoval = (command: ShellCommand): boolean => {
  const { pipeline } = command;
  return pipeline.slice(pipeline.indexOf(command) + 1).some(({ name, wrappers }) => name === 'rm' && wrappers.includes('xargs'));
};

const isNothing = ({ name, args }: ShellCommand): boolean =>
  name === undefined ||
  name === ':' ||
  name === 'true' ||
  (name === 'cat' && args[0]?.value === '/dev/null') ||
  (/^(?:echo|printf)$/.test(name) && args.every(({ value }) => value === '' || value === '-n'));

/** The words that name what this command deletes or empties. */
function deleted(command: ShellCommand): readonly ShellWord[] {
  const { name, args } = command;
  if (name === 'rm' || name === 'truncate' || name === 'shred') {
    return args.filter((word) => !word.raw.startsWith('-') && braces(word.value ?? word.raw).some(isDatabase));
  }
  if (name === 'find') return [foundBy(command) ?? []].flat();
  const emptied = command.redirects.find(({ operator }) => operator === '>' || operator === '>|')?.target;
  return emptied && isNothing(command) && isDatabase(emptied.value ?? '') ? [emptied] : [];
}

export default defineRule({
  id: 'dockerfile/deleted-package-database',
  category: 'security',
  on: 'dockerfile.command',
  summary: 'What vulnerability scanners read is deleted from the image',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    deleted: '"{path}" tells scanners what is installed: without it they find no vulnerability, so keep it',
  },
  docs: {
    description:
      'A stage that ships deletes or empties the database of its packages (/var/lib/dpkg with status, status.d and info, /lib/apk/db, /var/lib/rpm, /usr/lib/sysimage/rpm, /var/lib/pacman, or all of /var/lib or /etc/apk), /etc/os-release, the .dist-info and .egg-info of installed Python packages, or every package.json. Deleting lists, caches, logs, documentation, locales and the package manager itself is fine.',
    rationale:
      'Scanners match packages by name and version (CPE, package URL) and learn both from these files. Without them the report is empty, whatever the image holds: the vulnerable library is still there, and nobody is told. Tools for SBOMs and licenses fail alike.',
    impact: 'The image grows by the size of the database, 1 to 5 MB.',
    audit: 'trivy image IMAGE, or syft IMAGE, lists no packages, or "unknown" as the operating system.',
    remediation:
      'Keep the database. For a small image copy the program onto a distroless base, which keeps its status.d, or remove the package manager with its own command.',
    defaultValue: 'Every base image brings its database.',
    references: ['Trivy documentation: Coverage, operating systems', 'Syft: Package catalogers', 'NIST SP 800-190: 4.1.1'],
    limits: 'Deletions under another root directory and those of scripts are not seen.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN rm -rf /var/lib/apt/lists/* /var/lib/dpkg /usr/share/doc\n',
      good: 'FROM debian:trixie-slim\nRUN rm -rf /var/lib/apt/lists/* /usr/share/doc\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    if (!instruction.stage?.ships) return;
    const words = deleted(command);
    for (const word of words) {
      const others = command.args.filter((arg) => !arg.raw.startsWith('-') && arg !== word);
      const isList = (word.value ?? word.raw).includes('{');
      const change =
        command.name !== 'rm' || isList
          ? undefined
          : others.length > 0
            ? removeShellWord(ctx.model, instruction, script, command, word)
            : removeCommand(ctx.model, instruction, script, command);
      yield ctx.problem('deleted', {
        at: word.span,
        data: { path: word.value ?? word.raw },
        fixes: [change && { title: `Keep ${word.value ?? word.raw}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
