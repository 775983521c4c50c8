import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { insertWordsAfter, replaceShellWord } from '../../fix/shell.js';
import { hasOption } from '../../knowledge/command-line.js';
import { checksContent, downloadOf, hostOf, isLocalHost, readerOf, savedTo } from '../../knowledge/downloads.js';
import { writtenText } from '../../knowledge/shell-text.js';
import type { ShellCommand } from '../../model/shell/types.js';
import { baseName } from '../../text/base-name.js';

/** Requests whose answer is looked at, or that send something. */
const INSPECTS = [
  '-w',
  '--write-out',
  '-I',
  '--head',
  '-i',
  '--include',
  '-D',
  '--dump-header',
  '-X',
  '--request',
  '-d',
  '--data',
  '-T',
  '-F',
];

/** Does the command compare this file with what was promised: by its words, by what is piped to it, or by a list that may hold it? */
function isCheckOf(command: ShellCommand, file: string): boolean {
  if (!checksContent(command)) return false;
  const name = baseName(file);
  if (command.pipeline.some(({ args }) => args.some((word) => writtenText(word).includes(name)))) return true;
  const words = command.args.map(writtenText);
  return words.some((word) => /^(?:-\w*c\w*|--check)$/.test(word)) && words.some((word) => !word.startsWith('-'));
}

/** Archives and packages are looked at as they are opened; install only copies. */
const stopsAtPage = (reader: ReturnType<typeof readerOf>): boolean =>
  reader?.use === 'unpacked' || (reader?.use === 'installed' && reader.by?.name !== 'install');

export default defineRule({
  id: 'dockerfile/curl-without-fail',
  category: 'maintainability',
  on: 'dockerfile.command',
  scope: { commands: new Set(['curl']) },
  summary: 'curl takes an error page for the file',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    noFail: 'Without -f curl saves an error page and reports success, so the build goes on with it: add -f',
    unpacked: 'Without -f curl hands an error page to "{program}", which then fails without the reason: add -f',
    noLocation: 'Without -L curl saves the redirect in place of the file when the address has moved: add -L',
  },
  docs: {
    description:
      'curl fetches something that is saved, piped to tar, unpacked, installed or run, and has no -f, --fail or --fail-with-body. Requests that look at the status or the headers (-w, -I, -i, -D) or that send something are left alone, and so are files in front of a check of a checksum or signature. With -f but without -L it is a hint, and so is a file that the same script at once unpacks or installs.',
    rationale:
      'For curl an answer of 404 or 503 is a success: the page of the server is written to the file, the RUN succeeds, and the layer is cached. The build then breaks somewhere else, or not at all until the program starts.',
    impact: 'The build stops where the server answers with an error, which is what it is for.',
    audit: 'Look for curl in docker history --no-trunc IMAGE.',
    remediation: 'curl -fsSL URL -o FILE.',
    defaultValue: 'curl exits with 0 for every answer of the server and follows no redirects.',
    references: ['curl manual: --fail', 'curl manual: --location'],
    limits: 'A .curlrc that sets the option is not read.',
  },
  equivalents: ['~tally:curl-should-follow-redirects'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -sSL https://example.com/tool.tgz -o /opt/tool.tgz\n',
      good: 'FROM debian:trixie-slim\nRUN curl -fsSL https://example.com/tool.tgz -o /opt/tool.tgz\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    if (command.name !== 'curl') return;
    const download = downloadOf(command, instruction.state);
    if (!download || download.sources.length === 0 || hasOption(download.options, ...INSPECTS, '-K', '--config')) return;
    const isPipedToFile = command.pipeline.slice(command.pipeline.indexOf(command) + 1).some(({ name }) => name === 'tee');
    const reader = readerOf(download, script.commands);
    if (savedTo(download) === undefined && !isPipedToFile && reader === undefined) return;
    const hasFail = hasOption(download.options, '-f', '--fail', '--fail-with-body');
    const hasLocation = hasOption(download.options, '-L', '--location', '--location-trusted');
    if (hasFail && hasLocation) return;
    // A checksum or signature that the same script checks stops at an error page as well.
    const file = savedTo(download);
    if (!hasFail && file !== undefined && reader?.use !== 'run') {
      if (script.commands.slice(script.commands.indexOf(command)).some((later) => isCheckOf(later, file))) return;
    }
    const isHttp = download.sources.every(({ url }) => !/^(?:ftp|file|scp|sftp):/.test(url));
    if (!isHttp) return;
    const [host] = download.sources.map(({ url }) => hostOf(url));
    if (hasFail && host !== undefined && isLocalHost(host)) return;
    const letters = hasFail ? 'L' : hasLocation ? 'f' : 'fL';
    // Letters more for the first bundle of short options; "-o" alone takes what follows.
    const [first] = command.args;
    const bundle = first && /^-[a-zA-Z]*[sSLfkqv][a-zA-Z]*$/.test(first.raw) && script.form !== 'exec' ? first : undefined;
    const change = bundle
      ? replaceShellWord(ctx.model, instruction, script, bundle, `-${letters}${bundle.raw.slice(1)}`)
      : insertWordsAfter(ctx.model, instruction, script, command.word, [`-${letters}`]);
    const fix: Fix | undefined = change && { title: `Add -${letters}`, safety: 'unsafe', ...change };
    const at = command.word.span;
    const standsFor = hasLocation ? [] : ['tally:curl-should-follow-redirects'];
    if (hasFail) {
      yield ctx.problem('noLocation', { at, fixes: [fix], standsFor, severity: 'hint' });
    } else if (!isPipedToFile && stopsAtPage(reader)) {
      yield ctx.problem('unpacked', { at, fixes: [fix], standsFor, severity: 'hint', data: { program: reader?.by?.name ?? '' } });
    } else yield ctx.problem('noFail', { at, fixes: [fix], standsFor });
  },
});
