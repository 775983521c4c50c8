import { defineRule } from '../../engine/rule.js';
import {
  addSourcesOf,
  baseName,
  downloadOf,
  isDownload,
  isInterpreter,
  readsProgram,
  runs,
  savedTo,
  verifies,
} from '../../knowledge/downloads.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

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
      const to = (earlier.json ? earlier.json.items : earlier.words).at(-1)?.value ?? '';
      return addSourcesOf(earlier)
        .filter(({ kind }) => kind === 'http')
        .map(({ written }) => ({
          path: to.endsWith('/') || to === '.' ? `${to === '.' ? '' : to}${baseName(written.replace(/[?#].*$/, ''))}` : to,
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
      'Whoever controls the server, the name or the network at build time runs programs in the build, with its secrets and its network, and leaves whatever they like in the image. The next build may get another program, and nobody sees it.',
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
        const download = downloadOf(command, instruction.state);
        const file = download && savedTo(download);
        if (file !== undefined) saved.set(file, command);
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
