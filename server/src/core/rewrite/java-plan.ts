// Java by Maven, Gradle and others: the jar or folder that `java` is started with, on a JRE of the same version.
import { baseName } from '../knowledge/start-command.js';
import type { Act, Artifact } from './build-reading.js';
import { actOf, findArtifact, isMoveOf, readCall, textOf } from './build-reading.js';
import type { Build, Copy, Refusal, RuntimePlan } from './plan.js';
import { folderOf, isAt, isBelow, isRefusal, refuse, resolvePath, runtimePlan } from './plan.js';
import { healthNeeds, packagesOfTools, runtimePackages, union } from './runtime-packages.js';

const JAVA_VALUED = new Set(['-jar', '-cp', '-classpath', '--class-path', '-p', '--module-path', '-m', '--module']);
/** Folders that the build tools make. */
const OUTPUT = /(?:^|\/)(?:target|build|out|dist)(?:\/|$)/;

const TOOL_OF: Readonly<Record<string, string>> = { mvn: 'Maven', mvnw: 'Maven', gradle: 'Gradle', gradlew: 'Gradle' };

/** `target/app.jar` beside `target/lib` is no whole program; Quarkus' folder is one, wherever it is taken to. */
const wholeOf = ({ path, origin }: Artifact): string => (/\/quarkus-app$/.test(folderOf(origin)) ? folderOf(path) : path);

/** The folder of the program, where a distribution that the build packs is unpacked: `tar -xf build/distributions/app.tar -C /opt`. */
function unpackedFolder(build: Build, path: string): { readonly folder: string; readonly act: Act } | undefined {
  for (const act of build.acts) {
    const words = act.command.args.map((word) => textOf(word));
    const at = words.findIndex((word) => word === '-C' || word === '--directory' || word === '-d');
    const isPacked = words.some((word) => /(?:build\/distributions|target)\/[^/]+\.(?:tar|tar\.gz|tgz|zip)$/.test(word));
    if (!/^(?:tar|unzip)$/.test(act.command.name ?? '') || at < 0 || !isPacked || act.cwd === undefined) continue;
    const target = resolvePath(act.cwd, words[at + 1] ?? '');
    if (target === '/' || !isBelow(path, target)) continue;
    const isStripped = words.some((word) => word.startsWith('--strip'));
    const folder = isStripped ? target : resolvePath(target, path.slice(target.length + 1).split('/')[0] ?? '');
    if (folder !== path) return { folder, act };
  }
  return undefined;
}

/** The JRE of the same version where a variable says it: "eclipse-temurin:${JAVA}-jdk", "maven:3-eclipse-temurin-${JAVA}". */
function jreOf(raw: string): string | undefined {
  const kit = /^((?:docker\.io\/(?:library\/)?)?eclipse-temurin:\$\{?\w+\}?-)jdk((?:-[\w.]+)*)$/.exec(raw);
  if (kit) return `${kit[1] ?? ''}jre${kit[2] ?? ''}`;
  const tool = /(?:^|\/)(?:maven|gradle):[\w.-]*?-(?:eclipse-temurin-|jdk-?)(\$\{?\w+\}?)(-alpine)?$/.exec(raw);
  return tool ? `eclipse-temurin:${tool[1] ?? ''}-jre${tool[2] ?? ''}` : undefined;
}

