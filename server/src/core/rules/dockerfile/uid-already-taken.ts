import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { accountCommandOf } from '../../knowledge/accounts.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';
import { spanOfPart } from '../../knowledge/shell-text.js';
import { FirstInChain } from '../../knowledge/stage-chain.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../../model/shell/types.js';

const OTHER_ID = '10001';
/** Make room, or look first. */
const CHANGERS: ReadonlySet<string> = new Set(['userdel', 'deluser', 'groupdel', 'delgroup', 'usermod', 'groupmod']);
const LOOKERS: ReadonlySet<string> = new Set(['getent', 'id', 'grep', '[', 'test', '[[']);

const commandsOf = (run: Instruction): readonly ShellCommand[] => run.scripts().flatMap((script) => script.commands);

/** RUNs that remove or rename accounts; which ones often stands in variables. */
const changing = new FirstInChain(
  (run) =>
    run.keyword === 'RUN' &&
    commandsOf(run).some(({ name, words }) => CHANGERS.has(name ?? '') || words.some(({ raw }) => /\/etc\/(?:passwd|group)\b/.test(raw))),
);

/** Does an earlier RUN of the chain, or this one, do so? */
const makesRoom = ({ stage, index }: Instruction): boolean => changing.of(stage) <= index;

const guarded = new WeakMap<ShellScript, boolean>();

/** May this command fail, or only run where it is needed? */
function isGuarded(script: ShellScript): boolean {
  let known = guarded.get(script);
  if (known === undefined) {
    known = script.source.includes('||') || script.commands.some(({ name }) => LOOKERS.has(name ?? ''));
    guarded.set(script, known);
  }
  return known;
}

export default defineRule({
  id: 'dockerfile/uid-already-taken',
  category: 'syntax',
  on: 'dockerfile.command',
  scope: { commands: /^(?:user|group)add$|^add(?:user|group)$/ },
  summary: 'A user or group is created that the base image already has',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    uid: 'The base image has uid {id} ("{name}"), so this fails: use it or another number',
    gid: 'The base image has gid {id} ("{name}"), so this fails: use it or another number',
    name: '"{image}" has a user "{name}" already, so this command fails: leave it out',
    group: '"{image}" has a group "{name}" already, so this command fails: leave it out',
  },
  docs: {
    description:
      'useradd, adduser, groupadd or addgroup asks for a number or a name that the base image is known to have: 1000 is "ubuntu" in ubuntu:23.04 and newer and "node" in node. Not reported with -o, where an earlier command of the chain removes or changes accounts, and where the command is allowed to fail or only runs after a look.',
    rationale:
      'The command stops the build ("UID 1000 is not unique"). It often worked for years and breaks the day the base image is raised, as with ubuntu 24.04.',
    impact: 'With another number files on volumes, which belong to the old one, have to change hands.',
    audit: 'docker run --rm --entrypoint cat IMAGE /etc/passwd lists the accounts of the base image.',
    remediation:
      'Run as the account that is there (USER 1000), or take a number nobody has, such as 10001. To keep the number, remove the old account first: userdel -r ubuntu.',
    defaultValue: 'Without a number the system takes the next free one from 1000 on.',
    references: ['useradd(8), option -o', 'Ubuntu 24.04 container images: default user ubuntu'],
    limits: 'Only images in the table of base images are known, and of those only the accounts written there.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM ubuntu:24.04\nRUN useradd --create-home -u 1000 app\nCMD ["/app"]\n',
      good: 'FROM ubuntu:24.04\nRUN useradd --create-home -u 10001 app\nCMD ["/app"]\n',
      byFix: true,
    },
    {
      bad: 'FROM node:24-slim\nRUN groupadd -g 1000 app && useradd -u 10001 -g app app\n',
      good: 'FROM node:24-slim\nRUN groupadd -g 10001 app && useradd -u 10001 -g app app\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    if (!/^(?:user|group)add$|^add(?:user|group)$/.test(command.name ?? '') || !instruction.stage) return;
    const account = accountCommandOf(command, instruction);
    const facts = factsOfUse(instruction.stage.rootImage);
    if (!account || account.makes === 'member' || !facts || facts.accounts.length === 0) return;
    if (account.allowsDuplicate || isGuarded(script) || account.options.some(({ name }) => name === '-f' && account.makes === 'group'))
      return;
    const image = shortName(instruction.stage.rootImage.raw);
    const isUser = account.makes === 'user';

    const { id, idOption } = account;
    const owner = id === undefined ? undefined : facts.accounts.find(({ uid, gid }) => (isUser ? uid : gid) === id);
    const word = idOption?.valueWord;
    if (id !== undefined && owner && idOption?.value !== undefined && word) {
      if (makesRoom(instruction)) return;
      const at = spanOfPart(word, idOption.value);
      yield ctx.problem(isUser ? 'uid' : 'gid', {
        at,
        data: { id: String(id), name: owner.name },
        fixes: [otherNumber(ctx.model, instruction, at, String(id), isUser)],
      });
      return;
    }
    const name = account.name?.value;
    const same = facts.accounts.find((each) => each.name === name && (isUser || each.gid !== undefined));
    // Where Debian's adduser finds the account of a system there, it is content.
    if (!same || !account.name || (account.isSystem && /^add/.test(command.name ?? '')) || makesRoom(instruction)) return;
    yield ctx.problem(isUser ? 'name' : 'group', { at: account.name.span, data: { image, name: same.name } });
  },
});

/** Which instructions hold a number; asked for those of the accounts in the base image. */
const holders = new WeakMap<DockerfileModel, Map<string, readonly Instruction[]>>();

/** Refuses where the number stands in other instructions too, which would have to change with it. */
function otherNumber(file: DockerfileModel, run: Instruction, at: { start: number; end: number }, id: string, isUser: boolean) {
  if (file.text.slice(at.start, at.end) !== id) return undefined;
  const isNamed = new RegExp(`(?<![\\w.-])${id}(?![\\w.])`);
  const byId = holders.get(file) ?? new Map<string, readonly Instruction[]>();
  holders.set(file, byId);
  const holding = byId.get(id) ?? file.instructions.filter(({ span }) => isNamed.test(file.text.slice(span.start, span.end)));
  byId.set(id, holding);
  if (holding.length > 1 || (holding[0] ?? run) !== run) return undefined;
  const change = replaceWord(file, run, at, OTHER_ID);
  return change && ({ title: `Use ${isUser ? 'uid' : 'gid'} ${OTHER_ID}`, safety: 'unsafe', ...change } as const);
}
