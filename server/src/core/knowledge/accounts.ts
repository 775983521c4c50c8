// The user accounts a stage has: those of its base image, and those its own commands create.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { factsOfUse } from './base-images.js';

export interface Account {
  readonly name: string;
  /** Absent when the command leaves the choice to the system, or names a variable without a default. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** The RUN that creates it; absent when the base image brings it. */
  readonly at: Instruction | undefined;
}

const SHORT_VALUED = new Set([...'bcdefgGkKpRsuZh']);
const LONG_VALUED = new Set([
  ...['--uid', '--gid', '--groups', '--home', '--home-dir', '--shell', '--gecos', '--comment', '--ingroup', '--base-dir', '--password'],
  ...['--expiredate', '--inactive', '--skel', '--key', '--root', '--firstuid', '--lastuid', '--conf'],
]);

/** A number written out, or the default of the variable that stands for it. */
function numberOf(word: ShellWord | undefined, at: Instruction): number | undefined {
  const variable = /^"?\$\{?(\w+)\}?"?$/.exec(word?.raw ?? '')?.[1];
  const text = word?.value ?? (variable === undefined ? undefined : (at.state.env.get(variable) ?? at.state.args.get(variable)));
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function readAccount(command: ShellCommand, at: Instruction): Account | undefined {
  if (command.name !== 'useradd' && command.name !== 'adduser') return undefined;
  const options = new Map<string, ShellWord>();
  const rest: ShellWord[] = [];
  const { args } = command;
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (!word) break;
    const text = word.value ?? word.raw;
    if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      if (equals > 0) options.set(text.slice(0, equals), { ...word, raw: text.slice(equals + 1), value: word.value?.slice(equals + 1) });
      else if (LONG_VALUED.has(text)) options.set(text, args[++i] ?? word);
    } else if (text.startsWith('-')) {
      for (let k = 1; k < text.length; k++) {
        const letter = text[k] ?? '';
        if (!SHORT_VALUED.has(letter)) continue;
        const joined = text.slice(k + 1);
        options.set(`-${letter}`, joined === '' ? (args[++i] ?? word) : { ...word, raw: joined, value: word.value?.slice(k + 1) });
        break;
      }
    } else rest.push(word);
  }
  const name = rest[0]?.value;
  // Two names after adduser put an existing account into a group.
  if (rest.length !== 1 || name === undefined) return undefined;
  const uid = numberOf(options.get('-u') ?? options.get('--uid'), at);
  const group = command.name === 'useradd' ? (options.get('-g') ?? options.get('--gid')) : options.get('--gid');
  return { name, uid, gid: numberOf(group, at), at };
}

/** In the order they appear: the base image's first. */
export function accountsOf(stage: Stage): readonly Account[] {
  const given = (factsOfUse(stage.rootImage)?.accounts ?? []).map((account) => ({ ...account, at: undefined }));
  const created = [...stage.chain]
    .reverse()
    .flatMap((link) =>
      link.instructions
        .filter((instruction) => instruction.keyword === 'RUN')
        .flatMap((run) => run.scripts().flatMap((script) => script.commands.flatMap((command) => readAccount(command, run) ?? []))),
    );
  return [...given, ...created];
}
