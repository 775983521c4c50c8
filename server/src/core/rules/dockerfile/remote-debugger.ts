import { defineRule } from '../../engine/rule.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { spanOfPart, writtenText } from '../../knowledge/shell-text.js';
import { baseName } from '../../knowledge/start-command.js';
import { environmentOf } from '../../knowledge/stage-environment.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellWord } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';

interface Debugger {
  readonly name: string;
  readonly at: Span;
}

const ALL = '(?:0\\.0\\.0\\.0|\\[::\\]|::|\\*)';
/** Options that carry the address in themselves, on a command line or in a variable. */
const IN_OPTION: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`--inspect(?:-brk|-wait)?=${ALL}(?::\\d+)?(?=$|[\\s"'])`), 'Node.js'],
  [new RegExp(`(?<![^\\s"'])[^\\s"']*jdwp[=:][^\\s"']*address=${ALL}:\\d+[^\\s"']*`), 'Java'],
];
const OPEN = new RegExp(`^${ALL}?:\\d+$`);
const NAMED = new RegExp(`^${ALL}(?::\\d+)?$`);

/** Words of one command whose program is a debugger, with the option that says where it listens. */
function listenerAmong(words: readonly ShellWord[]): Debugger | undefined {
  const texts = words.map((word) => writtenText(word));
  const names = texts.map((text) => baseName(text));
  const valueAfter = (...options: readonly string[]): { readonly value: string; readonly word: ShellWord } | undefined => {
    for (const [i, text] of texts.entries()) {
      const word = words[i];
      const next = words[i + 1];
      if (options.includes(text) && next) return { value: writtenText(next), word: next };
      const joined = options.find((option) => text.startsWith(`${option}=`));
      if (joined !== undefined && word) return { value: text.slice(joined.length + 1), word };
    }
    return undefined;
  };
  if (names.includes('dlv')) {
    const found = valueAfter('--listen', '-l');
    return found && OPEN.test(found.value) ? { name: 'Delve', at: spanOfPart(found.word, found.value) } : undefined;
  }
  if (texts.includes('debugpy') || texts.includes('ptvsd')) {
    const found = valueAfter('--listen', '--host');
    return found && NAMED.test(found.value) ? { name: 'Python', at: spanOfPart(found.word, found.value) } : undefined;
  }
  if (names.includes('rdbg')) {
    const found = valueAfter('--host');
    return found && NAMED.test(found.value) ? { name: 'Ruby', at: spanOfPart(found.word, found.value) } : undefined;
  }
  const server = names.indexOf('gdbserver');
  const address = words.slice(server + 1).find(({ raw }) => OPEN.test(raw));
  return server >= 0 && address ? { name: 'GDB', at: address.span } : undefined;
}

function* debuggersIn(instruction: Instruction | undefined): Generator<Debugger> {
  for (const script of instruction?.scripts() ?? []) {
    for (const { words } of script.commands) {
      const listener = listenerAmong(words);
      if (listener) yield listener;
      for (const word of words) {
        for (const [pattern, name] of IN_OPTION) {
          const match = pattern.exec(writtenText(word));
          if (match) yield { name, at: spanOfPart(word, match[0]) };
        }
      }
    }
  }
}

const capped = ({ start, end }: Span): Span => ({ start, end: Math.min(end, start + 59) });

export default defineRule({
  id: 'dockerfile/remote-debugger',
  category: 'security',
  on: 'dockerfile.finalStage',
  summary: 'The image starts a debugger that everybody can reach',
  severity: 'warning',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    open: 'Whoever reaches this {name} debugger runs code in the program: listen on 127.0.0.1 or leave it out',
  },
  docs: {
    description:
      'CMD, ENTRYPOINT or ENV of the final stage opens a debugger on all addresses: node --inspect=0.0.0.0, jdwp with address=*: or 0.0.0.0, dlv --listen=:2345, debugpy --listen 0.0.0.0:5678, rdbg --host 0.0.0.0, gdbserver :1234. Images whose names tell that they are for development or tests are exempt.',
    rationale: 'These protocols ask for no password: a connection is enough to read all memory and to run code as the user of the program.',
    impact:
      'Nothing is changed by Seaworthy. On 127.0.0.1 the debugger is reached by kubectl port-forward or a published port of the host alone.',
    audit: 'docker run -d IMAGE, then docker exec CONTAINER ss -ltn lists what listens.',
    remediation: 'Take the option out of the image and give it in compose.override.yaml, or in a stage of its own (FROM base AS debug).',
    defaultValue: 'node --inspect, jdwp of Java 9 and later and debugpy with a port alone listen on the loopback address.',
    references: ['Node.js: Debugging guide, security implications', 'CWE-489: Active Debug Code'],
    limits: 'Start scripts and settings of programs are not read.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM node:24-slim\nCMD ["node", "--inspect=0.0.0.0:9229", "server.js"]\n',
      good: 'FROM node:24-slim\nCMD ["node", "server.js"]\n',
      byFix: false,
    },
  ],
  *check({ stage }, ctx) {
    const found = [...debuggersIn(stage.entrypoint), ...debuggersIn(stage.cmd)];
    for (const { name, value, written } of environmentOf(stage)) {
      for (const [pattern, program] of IN_OPTION) {
        const match = pattern.exec(value);
        if (!match) continue;
        const offset = ctx.text.slice(written.span.start, written.span.end).indexOf(match[0]);
        const start = written.span.start + Math.max(offset, 0);
        found.push({ name: program, at: { start, end: offset < 0 ? written.span.end : start + match[0].length } });
      }
      if (/^(?:JPDA_ADDRESS|RUBY_DEBUG_HOST)$/.test(name) && NAMED.test(value))
        found.push({ name: name.startsWith('J') ? 'Java' : 'Ruby', at: written.span });
    }
    if (found.length === 0) return;
    const kind = imageKindOf(stage, ctx.path, 'auto');
    if (kind === 'dev' || kind === 'ci') return;
    for (const { name, at } of found) yield ctx.problem('open', { at: capped(at), data: { name } });
  },
});
