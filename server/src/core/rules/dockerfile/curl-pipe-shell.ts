import { defineRule } from '../../engine/rule.js';
import {
  addSourcesOf,
  baseName,
  downloadOf,
  isDownload,
  isInterpreter,
  programOf,
  readsProgram,
  runs,
  savedTo,
  verifies,
} from '../../knowledge/downloads.js';
import type { Stage } from '../../model/dockerfile/types.js';

interface Added {
  readonly path: string;
  readonly index: number;
}

/** Files that an ADD without checksum fetches into the stage. */
function addedIn(stage: Stage): readonly Added[] {
  let added = addedOfStage.get(stage);
  if (!added) {
    added = stage.instructions
      .filter(({ keyword, flags }) => keyword === 'ADD' && !flags.some(({ name }) => name === 'checksum'))
      .flatMap((add) => {
        const to = (add.json ? add.json.items : add.words).at(-1)?.value ?? '';
        return addSourcesOf(add)
          .filter(({ kind }) => kind === 'http')
          .map(({ written }) => ({
            path: to.endsWith('/') || to === '.' ? `${to === '.' ? '' : to}${baseName(written.replace(/[?#].*$/, ''))}` : to,
            index: add.index,
          }));
      });
    addedOfStage.set(stage, added);
  }
  return added;
}

const addedOfStage = new WeakMap<Stage, readonly Added[]>();

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
    // By the last part of the path.
    const saved = new Map<string, Set<string>>();
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
        if (file !== undefined) saved.set(baseName(file), (saved.get(baseName(file)) ?? new Set()).add(file));
      }
      if (verifies(command)) saved.clear();
      const program = saved.size > 0 ? programOf(command) : undefined;
      const same = program === undefined ? undefined : saved.get(baseName(program));
      for (const file of same ?? []) {
        if (!runs(command, file)) continue;
        yield ctx.problem('saved', { at, data: { file: baseName(file) } });
        same?.delete(file);
      }
    }
    const added = instruction.stage ? addedIn(instruction.stage) : [];
    if (added.length === 0 || script.commands.some(verifies)) return;
    const programs = new Set(script.commands.map((command) => baseName(programOf(command) ?? '')));
    for (const { path, index } of added) {
      if (index >= instruction.index) break;
      const found = programs.has(baseName(path)) ? script.commands.find((command) => runs(command, path)) : undefined;
      if (found) yield ctx.problem('added', { at: found.word.span, data: { file: baseName(path) } });
    }
  },
});
