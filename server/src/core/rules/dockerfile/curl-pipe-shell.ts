import { defineRule } from '../../engine/rule.js';
import { DOWNLOADERS, INTERPRETERS, OUTPUT_FLAGS, SHELLS, VERIFIERS } from '../../knowledge/downloads.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';

const isDownload = (command: ShellCommand): boolean => DOWNLOADERS.has(command.name ?? '');
const isShell = (command: ShellCommand): boolean => SHELLS.has(command.name ?? '');
const isInterpreter = (command: ShellCommand): boolean => isShell(command) || INTERPRETERS.test(command.name ?? '');
const isFlag = (word: ShellWord): boolean => /^-./.test(word.raw);

/** openssl verifies only with the command that does. */
function verifies(command: ShellCommand): boolean {
  if (VERIFIERS.test(command.name ?? '')) return true;
  const first = command.args[0]?.value;
  return (
    (command.name === 'openssl' && (first === 'dgst' || first === 'sha256')) ||
    (command.name === 'rpm' && /^-?-?(?:K|checksig)$/.test(first ?? ''))
  );
}

/** Does it take its program from standard input? `python -c` and `perl -ne` bring their own. */
function readsProgram(command: ShellCommand): boolean {
  if (command.stdin !== undefined) return false;
  if (isShell(command)) {
    if (command.args.some((word) => /^-\w*c/.test(word.raw))) return false;
    // Behind -s, or a lone dash, come the arguments of the script.
    const first = command.args.findIndex((word) => !isFlag(word));
    return first < 0 || command.args[first]?.raw === '-' || command.args.slice(0, first).some((word) => /^-\w*s/.test(word.raw));
  }
  return command.args.length === 0 || command.args[0]?.value === '-';
}

