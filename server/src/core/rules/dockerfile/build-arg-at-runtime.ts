import { defineRule } from '../../engine/rule.js';
import { insertAfter, insertBefore } from '../../fix/dockerfile.js';
import { isBuilderArg } from '../../knowledge/predefined-args.js';
import { environmentUses } from '../../knowledge/script-variables.js';
import { isSecretName } from '../../knowledge/secret-names.js';
import { isSetByImage } from '../../knowledge/variable-origin.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';

const KEYWORDS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** The last ARG of this name in the stage itself. */
const declaration = (stage: Stage, name: string): Instruction | undefined =>
  stage.instructions.filter(({ keyword, pairs }) => keyword === 'ARG' && pairs.some((pair) => pair.name.value === name)).at(-1);

export default defineRule({
  id: 'dockerfile/build-arg-at-runtime',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'] },
  summary: 'A build argument is used by what runs in the container',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    gone: '"{name}" is only an ARG and gone when a container runs {keyword}: set an ENV from it',
  },
  docs: {
    description:
      'CMD, ENTRYPOINT or HEALTHCHECK in shell form, or in an exec form that calls sh -c, uses a variable that the stage chain declares as ARG and never sets with ENV. Variables the script sets itself and forms with a fallback (${X:-value}) are left alone.',
    rationale:
      'An ARG lives while the image is built. In the container the name is empty unless somebody sets it, so the program starts with a missing option or path.',
    impact: 'ENV makes the value part of the image, where everybody who has it can read it.',
    audit: 'docker image inspect --format "{{.Config.Env}}" IMAGE shows what the container will see.',
    remediation: 'Write ENV NAME=$NAME behind the ARG, or put the value into a file while building.',
    defaultValue: 'Build arguments are not part of the environment of containers.',
    references: ['Dockerfile reference: ARG', 'Dockerfile reference: ENV'],
    limits: 'Whoever always passes the variable with docker run -e or in a manifest is told nevertheless.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nARG PORT=8080\nCMD exec server --port $PORT\n',
      good: 'FROM alpine:3.24\nARG PORT=8080\nENV PORT=$PORT\nCMD exec server --port $PORT\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, stage, state } = instruction;
    if (!KEYWORDS.has(keyword) || !stage || instruction.onbuild) return;
    const told = new Set<string>();
    for (const script of instruction.scripts()) {
      for (const { name, operator = '', span: at } of environmentUses(script)) {
        if (told.has(name) || !state.args.has(name) || /^:?[-+=?]$/.test(operator)) continue;
        if (stage.endState.env.has(name) || isBuilderArg(name) || isSetByImage(stage, name)) continue;
        told.add(name);
        const argument = declaration(stage, name);
        const text = [`ENV ${name}=$${name}`];
        // The value of a secret does not belong into the image.
        const isOpen = !isSecretName(name);
        const change = isOpen
          ? argument
            ? insertAfter(ctx.model, argument, text)
            : insertBefore(ctx.model, instruction, text)
          : undefined;
        yield ctx.problem('gone', {
          at,
          data: { name, keyword },
          fixes: [change && { title: `Add ENV ${name}=$${name}`, safety: 'unsafe', ...change }],
        });
      }
    }
  },
});