export function planJava(build: Build): RuntimePlan | Refusal {
  const { start, stage, facts } = build;
  const acts = build.steps
    .filter(({ language }) => language === 'java')
    .map(({ command }) => actOf(build, command))
    .filter((act): act is Act => act !== undefined);
  const step = acts.at(-1);
  if (!step) return refuse('no build is seen');
  // What another tool made before is packed into the jar.
  const first = build.steps.findIndex(({ language }) => language === 'java');
  const stranger = build.steps.find(({ language }, i) => language !== 'java' && (language !== 'node' || i > first));
  if (stranger) return refuse(`"${stranger.name}" is built as well, and what the program needs of it is not certain`);
  if (acts.some(({ script }) => script.hasErrors)) return refuse('the commands of the build cannot be read');
  const image = stage.image.variables.length > 0 ? jreOf(stage.image.raw) : facts?.runtimeImage;
  if (image === undefined)
    return refuse('the tag of the base image does not say which Java it has, so the JRE for the runtime stage is not certain');
  if (stage.image.raw.includes('@')) return refuse('a digest pins the base image, and the JRE image has another');
  if (start.problem !== undefined) return refuse(start.problem);
  const [program = '', ...args] = start.words;
  const tool = TOOL_OF[baseName(program)];
  if (tool)
    return refuse(`the container starts by ${tool}, which builds again and has no place in a runtime stage: start the jar by java -jar`);
  const roots = acts.map(({ cwd }) => cwd);
  if (roots.some((root) => root === undefined)) return refuse('the directory of the build is not certain');
  const isOutput = (path: string): boolean =>
    roots.some((root) => root !== undefined && isBelow(path, root) && OUTPUT.test(path.slice(root.length)));
  if (start.cwd === undefined) return refuse('the WORKDIR is not certain');
  const cwd = start.cwd;

  const copies: Copy[] = [];
  const moves = new Set<Act>();
  const add = (source: string, target = source) => copies.some((copy) => isAt(target, copy.target)) || copies.push({ source, target });
  if (baseName(program) !== 'java') {
    // What Gradle's application plugin installs: a folder with bin and lib.
    const path = program.includes('/') ? resolvePath(cwd, program) : '';
    const unpacked = path === '' ? undefined : unpackedFolder(build, path);
    if (unpacked) moves.add(unpacked.act);
    const found = unpacked?.folder ?? (path === '' ? undefined : /^(.*\/build\/install\/[^/]+)\/bin\/[^/]+$/.exec(path)?.[1]);
    if (found === undefined || (!unpacked && !isOutput(found)))
      return refuse(`what starts ("${baseName(program)}") is neither java nor what an installDist of Gradle makes`);
    add(found);
  } else {
    const { options, operands } = readCall(
      args.map((value) => ({ raw: value, value, span: { start: 0, end: 0 } })),
      JAVA_VALUED,
    );
    const jar = options.get('-jar');
    const classPath = options.get('-cp') ?? options.get('-classpath') ?? options.get('--class-path');
    if (options.has('-m') || options.has('--module')) return refuse('java starts a module, and which folders it needs is not certain');
    const wanted = jar !== undefined ? [jar] : (classPath ?? '').split(':').filter((item) => item !== '');
    if (wanted.length === 0)
      return refuse(operands.length > 0 ? 'java starts a class with no class path written out' : 'what java starts is not written out');
    for (const item of wanted) {
      if (item.includes('$')) return refuse('a variable names the jar that java starts');
      const path = resolvePath(cwd, item.replace(/\/\*$/, ''));
      if (jar !== undefined && /[*?]/.test(item)) {
        if (!start.needsShell) return refuse(`no shell reads the start command, so "${item}" stays as it is and names no jar`);
        if (!isOutput(path) || /[*?]/.test(folderOf(path))) return refuse(`"${item}" is not below a folder that the build makes`);
        copies.push({ source: path, target: `${folderOf(path)}/` });
        continue;
      }
      if (/-runner\.jar$/.test(item))
        return refuse('the runner of Quarkus may look for its libraries in a folder beside it: start quarkus-app/quarkus-run.jar');
      // Dependencies that Maven was told to copy are part of what it makes.
      const artifact = findArtifact(build, step, path, isOutput);
      if (isRefusal(artifact)) return artifact;
      if (!artifact) return refuse(`what makes "${item}" is not certain: it is no output of the build, and no cp or mv of one`);
      for (const move of artifact.moves) moves.add(move);
      add(wholeOf(artifact));
    }
    // A jar that was not packed with what it needs looks for it beside itself.
    const dependencies = build.acts.find(({ command }) => command.args.some((word) => /dependency:copy-dependencies/.test(textOf(word))));
    if (dependencies && jar !== undefined) return refuse('the jar finds its dependencies in a folder that the start command does not name');
  }

  const health = healthNeeds(build, (word) => baseName(word) === 'java');
  if (isRefusal(health)) return health;
  const manager = facts?.libc === 'musl' ? 'apk' : 'apt';
  const packages = runtimePackages(build, { ignored: /^(?:maven|gradle|bash|python3|nodejs|npm|dos2unix|findutils)$|jdk|-jre/ });
  if (isRefusal(packages)) return packages;
  const tools = packagesOfTools(health.tools, manager);
  return runtimePlan({
    image,
    hasShell: true,
    manager,
    packages: union(packages.names, tools).filter((name) => name !== 'ca-certificates' && name !== 'tzdata'),
    copies,
    isBuildVariable: (name, value) =>
      /^(?:MAVEN_\w+|M2_HOME|GRADLE_\w+|MVN_\w+|SBT_\w+|JAVA_HOME|DEBIAN_FRONTEND)$/.test(name) ||
      (name === 'PATH' && !copies.some(({ target }) => value.includes(target))),
    isPartOfBuild: (act) =>
      moves.has(act) || /^(?:mvnw?|gradlew?|sbt|ant|lein|java|jar)$/.test(act.command.name ?? '') || isMoveOf(act, isOutput),
  });
}
