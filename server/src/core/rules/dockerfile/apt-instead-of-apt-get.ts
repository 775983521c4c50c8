import { defineRule } from '../../engine/rule.js';
import { changeTogether } from '../../fix/dockerfile.js';
import { insertWordsAfter, replaceShellWord } from '../../fix/shell.js';

/** What apt-cache answers; everything else but these and `list` is apt-get's. */
const CACHE = /^(?:search|show|showsrc|policy|depends|rdepends)$/;
/** Only apt has them. */
const APT_ONLY = /^(?:list|edit-sources|history|history-\w+|why|why-not|modernize-sources)$/;

export default defineRule({
  id: 'dockerfile/apt-instead-of-apt-get',
  category: 'maintainability',
  on: 'dockerfile.runScript',
  scope: { commands: new Set(['apt']) },
  summary: 'apt, made for people, is used in a script',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    script: 'apt is for people, its options and output may change with each release: use {tool} in scripts',
    only: 'apt is for people, and the output of "apt {verb}" may change: use dpkg-query or apt-cache in scripts',
  },
  docs: {
    description:
      'A command of a RUN is apt; each RUN has one finding, whose fix changes them all. apt-get, apt-cache, apt-mark and apt-config are fine, and so are paths that merely hold the word.',
    rationale:
      'apt says so itself when its output is no terminal: it "does not have a stable CLI interface". Defaults have changed between releases (what upgrade installs, whether downloads are kept, colors, progress), and a build that takes a newer base then behaves in another way.',
    impact: 'None: apt-get does the same. apt upgrade may also install new packages, so that it becomes apt-get upgrade --with-new-pkgs.',
    audit: 'The build log holds "WARNING: apt does not have a stable CLI interface".',
    remediation: 'Write apt-get for install, update, remove and the like, apt-cache for search, show and policy, dpkg-query for list.',
    defaultValue: 'Both commands are in every Debian and Ubuntu image.',
    references: ['apt(8): Script Usage and Differences from Other APT Tools'],
  },
  equivalents: ['hadolint:DL3027', 'checkov:CKV_DOCKER_9', 'kics:b84a0b47-2e99-4c9f-8933-98bcabe2b94d', 'semgrep:prefer-apt-get'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN apt update && apt install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    const calls = script.commands.flatMap((command) => {
      const verb = command.name === 'apt' ? command.args.find(({ raw }) => /^[a-z]/.test(raw)) : undefined;
      return verb?.value === undefined ? [] : [{ command, verb, text: verb.value, tool: CACHE.test(verb.value) ? 'apt-cache' : 'apt-get' }];
    });
    const only = calls.filter(({ text }) => APT_ONLY.test(text));
    for (const { command, text } of only) yield ctx.problem('only', { at: command.word.span, data: { verb: text } });
    const others = calls.filter(({ text }) => !APT_ONLY.test(text));
    const [first] = others;
    if (!first) return;
    const changes = others.flatMap(({ command, verb, text, tool }) => [
      replaceShellWord(ctx.model, instruction, script, command.word, command.word.raw.replace(/apt$/, tool)),
      ...(text === 'upgrade' ? [insertWordsAfter(ctx.model, instruction, script, verb, ['--with-new-pkgs'])] : []),
      ...(text === 'full-upgrade' ? [replaceShellWord(ctx.model, instruction, script, verb, 'dist-upgrade')] : []),
    ]);
    const change = changeTogether(ctx.model, instruction, changes);
    const tools = [...new Set(others.map(({ tool }) => tool))].join(' and ');
    yield ctx.problem('script', {
      at: first.command.word.span,
      data: { tool: first.tool },
      related: others.slice(1, 5).map(({ command, tool }) => ({ at: command.word.span, message: `apt again: use ${tool}` })),
      fixes: [change && { title: `Use ${tools}`, safety: 'safe', ...change }],
    });
  },
});
