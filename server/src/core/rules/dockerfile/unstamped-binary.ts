import { defineRule } from '../../engine/rule.js';
import type { Change, Fix } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { insertBefore, joinChanges, replaceWord } from '../../fix/dockerfile.js';
import { commandsOf } from '../../knowledge/compile-steps.js';
import { lastOption } from '../../knowledge/command-line.js';
import { SourceSearch } from '../../knowledge/copied-files.js';
import { addSourcesOf, gitHistories } from '../../knowledge/downloads.js';
import { goBuildOf } from '../../knowledge/go-build.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { variableOf } from '../../knowledge/language-packages.js';
import { packageCommandOf } from '../../knowledge/packages.js';
import { textOf } from '../../knowledge/shell-text.js';
import { FirstInChain } from '../../knowledge/stage-chain.js';
import type { BuildContext } from '../../model/context/types.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript, ShellWord } from '../../model/shell/types.js';

/** RUNs that install git. */
const gitInstalls = new FirstInChain(
  (run) =>
    run.keyword === 'RUN' &&
    commandsOf(run).some((command) => packageCommandOf(command)?.packages.some(({ name }) => name === 'git' || name === 'alpine-sdk')),
);

const keepsHistory = (at: Instruction): boolean =>
  at.flags.some(({ name }) => name === 'keep-git-dir') && addSourcesOf(at).some(({ kind }) => kind === 'git');

/** What comes from another stage may hold anything. */
const historySource = new SourceSearch(
  ({ path, at, isFromStage }) => isFromStage || /(?:^|\/)\.git$/.test(path) || keepsHistory(at) || undefined,
);
const wholeSource = new SourceSearch(({ path }) => path === '.' || path === '*' || undefined);

/** Is the history of the sources in the stage, and git to read it? */
function hasHistory(at: Instruction, files: BuildContext | undefined): boolean {
  const { stage } = at;
  if (!stage) return true;
  if (/alpine/.test(stage.rootImage.raw) && gitInstalls.of(stage) > at.index) return false;
  // A clone, or a checkout in what something else has cloned.
  if (gitHistories.of(stage) <= at.index) return true;
  if (historySource.before(at)) return true;
  if (!wholeSource.before(at)) return false;
  if (!files) return true;
  return files.kindOf('.git') === 'unknown' || (files.kindOf('.git') !== 'absent' && !files.isIgnored('.git'));
}

/** `-ldflags` of this command and of GOFLAGS, with what is known of variables put in. */
function linkFlagsOf(command: ShellCommand, at: Instruction, option: ShellWord | undefined): string {
  const own = option ? textOf(option, at.state) : '';
  return `${own} ${variableOf(command, at.state, 'GOFLAGS') ?? ''}`;
}

