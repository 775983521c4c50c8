// .NET: the folder that `dotnet publish` fills, on the runtime image of the same version.
import { baseName } from '../knowledge/start-command.js';
import type { Act } from './build-reading.js';
import { actOf, isMoveOf, readCall, textOf } from './build-reading.js';
import type { Build, Refusal, RuntimePlan } from './plan.js';
import { folderOf, isAt, isRefusal, refuse, resolvePath, runtimePlan } from './plan.js';
import { healthNeeds, packagesOfTools, runtimePackages, union } from './runtime-packages.js';

const VALUED = new Set([
  '-o',
  '--output',
  '-c',
  '--configuration',
  '-r',
  '--runtime',
  '-f',
  '--framework',
  '-v',
  '--verbosity',
  '-a',
  '--arch',
  '--os',
  '--version-suffix',
  '--source',
]);

/** "mcr.microsoft.com/dotnet/aspnet" with the tag of the sdk; a version of the sdk itself ("8.0.404") is none of the runtime's. */
function imageFor(build: Build, kind: 'aspnet' | 'runtime-deps'): string | Refusal {
  const { image, raw, variables } = build.stage.image;
  if (raw.includes('@')) return refuse('a digest pins the base image, and the runtime image has another');
  if (variables.length > 0) {
    // "sdk:${VERSION}" stays a variable: its value may be another at the next build.
    return /\/sdk:[^:]+$/.test(raw) ? raw.replace(/\/sdk:/, `/${kind}:`) : refuse('the base image is not certain');
  }
  if (!image || !/\/dotnet\/(?:core\/)?sdk$/.test(image.name)) return refuse('the base image is no .NET SDK whose runtime image is known');
  const name = image.name.replace(/sdk$/, kind);
  if (image.tag === undefined) return name;
  const match = /^(\d+\.\d+)(?:\.\d+)?(-(?:preview|rc)[\w.]*)?(-.*)?$/.exec(image.tag);
  if (!match) return image.tag === 'latest' ? `${name}:latest` : refuse('the tag of the base image does not say which .NET it has');
  const [, version = '', preview = '', variant = ''] = match;
  // The SDK of Debian has a full variant, the runtime only a slim one.
  return `${name}:${version}${preview}${/^-(?:stretch|buster|bullseye|bookworm|trixie)$/.test(variant) ? `${variant}-slim` : variant}`;
}

export function planDotnet(build: Build): RuntimePlan | Refusal {
  const { start } = build;
  const publishes = build.steps
    .filter(({ command }) => command.args[0]?.value === 'publish')
    .map(({ command }) => actOf(build, command))
    .filter((act): act is Act => act !== undefined);
  const act = publishes.at(-1);
  if (!act) return refuse('there is no dotnet publish, so what the runtime stage needs is not gathered in one folder');
  if (publishes.length > 1) return refuse('more than one program is published, and which of them the image needs is not certain');
  // What another tool made before is gathered by publish.
  const place = build.steps.findIndex(({ command }) => command === act.command);
  const stranger = build.steps.find(({ language }, i) => language !== 'dotnet' && (language !== 'node' || i > place));
  if (stranger) return refuse(`"${stranger.name}" is built as well, and what the program needs of it is not certain`);
  if (act.script.hasErrors) return refuse('the commands of the build cannot be read');
  if (start.problem !== undefined) return refuse(start.problem);
  if (start.cwd === undefined || act.cwd === undefined) return refuse('the WORKDIR is not certain');
  const { cwd } = start;

  const { options } = readCall(act.command.args, VALUED);
  const words = act.command.args.map((word) => textOf(word));
  const property = (name: string) =>
    words.map((word) => new RegExp(`^[-/]{1,2}p(?:roperty)?:${name}=(.*)$`, 'i').exec(word)?.[1]).find((value) => value !== undefined);
  const out = options.get('-o') ?? options.get('--output') ?? property('PublishDir');
  if (out?.includes('$')) return refuse('the folder behind -o is named by a variable');

  const [program = '', dll = ''] = start.words;
  const isDotnet = baseName(program) === 'dotnet';
  if (isDotnet && !/\.dll$/i.test(dll))
    return refuse('the container starts by the SDK (dotnet run), which builds again: start the dll that publish makes');
  const started = resolvePath(cwd, isDotnet ? dll : program);
  if (!isDotnet && !program.includes('/')) return refuse('what starts is not what dotnet publish makes');
  let folder: string;
  if (out === undefined) {
    const found = /^(.*\/bin\/(?:Release|Debug)\/.*\/publish)\/[^/]+$/.exec(started)?.[1];
    if (found === undefined) return refuse('dotnet publish has no -o, so the folder of the program is not certain');
    folder = found;
  } else folder = resolvePath(act.cwd, out);
  if (folder === '/' || folderOf(started) !== folder)
    return refuse(`what starts ("${baseName(started)}") is not in "${folder}", which dotnet publish fills`);

  const contained = options.get('--self-contained') ?? property('SelfContained');
  const isSelfContained = options.has('--sc') || (contained !== undefined && contained !== 'false') || property('PublishAot') === 'true';
  if (!isDotnet && !isSelfContained && property('UseAppHost') === 'false')
    return refuse('publish makes no program of its own (UseAppHost is off)');
  const image = imageFor(build, isSelfContained && !isDotnet ? 'runtime-deps' : 'aspnet');
  if (typeof image !== 'string') return image;
  const isAlpine = /alpine/.test(image);
  const health = healthNeeds(build, (word) => {
    if (!word.includes('/')) return word === 'dotnet' && !isSelfContained;
    return folderOf(resolvePath(cwd, word)) === folder;
  });
  if (isRefusal(health)) return health;
  const manager = isAlpine ? 'apk' : 'apt';
  const packages = runtimePackages(build, { ignored: /^(?:nodejs|npm|yarn|python3|clang|zlib1g-dev|bash)$/ });
  if (isRefusal(packages)) return packages;
  // The Alpine SDK has the cultures, the runtime image does not.
  const needsCultures = isAlpine && !build.stage.endState.env.has('DOTNET_SYSTEM_GLOBALIZATION_INVARIANT');
  return runtimePlan({
    image,
    hasShell: true,
    manager,
    packages: union(
      needsCultures ? ['icu-data-full', 'icu-libs', 'tzdata'] : [],
      packages.names,
      packagesOfTools(health.tools, manager),
    ).filter((name) => name !== 'ca-certificates'),
    environment: needsCultures ? ['ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false'] : [],
    copies: [{ source: folder, target: folder }],
    user: '1654:1654',
    accounts: new Map([
      ['app', '1654:1654'],
      ['$APP_UID', '1654:1654'],
    ]),
    isBuildVariable: (name) =>
      /^(?:NUGET_\w+|DOTNET_CLI_\w+|DOTNET_NOLOGO|DOTNET_SKIP_\w+|BUILD_CONFIGURATION|MSBUILD\w*|PATH|DEBIAN_FRONTEND)$/.test(name),
    isPartOfBuild: (other) => other.command.name === 'dotnet' || isMoveOf(other, (path) => isAt(path, folder)),
    files: 'outside',
  });
}
