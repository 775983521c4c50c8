import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { setFlag } from '../../fix/dockerfile.js';
import { commandsOf } from '../../knowledge/compile-steps.js';
import { languageCommandOf } from '../../knowledge/language-packages.js';
import { isOutside, mountsOf } from '../../knowledge/run-mounts.js';
import { alongChain } from '../../knowledge/stage-chain.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

type Language = 'go' | 'node' | 'rust' | 'dotnet' | 'java' | 'ruby' | 'python';

/** Commands that need no network, whatever they stand beside. */
const LOCAL =
  /^(?:cd|mkdir|cp|mv|rm|ls|echo|printf|cat|test|\[|true|:|set|export|chmod|chown|touch|strip|find|ln|install|date|du|file|sha256sum|tar|gzip|pwd|head|tail|wc|grep|sed|awk|tee|upx)$/;

/** The language whose dependencies this command fetches. */
function fetched(command: ShellCommand, at: Instruction): Language | undefined {
  const first = command.args.find(({ raw }) => !/^[-+]/.test(raw))?.value;
  switch (command.name) {
    case 'go':
      return first === 'mod' && command.args.some(({ value }) => value === 'download' || value === 'vendor') ? 'go' : undefined;
    case 'npm':
    case 'yarn':
    case 'yarnpkg':
    case 'pnpm':
    case 'bun':
      return languageCommandOf(command, at.state)?.action === 'sync' ? 'node' : undefined;
    case 'cargo':
      return first === 'fetch' || first === 'vendor' ? 'rust' : undefined;
    case 'dotnet':
      return first === 'restore' ? 'dotnet' : undefined;
    case 'mvn':
    case 'mvnw':
      return command.args.some(({ value }) => /^(?:dependency:)?go-offline$|^dependency:resolve/.test(value ?? '')) ? 'java' : undefined;
    case 'bundle':
      return first === 'cache' || first === 'package' || first === 'install' ? 'ruby' : undefined;
    default:
      return undefined;
  }
}

/** The language this command compiles from what is already there. */
function compiled(command: ShellCommand): Language | undefined {
  const words = command.args.map(({ value }) => value ?? '');
  const first = words.find((word) => !/^[-+]/.test(word)) ?? '';
  switch (command.name) {
    case 'go':
      return first === 'build' || (first === 'install' && !words.some((word) => word.includes('@'))) || first === 'vet' ? 'go' : undefined;
    case 'npm':
    case 'pnpm':
    case 'bun':
      return first === 'run' && words.some((word) => /^(?:build|compile|bundle)(?::|$)/.test(word)) ? 'node' : undefined;
    case 'yarn':
      return words.some((word) => /^(?:build|compile|bundle)(?::|$)/.test(word)) ? 'node' : undefined;
    case 'tsc':
      return 'node';
    case 'cargo':
      return /^(?:build|b)$/.test(first) && words.some((word) => word === '--offline' || word === '--frozen') ? 'rust' : undefined;
    case 'dotnet':
      return (first === 'publish' || first === 'build') && words.includes('--no-restore') ? 'dotnet' : undefined;
    case 'mvn':
    case 'mvnw':
      return words.some((word) => word === '-o' || word === '--offline') ? 'java' : undefined;
    case 'bundle':
      return first === 'install' && words.includes('--local') ? 'ruby' : undefined;
    default:
      return undefined;
  }
}

/** The languages whose dependencies a RUN leaves there. */
function fetchedIn(at: Instruction): readonly Language[] {
  // What went into a cache mount is there only while the cache is; node_modules stand in the layer.
  const languages = commandsOf(at).flatMap((command) => fetched(command, at) ?? []);
  return languages.length > 0 && mountsOf(at).some(isOutside) ? languages.filter((language) => language === 'node') : languages;
}

const languagesOfStage = new WeakMap<Stage, ReadonlySet<Language>>();

function fetchedBy(below: ReadonlySet<Language> | undefined, stage: Stage): ReadonlySet<Language> {
  const own = stage.instructions.flatMap((at) => (at.keyword === 'RUN' ? fetchedIn(at) : []));
  return below && own.length === 0 ? below : new Set([...(below ?? []), ...own]);
}

export default defineRule({
  id: 'dockerfile/networked-build-step',
  category: 'reproducibility',
  on: 'dockerfile.stage',
  summary: 'A compile step that needs no network has one',
  severity: 'hint',
  confidence: 'low',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    open: 'Dependencies are there already, so this step needs no network, and may reach out unseen: add --network=none',
  },
  docs: {
    description:
      'A RUN does nothing but compile (go build, npm run build, cargo build --offline, dotnet publish --no-restore, mvn -o, bundle install --local ...), an earlier RUN of the stage chain fetched the dependencies of that language, and it has no --network.',
    rationale:
      'A build step without a network cannot fetch what no lock file names, send anything out, or fail because a server is away. It proves that the dependencies were complete.',
    impact: 'Steps that fetch after all (fonts, telemetry, toolchains that go.mod asks for) fail.',
    audit: 'Build with docker build --network=none after the dependencies are cached.',
    remediation: 'RUN --network=none go build ./...',
    defaultValue: 'RUN has the network of the builder.',
    references: ['Dockerfile reference: RUN --network', 'SLSA: hermetic builds'],
    limits: 'Whether a build script fetches something is not known.',
  },
  equivalents: ['tally:ruby/prefer-network-none-install'],
  examples: [
    {
      bad: 'FROM golang:1.27\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /app ./cmd\n',
      good: 'FROM golang:1.27\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --network=none go build -o /app ./cmd\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const there = new Set(stage.parent && alongChain(languagesOfStage, stage.parent, fetchedBy));
    for (const at of stage.instructions) {
      if (at.keyword !== 'RUN') continue;
      const commands = commandsOf(at);
      if (there.size > 0 && !at.flags.some(({ name }) => name === 'network')) {
        const made = commands.map(compiled);
        const isLocal = commands.every((command, i) => {
          const language = made[i];
          return language === undefined
            ? LOCAL.test(command.name ?? '') || (command.name === undefined && command.words.length === 0)
            : there.has(language);
        });
        if (isLocal && made.some((language) => language !== undefined)) {
          const change = setFlag(ctx.model, at, 'network', 'none');
          const fix: Fix | undefined = change && { title: 'Switch the network off', safety: 'unsafe', ...change };
          yield ctx.problem('open', {
            at: at.keywordSpan,
            fixes: [fix],
            standsFor: made.includes('ruby') ? ['tally:ruby/prefer-network-none-install'] : [],
          });
        }
      }
      for (const language of fetchedIn(at)) there.add(language);
    }
  },
});