function stampGo(
  model: DockerfileModel,
  at: Instruction,
  script: ShellScript,
  verb: ShellWord,
  flags: { readonly word: ShellWord; readonly valueWord: ShellWord | undefined } | undefined,
  variables: readonly string[],
): Fix | undefined {
  if (at.onbuild || (script.form !== 'shell' && script.form !== 'heredoc') || variables.length === 0) return undefined;
  const stamp = variables.map((variable) => `-X ${variable}`).join(' ');
  const names = [...stamp.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? '');
  const missing = [...new Set(names)].filter((name) => !at.state.args.has(name) && !at.state.env.has(name));
  let change: Change | undefined;
  const isWritten = ({ span, raw }: ShellWord): boolean => model.text.slice(span.start, span.end) === raw;
  if (!flags) {
    if (!isWritten(verb)) return undefined;
    change = replaceWord(model, at, { start: verb.span.end, end: verb.span.end }, ` -ldflags "${stamp}"`);
  } else {
    const { valueWord } = flags;
    if (!valueWord || !isWritten(valueWord)) return undefined;
    const { raw } = valueWord;
    const value = /^(-{1,2}ldflags=)?(["'])(.*)\2$/s.exec(raw);
    const bare = /^(-{1,2}ldflags=)?([\w./=,-]*)$/.exec(raw);
    const inner = value?.[3] ?? bare?.[2];
    if (inner === undefined || (value?.[2] === "'" && /["$`\\]/.test(inner))) return undefined;
    const text = `${value?.[1] ?? bare?.[1] ?? ''}"${inner === '' ? '' : `${inner} `}${stamp}"`;
    change = replaceWord(model, at, valueWord.span, text);
  }
  const joined =
    missing.length === 0
      ? change
      : joinChanges([
          insertBefore(
            model,
            at,
            missing.map((name) => `ARG ${name}`),
          ),
          change,
        ]);
  return joined && { title: 'Stamp version and commit', safety: 'unsafe', ...joined };
}

/** How another language is told the commit; absent where it is, or where nothing can be known. */
function missingStamp(
  command: ShellCommand,
  at: Instruction,
  files: BuildContext | undefined,
): { readonly verb: ShellWord; readonly option: string } | undefined {
  const verb = command.args.find((word) => !/^[-+]/.test(word.raw));
  const text = command.args.map((word) => textOf(word, at.state)).join(' ');
  if (!verb) return undefined;
  switch (command.name) {
    case 'dotnet':
      if (verb.value !== 'publish' || /Version|SourceRevisionId|--version-suffix/i.test(text) || text.includes('$')) return undefined;
      return hasHistory(at, files) ? undefined : { verb, option: '-p:SourceRevisionId' };
    case 'cargo': {
      if (!/^(?:build|b)$/.test(verb.value ?? '')) return undefined;
      const names = [...at.state.args.keys(), ...at.state.env.keys(), ...command.assignments.map(({ name }) => name)];
      return names.some((name) => /VERGEN|GIT|COMMIT|REVISION|SHA\b|VERSION$/i.test(name) && !/^(?:RUST|CARGO|GIT_SSL)/.test(name))
        ? undefined
        : { verb, option: 'a VERGEN variable' };
    }
    case 'mvn':
    case 'mvnw':
    case 'gradle':
    case 'gradlew': {
      const build =
        files && ['pom.xml', 'build.gradle', 'build.gradle.kts'].map((name) => files.read(name)).find((found) => found !== undefined);
      const goal = command.args.find((word) =>
        /^(?:package|install|verify|deploy|build|assemble|bootJar|shadowJar|installDist)$/.test(word.value ?? ''),
      );
      if (
        build === undefined ||
        !goal ||
        /revision|version|commit|sha1/i.test(text) ||
        /git-commit-id|buildnumber|gitProperties|git-properties|nebula|palantir\.git-version|axion|reckon/i.test(build)
      )
        return undefined;
      return { verb: goal, option: command.name.startsWith('mvn') ? '-Drevision' : '-Pversion' };
    }
    default:
      return undefined;
  }
}

export default defineRule({
  id: 'dockerfile/unstamped-binary',
  category: 'metadata',
  on: 'dockerfile.command',
  scope: { commands: /^(?:go|dotnet|cargo|mvnw?|gradlew?)$/ },
  summary: 'A program is built that cannot tell its version',
  severity: 'hint',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    go: '"{command}" makes a binary that cannot tell its version or commit: set them with -ldflags -X',
    other: '"{command}" makes a program that cannot tell which commit it is: pass {option}',
  },
  docs: {
    description:
      'go build or go install makes a binary for the final image without -ldflags that set a variable (-X), and Go cannot record the commit by itself: -buildvcs=false, no .git in the context or ignored, only parts of the context copied, or no git in an Alpine image. The profiles strict and all also look at dotnet publish without a version or revision and no history, at cargo build without a VERGEN or GIT variable, and at mvn and gradle without a revision property or a git plugin in the build file.',
    rationale:
      'During an incident the first question is which commit is running. A label tells it for an image, but a binary is copied out, wrapped and logged without its image; --version and the start line of the log should know.',
    impact: 'The binary changes with every commit, so layers behind it are built anew.',
    audit: 'go version -m BINARY shows vcs.revision and the link flags.',
    remediation:
      'ARG VERSION, ARG REVISION and go build -ldflags "-X main.version=$VERSION -X main.commit=$REVISION", built with --build-arg REVISION=$(git rev-parse HEAD); or let .git into the builder stage and leave -buildvcs on.',
    defaultValue: 'Go records the commit when .git and git are there; nothing else is recorded.',
    references: ['go help buildvcs', 'cmd/link: -X', 'Go: runtime/debug.ReadBuildInfo'],
    limits:
      'A version that is embedded from a file is not seen, and a variable whose value is not known is taken for a stamp. -X on a variable that the program does not have does nothing.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nCOPY go.mod main.go ./\nRUN go build -o /app .\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      good: 'FROM golang:1.27 AS build\nCOPY go.mod main.go ./\nARG VERSION\nARG REVISION\nRUN go build -ldflags "-X main.version=$VERSION -X main.commit=$REVISION" -o /app .\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      byFix: true,
    },
  ],
  options: {
    goVariables: stringList(
      ['main.version=$VERSION', 'main.commit=$REVISION'],
      'What the fix sets with -X, as PACKAGE.NAME=VALUE; variables in the values become ARGs',
    ),
  },
  *check({ command, script, instruction }, ctx) {
    const { stage } = instruction;
    const isGo = command.name === 'go';
    if ((!isGo && ctx.settings.profile === 'recommended') || !/^(?:go|dotnet|cargo|mvnw?|gradlew?)$/.test(command.name ?? '')) return;
    const last = ctx.model.finalStage;
    if (!stage?.reachable || !last || /^(?:dev|ci)$/.test(imageKindOf(last, ctx.path, 'auto'))) return;
    if (!isGo) {
      const found = missingStamp(command, instruction, ctx.files);
      if (found)
        yield ctx.problem('other', {
          at: found.verb.span,
          data: { command: `${command.name ?? ''} ${found.verb.raw}`, option: found.option },
        });
      return;
    }
    const build = goBuildOf(command, instruction.state);
    if (!build?.makesBinary) return;
    const flags = lastOption(build.options, '-ldflags', '--ldflags');
    const link = linkFlagsOf(command, instruction, flags?.valueWord);
    if (/-X\b/.test(link) || /[$`]/.test(link)) return;
    const goFlags = variableOf(command, instruction.state, 'GOFLAGS') ?? '';
    const isOff = lastOption(build.options, '-buildvcs', '--buildvcs')?.value === 'false' || /-buildvcs=false/.test(goFlags);
    if (!isOff && hasHistory(instruction, ctx.files)) return;
    yield ctx.problem('go', {
      at: build.verb.span,
      data: { command: `go ${build.verb.raw}` },
      fixes: [stampGo(ctx.model, instruction, script, build.verb, flags, ctx.options.goVariables)],
    });
  },
});
