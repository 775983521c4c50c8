import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { lacksShell, SHELL_PROGRAM } from '../../knowledge/stage-shell.js';
import { baseName } from '../../knowledge/start-command.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { Located } from '../../text/span.js';

const COMMANDS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
/** Words that only a shell understands; `;` also ends find's -exec. */
const OPERATOR = /^(?:&&|\|\|?|;|&>>?|\d*>>?|\d*<|\d*>&\d)$|^\d*>>?\/[\w/.-]+$/;
const VARIABLE = /\$(?:\{[A-Za-z_]\w*(?:[:}#%+?=/-][^}]*\}?|\})|[A-Za-z_]\w*)/;
const GLOB = /^[\w./-]*[*][\w./*-]*$/;
/** Programs that take patterns literally, so that one can only be meant for a shell. */
const TAKES_FILES: ReadonlySet<string> = new Set(
  'cat chgrp chmod chown cp dpkg head install ln ls mkdir mv rm rmdir tail tar touch unzip'.split(' '),
);
/** Read variables of their arguments themselves, or have a language in which `$` and operators mean something else. */
const READS_DOLLAR =
  /^(?:env|envsubst|envsubst-\w+|find|fd|[gmn]?awk|g?sed|grep|egrep|jq|yq|perl|php[0-9.]*|ruby|raku|tclsh|expect|make|gmake|xargs|parallel|pwsh|powershell|cmd|pwsh\.exe|powershell\.exe|cmd\.exe|su|runuser|ssh|busybox|toybox|expr|test|\[|nginx|openresty|caddy|logstash|fluentd|fluent-bit|vector|mongo|mongosh|mysql|psql|docker|kubectl|crond|concurrently|dockerize|confd|consul-template|gomplate)$/i;

type Problem = 'variable' | 'operator' | 'pattern';

interface Found {
  readonly key: Problem;
  readonly text: string;
  readonly item: Located<string>;
}

/** A shell with -c reads the words, be it the one of the entry point in front of them. */
function isReadByShell(instruction: Instruction, items: readonly Located<string>[]): boolean {
  const entrypoint = instruction.keyword === 'CMD' ? (instruction.stage?.entrypoint?.json?.items ?? []) : [];
  const words = [...entrypoint, ...items].map(({ value }) => value);
  const shell = words.findIndex((word) => SHELL_PROGRAM.test(word));
  return shell >= 0 && words.slice(shell + 1).some((word) => /^-\w*c$/.test(word));
}

/** Another one of the stage counts, or the entry point never sees it: findings of their own. */
function isUnused(instruction: Instruction): boolean {
  const { keyword, stage, onbuild } = instruction;
  if (!stage || onbuild) return false;
  if (keyword === 'ENTRYPOINT') return stage.entrypoint !== instruction;
  if (keyword !== 'CMD') return false;
  return stage.cmd !== instruction || (stage.entrypoint !== undefined && !stage.entrypoint.json && stage.entrypoint.logical !== '');
}

function findSyntax(items: readonly Located<string>[], program: string): Found | undefined {
  for (const [i, item] of items.entries()) {
    const { value } = item;
    if (i > 0 && OPERATOR.test(value)) return { key: 'operator', text: value, item };
    // The first item is a program: what has an operator in it is a whole script.
    const inside = i === 0 ? /\s(&&|\|\|?|;|>>?)\s/.exec(value)?.[1] : undefined;
    if (inside !== undefined) return { key: 'operator', text: inside, item };
    const variable = VARIABLE.exec(value);
    if (variable) return { key: 'variable', text: variable[0], item };
    if (i > 0 && GLOB.test(value) && !value.startsWith('-') && (TAKES_FILES.has(program) || items[i - 1]?.value === '-jar'))
      return { key: 'pattern', text: value, item };
  }
  return undefined;
}

/** Text for a shell in which each item is what its writer saw; absent where quotes would be a guess. */
function scriptOf(items: readonly Located<string>[]): string | undefined {
  const words = items.map(({ value }, i) => {
    if (i === 0 || OPERATOR.test(value) || VARIABLE.test(value) || GLOB.test(value)) return value;
    return /^[\w@%+=:,./-]+$/.test(value) ? value : undefined;
  });
  return words.includes(undefined) || words.some((word) => /["'\\`]/.test(word ?? '')) ? undefined : words.join(' ');
}

function fixOf(model: DockerfileModel, instruction: Instruction): Fix | undefined {
  const { json, keyword, stage } = instruction;
  const script = json && scriptOf(json.items);
  if (!json || script === undefined || lacksShell(instruction)) return undefined;
  // Below sh -c the words of CMD would no longer reach the program.
  if (keyword === 'ENTRYPOINT' && stage?.cmd) return undefined;
  if (keyword === 'RUN') {
    const change = instruction.state.shell ? undefined : replaceWord(model, instruction, json.span, script);
    return change && { title: 'Use the shell form', safety: 'unsafe', ...change };
  }
  const isOne = json.items.every(({ value }) => !OPERATOR.test(value)) && !/\s(?:&&|\|\|?|;)\s/.test(script);
  const text = isOne && keyword !== 'HEALTHCHECK' && /^[\w./-]+(?:\s|$)/.test(script) ? `exec ${script}` : script;
  const change = replaceWord(model, instruction, json.span, `["sh", "-c", ${JSON.stringify(text)}]`);
  return change && { title: 'Run it by sh -c', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/shell-syntax-in-exec-form',
  category: 'shell',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'] },
  summary: 'An exec form holds shell syntax that no shell reads',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    shellless: '"{text}" stays as it is, as no shell reads an exec form, and none is here: let the program read it',
    variable: '"{text}" stays as it is, as no shell reads an exec form: use the shell form, or ["sh", "-c", "..."]',
    operator: '"{text}" is passed on as a word, as no shell reads an exec form: use ["sh", "-c", "..."]',
    pattern: '"{text}" matches no files, as no shell reads an exec form: name the files, or use ["sh", "-c", "..."]',
  },
  docs: {
    description:
      'An argument of RUN, CMD, ENTRYPOINT or HEALTHCHECK in exec form holds a variable ($NAME, ${NAME}), is an operator of the shell (&&, ||, ;, |, >), or is a file pattern for a program that knows no patterns. Left alone are arrays that run a shell, a CMD below an entry point that is a shell, and programs that read such text themselves (env, envsubst, awk, sed, find, perl ...).',
    rationale:
      'Neither the builder nor the container runtime expands anything in an exec form. The program gets the text as it is written, looks for a file called "$HOME" or takes "&&" for an argument, and fails or, worse, starts with a wrong value.',
    impact: 'Below a shell, blanks in the value of a variable split it into words; quote it where it must stay one.',
    audit: 'docker image inspect --format "{{json .Config.Cmd}}" IMAGE shows the words as the program gets them.',
    remediation:
      'Use ["sh", "-c", "exec program $NAME"], the shell form, or a script that ends with exec. Kubernetes can fill $(NAME) in the args of a pod.',
    defaultValue: 'The exec form runs the program without a shell.',
    references: ['Dockerfile reference: Exec form', 'Dockerfile reference: Variable substitution'],
    limits: 'A program that expands variables by itself and is not known to do so is reported.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM eclipse-temurin:21-jre\nCMD ["java", "$JAVA_OPTS", "-jar", "/app.jar"]\n',
      good: 'FROM eclipse-temurin:21-jre\nCMD ["sh", "-c", "exec java $JAVA_OPTS -jar /app.jar"]\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, json } = instruction;
    const first = json?.items[0];
    if (!json || !first || !COMMANDS.has(keyword)) return;
    if (!/[$&|;<>*]/.test(instruction.logical) || isUnused(instruction)) return;
    const script = instruction.scripts()[0];
    if (script?.form !== 'exec') return;
    const command = script.commands[0];
    const names = [baseName(first.value), command?.name ?? '', ...(command?.wrappers ?? [])];
    if (names.some((name) => READS_DOLLAR.test(name)) || isReadByShell(instruction, json.items)) return;
    const found = findSyntax(json.items, command?.name ?? '');
    if (!found) return;
    const { key, text, item } = found;
    if (key === 'variable' && lacksShell(instruction)) {
      yield ctx.problem('shellless', { at: item.span, data: { text } });
      return;
    }
    yield ctx.problem(key, { at: item.span, data: { text }, fixes: [fixOf(ctx.model, instruction)] });
  },
});
