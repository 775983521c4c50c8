import { defineRule } from '../../engine/rule.js';
import { SourceSearch } from '../../knowledge/copied-files.js';
import { isTrue, languageCommandOf, variableOf } from '../../knowledge/language-packages.js';
import { FirstInChain } from '../../knowledge/stage-chain.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';
import { baseName } from '../../text/base-name.js';

/** Does the command write a lock of another tool out, with its hashes? */
const exportsLock = ({ name, args }: ShellCommand): boolean =>
  /^(?:uv|poetry|pdm|pipenv|pip-compile)$/.test(name ?? '') &&
  args.some(({ value }) => /^(?:export|requirements|compile)$/.test(value ?? '') || name === 'pip-compile') &&
  !args.some(({ value }) => value === '--without-hashes' || value === '--no-hashes');

const exporting = new FirstInChain(
  (run) => run.keyword === 'RUN' && run.scripts().some(({ commands }) => commands.some((command) => exportsLock(command))),
);

/** Is the file, or the folder that it stands in, copied before? Asked for the few files that the host has read. */
const copies = new Map<string, SourceSearch<boolean>>();

function isCopied(file: string, before: Instruction): boolean {
  if (copies.size > MOST_FILES) copies.clear();
  const search = copies.get(file) ?? new SourceSearch(({ path }) => path === file || path === '.' || undefined);
  copies.set(file, search);
  return search.before(before) === true;
}

const MOST_FILES = 50;

export default defineRule({
  id: 'dockerfile/unhashed-pip-requirements',
  category: 'supply-chain',
  on: 'dockerfile.command',
  scope: { commands: /^(?:pip[\d.]*|uv|(?:python|pypy)[\d.]*)$/ },
  summary: 'Requirements are installed without hashes',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
  messages: {
    unhashed: '"{file}" is installed without hashes, so a replaced release goes unnoticed: add --require-hashes',
  },
  docs: {
    description:
      'pip install -r or uv pip install -r runs without --require-hashes, PIP_REQUIRE_HASHES is not set, the file is not known to hold hashes, and no lock of uv, poetry or pdm was exported in the stage.',
    rationale:
      'A version number names a release, a hash its content. With hashes a file that was replaced on the index, on a mirror or on the way stops the build, and so does a dependency that nobody listed.',
    impact: 'Every dependency, those of dependencies too, has to be listed with its hashes.',
    audit: 'grep -c -- --hash= requirements.txt counts the hashes.',
    remediation: 'Write the file by uv pip compile --generate-hashes or pip-compile --generate-hashes and install with --require-hashes.',
    defaultValue: 'pip compares hashes only where the file has one.',
    references: ['pip documentation: Secure installs', 'OpenSSF Scorecard: Pinned-Dependencies'],
    limits: 'Only a requirements.txt at the top of the context is read.',
  },
  equivalents: ['scorecard:Pinned-Dependencies'],
  examples: [
    {
      bad: 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
      good: 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install --require-hashes -r requirements.txt\n',
      byFix: false,
    },
  ],
  *check({ command, instruction }, ctx) {
    if (!/^(?:pip[\d.]*|uv|(?:python|pypy)[\d.]*)$/.test(command.name ?? '')) return;
    const found = languageCommandOf(command, instruction.state);
    if (!found || found.has('--require-hashes') || (found.tool !== 'pip' && command.args[0]?.value !== 'pip')) return;
    if (isTrue(variableOf(command, instruction.state, 'PIP_REQUIRE_HASHES', 'UV_REQUIRE_HASHES'))) return;
    for (const { name, value = '', valueWord } of found.options) {
      if (!/^(?:-r|--requirements?)$/.test(name) || !valueWord) continue;
      const file = baseName(value);
      const hasHashes = ctx.files?.read(file)?.includes('--hash=') === true;
      if ((hasHashes && isCopied(file, instruction)) || exporting.of(instruction.stage) <= instruction.index) continue;
      yield ctx.problem('unhashed', { at: valueWord.span, data: { file } });
    }
  },
});
