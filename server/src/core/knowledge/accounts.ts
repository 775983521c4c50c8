// The user accounts a stage has: those of its base image, and those its own commands create.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { factsOfUse } from './base-images.js';
import { hasOption, lastOption, readCommandLine } from './command-line.js';
import { commandsOf } from './compile-steps.js';
import type { CommandOption, OptionSyntax } from './command-line.js';
import { putIn, writtenText } from './shell-text.js';
import { alongChain } from './stage-chain.js';

export interface Account {
  readonly name: string;
  /** Absent when the command leaves the choice to the system, or names a variable without a default. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** The RUN that creates it; absent when the base image brings it. */
  readonly at: Instruction | undefined;
}

const USER_OPTIONS =
  '-b -c -d -e -f -k -K -p -P -R -s -u -Z --base-dir --comment --home --home-dir --expiredate --inactive --skel --key --password --prefix --root --shell --uid --selinux-user --selinux-range --gecos --firstuid --lastuid --conf --ingroup --gid --groups'.split(
    ' ',
  );
const GROUP_OPTIONS = '-g -K -p -P -R -U --gid --key --password --prefix --root --users --firstgid --lastgid --conf'.split(' ');
/** Options with a value, by program. `-g` of adduser is the comment, `-h` its home directory. */
const SYNTAX: Readonly<Record<string, OptionSyntax>> = {
  useradd: { valued: new Set([...USER_OPTIONS, '-g', '-G']) },
  usermod: { valued: new Set([...USER_OPTIONS, '-g', '-G', '-l', '--login', '-v', '-w', '-V', '-W']) },
  adduser: { valued: new Set([...USER_OPTIONS, '-g', '-G', '-h'].filter((name) => name !== '-c')) },
  groupadd: { valued: new Set(GROUP_OPTIONS) },
  addgroup: { valued: new Set(GROUP_OPTIONS) },
};

/** A command that creates a user or a group, or puts a user into a group. */
export interface AccountCommand {
  readonly makes: 'user' | 'group' | 'member';
  /** The user or group; absent where it is not written out. */
  readonly name: ShellWord | undefined;
  /** The number asked for: the uid of a user, the gid of a group. Defaults of variables are put in. */
  readonly id: number | undefined;
  readonly idOption: CommandOption | undefined;
  /** The primary group of a new user, name or number. */
  readonly group: string | undefined;
  /** Groups the user is put into beside the primary one. */
  readonly supplementary: readonly string[];
  /** -o: another account may have the same number. */
  readonly allowsDuplicate: boolean;
  /** Says that an account of the system is meant; adduser of Debian is content when it is there already. */
  readonly isSystem: boolean;
  readonly options: readonly CommandOption[];
  readonly at: Instruction;
}

export function accountCommandOf(command: ShellCommand, at: Instruction): AccountCommand | undefined {
  const program = command.name ?? '';
  if (program === 'gpasswd') return memberOf(command, at);
  const syntax = Object.hasOwn(SYNTAX, program) ? SYNTAX[program] : undefined;
  if (!syntax || command.wrappers.includes('chroot')) return undefined;
  const { options, operands } = readCommandLine(command.args, syntax);
  const valueOf = (...names: readonly string[]): string | undefined => {
    const value = lastOption(options, ...names)?.value;
    return value === undefined ? undefined : putIn(value, at.state);
  };
  const [first, second] = operands;
  const listed = program === 'adduser' ? undefined : valueOf('-G', '--groups');
  const supplementary = listed?.split(',').filter((name) => name !== '') ?? [];
  const shared = {
    allowsDuplicate: hasOption(options, '-o', '--non-unique'),
    isSystem: hasOption(options, '-r', '-S', '--system'),
    options,
    at,
  };

  if (program === 'usermod')
    return { ...shared, makes: 'member', name: first, id: undefined, idOption: undefined, group: undefined, supplementary };
  const isGroup = program === 'groupadd' || program === 'addgroup';
  // adduser USER GROUP and addgroup USER GROUP put an account that is there into a group.
  if (second && (program === 'adduser' || program === 'addgroup')) {
    return {
      ...shared,
      makes: 'member',
      name: first,
      id: undefined,
      idOption: undefined,
      group: undefined,
      supplementary: [putIn(writtenText(second), at.state)],
    };
  }
  if (operands.length !== 1) return undefined;
  const idOption = isGroup ? lastOption(options, '-g', '--gid') : lastOption(options, '-u', '--uid');
  const number = idOption?.value === undefined ? '' : putIn(idOption.value, at.state);
  const group = isGroup ? undefined : program === 'useradd' ? valueOf('-g', '--gid') : valueOf('-G', '--ingroup', '--gid');
  return {
    ...shared,
    makes: isGroup ? 'group' : 'user',
    name: first,
    id: /^\d+$/.test(number) ? Number(number) : undefined,
    idOption,
    group,
    supplementary,
  };
}

/** `gpasswd -a USER GROUP`. */
function memberOf(command: ShellCommand, at: Instruction): AccountCommand | undefined {
  const { options, operands } = readCommandLine(command.args, { valued: new Set(['-a', '--add']) });
  const added = lastOption(options, '-a', '--add');
  const group = operands[0];
  if (!added?.valueWord || !group) return undefined;
  return {
    makes: 'member',
    name: added.valueWord,
    id: undefined,
    idOption: undefined,
    group: undefined,
    supplementary: [writtenText(group)],
    allowsDuplicate: false,
    isSystem: false,
    options,
    at,
  };
}

function readAccount(command: ShellCommand, { makes, name, id, group, at }: AccountCommand): Account | undefined {
  if (command.name !== 'useradd' && command.name !== 'adduser') return undefined;
  if (makes !== 'user' || name?.value === undefined) return undefined;
  return { name: name.value, uid: id, gid: group !== undefined && /^\d+$/.test(group) ? Number(group) : undefined, at };
}

interface Located {
  readonly command: ShellCommand;
  readonly account: AccountCommand;
}

/** Several rules ask for the same stage. */
const commandsByStage = new WeakMap<Stage, readonly Located[]>();

/** The commands of this stage and those it is built on that deal with accounts, in order. */
export const accountCommandsOf = (stage: Stage): readonly Located[] => alongChain(commandsByStage, stage, readAccountCommands);

/** Each stage has its own list: of more than anybody makes in those below it only the last ones are in there. */
const MOST_BELOW = 200;

function readAccountCommands(below: readonly Located[] | undefined, stage: Stage): readonly Located[] {
  const own = stage.instructions.flatMap((run) =>
    run.keyword === 'RUN'
      ? commandsOf(run).flatMap((command) => {
          const account = accountCommandOf(command, run);
          return account ? [{ command, account }] : [];
        })
      : [],
  );
  return below && own.length === 0 ? below : [...(below ?? []).slice(-MOST_BELOW), ...own];
}

/** In the order they appear: the base image's first. */
export function accountsOf(stage: Stage): readonly Account[] {
  const known = accountsByStage.get(stage);
  if (known) return known;
  const given = (factsOfUse(stage.rootImage)?.accounts ?? []).map((account) => ({ ...account, at: undefined }));
  const accounts = [...given, ...accountCommandsOf(stage).flatMap(({ command, account }) => readAccount(command, account) ?? [])];
  accountsByStage.set(stage, accounts);
  return accounts;
}

const accountsByStage = new WeakMap<Stage, readonly Account[]>();
