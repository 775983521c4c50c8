// `npm run new-rule kubernetes/x`: writes a rule that works and its test, to be changed into the real thing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format as prettify, resolveConfig } from 'prettier';
import { writeIfChanged } from './rule-index.js';

const root = join(__dirname, '..');

interface Sample {
  readonly on: string;
  readonly argument: string;
  readonly check: readonly string[];
  readonly placeholder: string;
  readonly bad: string;
  readonly marked: string;
  readonly good: string;
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  dockerfile: {
    on: 'dockerfile.instruction',
    argument: 'instruction',
    check: [
      "if (instruction.keyword !== 'LABEL') return;",
      "yield ctx.problem('found', { at: instruction.keywordSpan, data: { name: instruction.keyword } });",
    ],
    placeholder: 'name',
    bad: String.raw`FROM alpine:3.20\nLABEL todo=1\n`,
    marked: String.raw`FROM alpine:3.20\n«LABEL» todo=1\n`,
    good: String.raw`FROM alpine:3.20\n`,
  },
  kubernetes: {
    on: 'kubernetes.container',
    argument: 'container',
    check: [
      "if (container.name !== 'todo') return;",
      "yield ctx.problem('found', { at: container.nameSpan, data: { name: container.name } });",
    ],
    placeholder: 'name',
    bad: String.raw`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: todo\n`,
    marked: String.raw`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: «todo»\n`,
    good: String.raw`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: web\n`,
  },
};

function ruleSource(id: string, version: string, sample: Sample): string {
  return `import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: '${id}',
  category: 'TODO',
  on: '${sample.on}',
  summary: 'TODO: what is wrong, in one line without a full stop',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '${version}',
  fix: 'none',
  messages: {
    found: 'TODO: what is true of "{${sample.placeholder}}" here, why it matters: what to do',
  },
  docs: {
    description: 'TODO: what fires, with its exceptions.',
    rationale: 'TODO: who needs to be where already, and what they then reach.',
    impact: 'TODO: what the fix can break.',
    audit: 'TODO: the command that shows the same on a running system.',
    remediation: 'TODO: how to repair it.',
    defaultValue: 'TODO: what holds when nothing is said.',
    references: ['TODO'],
  },
  equivalents: [],
  examples: [{ bad: '${sample.bad}', good: '${sample.good}', byFix: false }],
  *check(${sample.argument}, ctx) {
    ${sample.check.join('\n    ')}
  },
});
`;
}

function testSource(name: string, sample: Sample): string {
  const variable = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import ${variable} from './${name}.js';

ruleSuite(${variable}, ({ flags, passes }) => {
  flags('TODO', '${sample.marked}', /TODO/);
  passes('TODO', '${sample.good}');
});
`;
}

async function write(path: string, source: string): Promise<void> {
  writeIfChanged(path, await prettify(source, { ...(await resolveConfig(path)), filepath: path }));
}

async function main(id: string | undefined): Promise<number> {
  const [, format = '', name = ''] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(id ?? '') ?? [];
  const sample = SAMPLES[format];
  if (!sample) {
    console.error(`Usage: npm run new-rule FORMAT/NAME, with a format of ${Object.keys(SAMPLES).join(', ')} and a name in kebab-case`);
    return 2;
  }
  const base = join(root, 'server/src/core/rules', format, name);
  if (existsSync(`${base}.ts`)) {
    console.error(`${format}/${name} is there already`);
    return 2;
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  await write(`${base}.ts`, ruleSource(`${format}/${name}`, version, sample));
  await write(`${base}.test.ts`, testSource(name, sample));
  console.log(`server/src/core/rules/${format}/${name}.ts and its test; run it with`);
  console.log(`  npx mocha --no-config --node-option import=tsx server/src/core/rules/${format}/${name}.test.ts`);
  console.log('and, when it is done, npm run generate');
  return 0;
}

void main(process.argv[2]).then((code) => {
  process.exitCode = code;
});
