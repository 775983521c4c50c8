import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { replaceInstruction } from '../../fix/dockerfile.js';
import { FETCHERS, downloadOf, gitCloneOf, isFixedRef, savedTo, spanOfSource } from '../../knowledge/downloads.js';
import type { Download, GitClone } from '../../knowledge/downloads.js';
import { isCalledBelow } from '../../knowledge/last-run.js';
import { textOf, writtenText } from '../../knowledge/shell-text.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';
import { baseName } from '../../text/base-name.js';

/** Options that only say how to fetch and where to put it. */
const PLAIN =
  /^(?:-[fsSLqOovP#N]|-n[vc]|--(?:fail|fail-with-body|silent|show-error|location|output|output-dir|output-document|remote-name|create-dirs|retry|retry-delay|retry-max-time|retry-connrefused|retry-all-errors|connect-timeout|max-time|compressed|proto|proto-redir|tlsv1\.[23]|progress|progress-bar|quiet|no-verbose|tries|timeout|directory-prefix|no-hsts|https-only|show-progress|verbose))$/;
const CLONE =
  /^(?:-b|--branch|--revision|--depth|--single-branch|-q|--quiet|--no-tags|--recursive|--recurse-submodules|--shallow-submodules|-c|-j|--jobs)$/;

const isFixedUrl = (url: string): boolean => /^https?:\/\/[^$`\s]+$/i.test(url);

/** `tar -xz -C /opt`: unpacks standard input and does nothing else. */
const isPlainUnpack = (command: ShellCommand): boolean =>
  (command.name === 'tar' || command.name === 'bsdtar') &&
  command.args.length > 0 &&
  command.args.every((word, i) => {
    const text = writtenText(word);
    const before = command.args[i - 1];
    return (
      /^-?[xzjJvpf]+C?$/.test(text) ||
      /^(?:-C|--directory|--extract|--gzip|--file=-|--directory=.*|-)$/.test(text) ||
      (before !== undefined && /C$|^--directory$/.test(writtenText(before)))
    );
  });

/** Programs that ask git for the version, or are told by a Makefile to. */
const ASKS_GIT = ['git', 'make', 'gmake', 'just', 'task', 'goreleaser', 'bazel'];

function cloneAsAdd(clone: GitClone, at: Instruction): string | undefined {
  const { ref, folder, source } = clone;
  const url = writtenText(source.word);
  const written = ref?.value ?? '';
  const value = ref?.valueWord ? textOf(ref.valueWord, at.state).replace(/^--\w+=/, '') : '';
  const isGitUrl = /\.git$/.test(url) || /^git@/.test(url);
  if (!isGitUrl || !isFixedRef(value) || /["'\s]/.test(written + (folder ?? ''))) return undefined;
  const target = folder ?? `./${baseName(url).replace(/\.git$/, '')}`;
  return `ADD ${isCalledBelow(at, ASKS_GIT) ? '--keep-git-dir=true ' : ''}${url}#${written} ${target}`;
}

export default defineRule({
  id: 'dockerfile/download-in-run',
  category: 'supply-chain',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'], commands: FETCHERS },
  summary: 'A RUN only downloads what ADD can fetch',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    file: 'This RUN only downloads: ADD --checksum verifies it, caches by content, needs no {command}',
    archive: 'This RUN only downloads and unpacks: ADD --unpack --checksum does so, verified and without {command}',
    clone: 'This RUN only clones: ADD fetches a repository at a tag or commit, cached and without git in the image',
  },
  docs: {
    description:
      'A RUN does nothing but fetch one fixed URL with curl or wget, without headers, method or credentials, or pipe it into a plain tar, or clone one repository. RUN with mounts or other flags is left alone.',
    rationale:
      'A RUN is cached by its text: a file that changed on the server is not noticed, one that did not is fetched again after each change above. ADD asks the server, compares a checksum, and keeps curl, wget and git out of the image.',
    impact:
      'ADD sets the mode of files to 600 unless --chmod says otherwise, and leaves the history of a repository out unless --keep-git-dir is set.',
    audit: 'docker history --no-trunc IMAGE shows such layers.',
    remediation: 'ADD --checksum=sha256:... URL FILE; ADD --unpack=true URL FOLDER; ADD https://host/repository.git#TAG FOLDER.',
    defaultValue: 'RUN runs with the network of the builder.',
    references: ['Dockerfile reference: ADD', 'Docker: Building best practices, ADD or COPY'],
    limits: 'Seaworthy cannot compute a checksum, so only clones of a tag or commit are rewritten.',
  },
  equivalents: ['sonar:S7026', 'tally:prefer-add-unpack', 'tally:prefer-add-git'],
  examples: [
    {
      bad: 'FROM alpine/git:2.49.1\nRUN git clone --depth 1 --branch v1.4.0 https://github.com/example/tool.git /src\n',
      good: 'FROM alpine/git:2.49.1\nADD https://github.com/example/tool.git#v1.4.0 /src\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN' || instruction.flags.length > 0) return;
    const [script, ...more] = instruction.scripts();
    const [command, next, ...rest] = script?.commands ?? [];
    if (!script || !command || more.length > 0 || rest.length > 0 || command.assignments.length > 0 || command.wrappers.length > 0) return;
    const isPipe = next !== undefined && command.pipeline.length === 2 && command.pipeline[1] === next;
    if (next && !isPipe) return;
    const clone: GitClone | undefined = next ? undefined : gitCloneOf(command, instruction.state);
    if (clone) {
      if (!clone.options.every(({ name }) => CLONE.test(name)) || !/^(?:https?:\/\/|git@)[^$`]+$/.test(clone.source.url)) return;
      const text = instruction.onbuild ? undefined : cloneAsAdd(clone, instruction);
      const change = text === undefined ? undefined : replaceInstruction(ctx.model, instruction, text);
      const fix: Fix | undefined = change && { title: 'Fetch it by ADD', safety: 'unsafe', ...change };
      yield ctx.problem('clone', { at: command.word.span, fixes: [fix], standsFor: ['tally:prefer-add-git'] });
      return;
    }
    const download: Download | undefined = downloadOf(command, instruction.state);
    const [source, ...others] = download?.sources ?? [];
    if (!download || !source || others.length > 0 || !isFixedUrl(source.url)) return;
    if (!download.options.every(({ name }) => PLAIN.test(name))) return;
    if (next) {
      if (savedTo(download) !== undefined || !isPlainUnpack(next)) return;
      yield ctx.problem('archive', {
        at: spanOfSource(source),
        data: { command: command.name ?? '' },
        standsFor: ['tally:prefer-add-unpack', 'sonar:S7026'],
      });
    } else if (savedTo(download) !== undefined) {
      yield ctx.problem('file', { at: spanOfSource(source), data: { command: command.name ?? '' }, standsFor: ['sonar:S7026'] });
    }
  },
});
