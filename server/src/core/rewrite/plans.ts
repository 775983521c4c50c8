// Which plan a build takes, by what it builds and on which image.
import type { BuildContext } from '../model/context/types.js';
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import { factsOfUse } from '../knowledge/base-images.js';
import { cleanedBuildOf, compileStepsOf } from '../knowledge/compile-steps.js';
import { actsOf, startOfStage } from './build-reading.js';
import { planC } from './c-plan.js';
import { planDotnet } from './dotnet-plan.js';
import { planGo } from './go-plan.js';
import { planJava } from './java-plan.js';
import { planNode } from './node-plan.js';
import { planPhp } from './php-plan.js';
import { copiedIn } from './files-of-build.js';
import type { Build, Refusal, RuntimePlan } from './plan.js';
import { isRefusal, refuse, runsOf } from './plan.js';
import { hasCompilerInstalled, planPython } from './python-plan.js';
import { planElixir, planHaskell } from './release-plans.js';
import { planRuby } from './ruby-plan.js';
import { planRust } from './rust-plan.js';
import { looksIntoScripts, startBehindScript } from './start-script.js';

const PLANS: Readonly<Record<string, { readonly title: string; plan(build: Build): RuntimePlan | Refusal }>> = {
  go: { title: 'Go', plan: planGo },
  rust: { title: 'Rust', plan: planRust },
  java: { title: 'Java', plan: planJava },
  node: { title: 'Node', plan: planNode },
  dotnet: { title: '.NET', plan: planDotnet },
  python: { title: 'Python', plan: planPython },
  c: { title: 'C', plan: planC },
  php: { title: 'PHP', plan: planPhp },
  ruby: { title: 'Ruby', plan: planRuby },
  elixir: { title: 'Elixir', plan: planElixir },
  haskell: { title: 'Haskell', plan: planHaskell },
};

/** Where the official images start, other than in `/`. */
const HOMES: Readonly<Record<string, string>> = {
  golang: '/go',
  gradle: '/home/gradle',
  php: '/var/www/html',
  composer: '/app',
  'oven/bun': '/home/bun/app',
};

/** The last RUN that installs Python packages. */
const lastInstallOf = (stage: Stage): Instruction | undefined =>
  runsOf(stage)
    .filter((run) =>
      run
        .scripts()
        .some(({ commands }) => commands.some(({ name }) => /^(?:pip[\d.]*|python[\d.]*|uv|poetry|pipenv|pdm)$/.test(name ?? ''))),
    )
    .at(-1);

export interface Planned {
  readonly build: Build;
  readonly plan: RuntimePlan;
  /** The instruction that makes the program. */
  readonly at: Instruction;
}

export function planFor(stage: Stage, files: BuildContext | undefined): Planned | Refusal {
  const facts = factsOfUse(stage.rootImage);
  if (facts?.os === 'windows') return refuse('images of Windows are not rewritten');
  const steps = compileStepsOf(stage);
  const compilerAt = facts?.language === 'python' ? hasCompilerInstalled({ stage }) : undefined;
  const last = steps.at(-1)?.at ?? (compilerAt && (lastInstallOf(stage) ?? compilerAt));
  if (!last)
    return refuse(
      cleanedBuildOf(stage)
        ? 'the RUN that builds takes its build tools away again, so the image has none that a second stage would leave behind'
        : 'nothing is built in view',
    );
  if (!facts) return refuse(`"${stage.rootImage.raw}" is not among the known images, so the image that runs the program is not certain`);
  const languages = [...new Set(steps.map(({ language }) => language))];
  const own = facts.language === 'bun' ? 'node' : facts.language;
  const language =
    own !== undefined && (languages.includes(own) || languages.length === 0)
      ? own
      : (languages.find((name) => name !== 'node') ?? languages[0] ?? '');
  const known = Object.hasOwn(PLANS, language) ? PLANS[language] : undefined;
  if (!known)
    return refuse(
      `programs of ${language || 'this kind'} are not among those that can be rewritten (${Object.values(PLANS)
        .map(({ title }) => title)
        .join(', ')})`,
    );
  const needsImage = language === 'node' || language === 'python' || language === 'php' || language === 'ruby' || language === 'elixir';
  if (needsImage && own !== language)
    return refuse(`the base image is none of ${known.title}, so which image runs the program is not certain`);
  const name = stage.rootImage.image?.name.replace(/^docker\.io\/(?:library\/)?/, '') ?? stage.rootImage.raw.split(':')[0] ?? '';
  const home = (Object.hasOwn(HOMES, name) ? HOMES[name] : undefined) ?? '/';
  const build: Build = {
    stage,
    facts,
    steps,
    acts: actsOf(stage, home),
    start: startOfStage(stage, home),
    copied: copiedIn(stage, home),
    home,
    files,
  };
  const start = looksIntoScripts(language) ? startBehindScript(build) : build.start;
  if (isRefusal(start)) return start;
  const whole = { ...build, start };
  const plan = known.plan(whole);
  return 'refused' in plan ? plan : { build: whole, plan: start.script ? { ...plan, user: undefined } : plan, at: last };
}
