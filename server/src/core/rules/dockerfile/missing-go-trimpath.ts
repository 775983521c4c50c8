import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { insertWordsAfter } from '../../fix/shell.js';
import { hasOption } from '../../knowledge/command-line.js';
import { goBuildOf } from '../../knowledge/go-build.js';
import { settingBefore, variableOf } from '../../knowledge/language-packages.js';

export default defineRule({
  id: 'dockerfile/missing-go-trimpath',
  category: 'reproducibility',
  on: 'dockerfile.command',
  scope: { commands: new Set(['go']) },
  summary: 'A Go binary holds the paths of the builder',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    paths: '"{command}" writes the folders of the builder into the binary, so it differs by place: add -trimpath',
  },
  docs: {
    description: 'go build or go install makes a binary of a stage that is used without -trimpath, and GOFLAGS does not set it.',
    rationale:
      'The absolute paths of sources and modules end up in the binary. The same commit built in another folder then gives another file, and the paths tell something about the machine.',
    impact: 'Stack traces name packages instead of files on the disk; debuggers need a mapping.',
    audit: 'go version -m BINARY shows -trimpath=true.',
    remediation: 'go build -trimpath, or ENV GOFLAGS=-trimpath.',
    defaultValue: 'Go records absolute paths.',
    references: ['go help build: -trimpath', 'Go: Perfectly Reproducible, Verified Go Toolchains'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM golang:1.27\nRUN go build -o /app ./cmd\n',
      good: 'FROM golang:1.27\nRUN go build -trimpath -o /app ./cmd\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    if (command.name !== 'go' || !instruction.stage?.reachable) return;
    const build = goBuildOf(command, instruction.state);
    if (!build?.makesBinary || hasOption(build.options, '-trimpath', '--trimpath')) return;
    const flags = `${variableOf(command, instruction.state, 'GOFLAGS') ?? ''} ${settingBefore(instruction, /^go$/, /^GOFLAGS$/) ?? ''}`;
    if (/-trimpath|\$/.test(flags)) return;
    const change = insertWordsAfter(ctx.model, instruction, script, build.verb, ['-trimpath']);
    const fix: Fix | undefined = change && { title: 'Add -trimpath', safety: 'unsafe', ...change };
    yield ctx.problem('paths', { at: build.verb.span, data: { command: `go ${build.verb.raw}` }, fixes: [fix] });
  },
});