/** The first word that is no flag: the file an interpreter runs. */
const operand = (command: ShellCommand): string | undefined => command.args.find((word) => !isFlag(word))?.value;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The file a download is saved to, by name. */
function savedTo(command: ShellCommand): string | undefined {
  const flags = OUTPUT_FLAGS[command.name ?? ''] ?? [];
  for (const [i, word] of command.args.entries()) {
    const value = word.value ?? word.raw;
    for (const flag of flags) {
      if (value === flag || (!flag.startsWith('--') && new RegExp(`^-[A-Za-z]*${flag[1] ?? ''}$`).test(value)))
        return command.args[i + 1]?.value;
      if (flag.startsWith('--') && value.startsWith(`${flag}=`)) return value.slice(flag.length + 1);
      if (!flag.startsWith('--') && value.startsWith(flag) && value.length > 2) return value.slice(2);
    }
  }
  const redirect = command.redirects.find(({ operator }) => operator === '>' || operator === '>|');
  if (redirect) return redirect.target?.value;
  const url = command.args.map((word) => word.value ?? '').find((value) => /^[a-z]+:\/\//.test(value));
  const keepsName =
    command.name === 'wget' ||
    command.name === 'aria2c' ||
    command.args.some((word) => /^-[A-Za-z]*O[A-Za-z]*$/.test(word.raw) || word.value === '--remote-name');
  return url !== undefined && keepsName ? baseName(url.replace(/[?#].*$/, '')) : undefined;
}

/** Is this file what the command runs: as the command itself, or as the program of an interpreter, `.` or `source`? */
function runs(command: ShellCommand, file: string): boolean {
  const isSame = (path: string | undefined): boolean =>
    path !== undefined && (path === file || (!(path.startsWith('/') && file.startsWith('/')) && baseName(path) === baseName(file)));
  if (isInterpreter(command) || command.name === 'source' || command.name === '.') return isSame(operand(command));
  return command.word.value?.includes('/') === true && isSame(command.word.value);
}

interface Added {
  readonly path: string;
}

/** Files that an ADD without checksum fetched into the stage before this instruction. */
function addedBefore(instruction: Instruction): Added[] {
  return (instruction.stage?.instructions ?? [])
    .filter(
      (earlier) => earlier.keyword === 'ADD' && earlier.index < instruction.index && !earlier.flags.some(({ name }) => name === 'checksum'),
    )
    .flatMap((earlier) => {
      const words = earlier.json ? earlier.json.items.map(({ value }) => value) : earlier.words.map(({ value }) => value);
      const to = words.at(-1) ?? '';
      return words
        .slice(0, -1)
        .filter((source) => /^https?:\/\//i.test(source))
        .map((source) => ({
          path: to.endsWith('/') || to === '.' ? `${to === '.' ? '' : to}${baseName(source.replace(/[?#].*$/, ''))}` : to,
        }));
    });
}

export default defineRule({
  id: 'dockerfile/curl-pipe-shell',
  category: 'supply-chain',
  on: 'dockerfile.runScript',
  summary: 'A download is run without being verified',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    piped: '"{shell}" runs a download that nothing verified: save the file, verify its checksum, then run it',
    saved: '"{file}" is run just as it was downloaded, whoever sent it: verify its checksum or signature first',
    added: '"{file}" came by ADD and is run, whoever sent it: give the ADD a --checksum',
  },
  docs: {
    description:
      'A download (curl, wget ...) is piped or substituted into an interpreter, or saved and run in the same RUN without a checksum or a signature being verified in between, or fetched by ADD without --checksum and run later. Interpreters that bring their own program (python -c, perl -ne) are fine.',
    rationale:
      'Whoever controls the server, the name or the network at build time runs programs in the build, with its secrets and its network, and leaves what he likes in the image. The next build may get another program, and nobody sees it.',
    impact: 'Nothing is changed by Seaworthy; whoever adds a checksum has to raise it with the version.',
    audit: 'docker history --no-trunc IMAGE | grep -E "(curl|wget).*[|] *(sudo )?(ba)?sh" lists such layers.',
    remediation:
      'Install from a package repository that signs, or save the file, verify it (echo "SUM  file" | sha256sum -c -) and run it then; ADD --checksum=sha256:... does it in one line.',
    defaultValue: 'Nothing verifies a download by itself; TLS only says who sent it.',
    references: ['CIS Docker Benchmark 4.11', 'OpenSSF Scorecard: Pinned-Dependencies'],
    limits: 'Downloads by other means (a script of your own, git clone) are not followed.',
  },
  equivalents: ['scorecard:Pinned-Dependencies', 'sonar:S6474', 'cis-docker-1.6:4.11'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSL https://example.com/install.sh | sh\n',
      good: 'FROM debian:trixie-slim\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/install.sh /tmp/\nRUN sh /tmp/install.sh\n',
      byFix: false,
    },
    {
      bad: 'FROM debian:trixie-slim\nRUN wget -q https://example.com/install.sh && sh install.sh\n',
      good: 'FROM debian:trixie-slim\nRUN wget -q https://example.com/install.sh && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d  install.sh" | sha256sum -c - && sh install.sh\n',
      byFix: false,
    },
  ],
  *check({ script, instruction }, ctx) {
    const saved = new Map<string, ShellCommand>();
    for (const command of script.commands) {
      const at = command.word.span;
      const position = command.pipeline.indexOf(command);
      const before = command.pipeline.slice(0, Math.max(position, 0));
      if (isInterpreter(command) && readsProgram(command) && !before.some(verifies)) {
        if (before.some(isDownload)) yield ctx.problem('piped', { at, data: { shell: command.word.raw } });
      }
      if (isDownload(command)) {
        const into = command.substitutedInto;
        const feeds = into !== undefined && (isInterpreter(into) || into.name === 'eval' || into.name === 'source' || into.name === '.');
        // `sh -c "echo $(curl …)"` only passes a value; the program is the substitution itself.
        const isProgram =
          into?.args.some(
            (word) => /^["']?(?:\$\(|`|<\()/.test(word.raw) && word.span.start <= command.span.start && command.span.end <= word.span.end,
          ) ?? false;
        if (feeds && isProgram && !command.pipeline.some(verifies)) {
          yield ctx.problem('piped', { at: into.word.span, data: { shell: into.word.raw } });
        }
        const file = savedTo(command);
        if (file !== undefined && file !== '-' && file !== '/dev/null' && file !== '/dev/stdout') saved.set(file, command);
      }
      if (verifies(command)) saved.clear();
      for (const file of saved.keys()) {
        if (!runs(command, file)) continue;
        yield ctx.problem('saved', { at, data: { file: baseName(file) } });
        saved.delete(file);
      }
    }
    if (script.commands.some(verifies)) return;
    for (const { path } of addedBefore(instruction)) {
      const found = script.commands.find((command) => runs(command, path));
      if (found) yield ctx.problem('added', { at: found.word.span, data: { file: baseName(path) } });
    }
  },
});
