import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { choice, stringList, text } from '../../engine/options.js';
import { appendToStage, replaceArguments, replaceWord } from '../../fix/dockerfile.js';
import { accountsOf } from '../../knowledge/accounts.js';
import type { BaseImageFacts } from '../../knowledge/base-images.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';
import type { EffectiveUser } from '../../knowledge/effective-user.js';
import { effectiveUserOf, isNumeric, isRoot, readUser } from '../../knowledge/effective-user.js';
import { IMAGE_KINDS, imageKindOf } from '../../knowledge/image-kind.js';
import { stepDownToolOf } from '../../knowledge/entrypoint-script.js';
import { baseName, startOf, systemProgramOf, wordsOf } from '../../knowledge/start-command.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';

/** Peers whose own condition holds: most look at the last USER of the file, some at the last of the final stage. */
function peersOf(stage: Stage | undefined, file: DockerfileModel, user: EffectiveUser | undefined): string[] {
  const valueOf = (words: readonly { readonly value: string }[]) => words[0]?.value ?? '';
  const inFile = file.instructions.filter((instruction) => instruction.keyword === 'USER').map(({ words }) => valueOf(words));
  const inStage = (stage?.instructions ?? file.instructions)
    .filter((instruction) => instruction.keyword === 'USER')
    .map(({ words }) => valueOf(words));
  const lastInFile = inFile.at(-1);
  const peers = ['sonar:S6471', 'dockle:CIS-DI-0001', 'cis-docker-1.6:4.1'];
  if (user && /^(?:root|0)(?::|$)/.test(user.written)) peers.push('hadolint:DL3002', 'dockerfile_lint:root_user');
  // The name root is a name as well; no second finding says so.
  if (user && !isNumeric(user.written) && !user.written.startsWith('$')) peers.push('hadolint:DL3066');
  if (lastInFile === undefined) {
    peers.push('trivy:DS-0002', 'checkov:CKV_DOCKER_3');
    if (stage?.cmd) peers.push('semgrep:missing-user');
    if (stage?.entrypoint) peers.push('semgrep:missing-user-entrypoint');
  } else if (/^(?:root|0)(?::|$)/.test(lastInFile)) {
    peers.push('trivy:DS-0002');
    if (lastInFile === 'root') peers.push('checkov:CKV_DOCKER_8', 'semgrep:last-user-is-root');
  }
  if (inStage.length === 0 && stage?.image.raw !== 'scratch') peers.push('kics:fd54f200-402c-4333-a5a4-36ef6709af2f');
  if (inStage.at(-1) === 'root') peers.push('kics:67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae');
  if (stage?.chain.some((link) => link.instructions.some(({ keyword }) => keyword === 'VOLUME'))) peers.push('tally:stateful-root-runtime');
  return peers;
}

/** An account that is there for the program, else a number that needs no account. */
function pickUser(stage: Stage, facts: BaseImageFacts | undefined, wanted: string): string {
  if (facts?.os === 'windows') return 'ContainerUser';
  const earlier = [...stage.chain]
    .reverse()
    .flatMap((link) => link.instructions)
    .filter((instruction) => instruction.keyword === 'USER')
    .map((instruction) => (instruction.words[0]?.value ?? '').replace(/["']/g, ''))
    .filter((value) => value !== '' && !value.includes('$') && !isRoot(value))
    .at(-1);
  if (earlier !== undefined) return earlier;
  const created = accountsOf(stage)
    .filter((account) => account.at !== undefined && account.uid !== 0)
    .at(-1);
  const account = created ?? facts?.serviceAccount;
  if (account?.uid !== undefined) return account.gid === undefined ? String(account.uid) : `${account.uid}:${account.gid}`;
  if (account) return account.name;
  return facts?.user !== undefined && !isRoot(facts.user) ? facts.user : wanted;
}

/** What the entry points of such images take for their own server; another command is started as root. */
const OWN_SERVER =
  /^-|\.conf$|^(?:redis-server|redis-sentinel|valkey-server|valkey-sentinel|postgres|mysqld|mariadbd|mongo[ds]|rabbitmq[\w-]*)$/;

/** The program that a container of such an image starts as root, past the entry point of the image. */
function programPastServer({ cmd }: Stage): string | undefined {
  const [first] = cmd ? wordsOf(cmd) : [];
  if (first === undefined) return undefined;
  if (!cmd?.json) return 'sh';
  return OWN_SERVER.test(baseName(first)) ? undefined : baseName(first);
}

/** Their service monitor needs an administrator; what it serves runs in accounts of its own. */
const IIS = /^mcr\.microsoft\.com\/(?:windows\/servercore\/iis|dotnet\/framework\/(?:aspnet|wcf))$/;

export default defineRule({
  id: 'dockerfile/root-user',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'The container runs as root',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    written: 'Starts as root ("{user}"), so a break-out is root on the host: end this stage with a USER that is not',
    unset: 'No USER here and "{image}" runs as root, so a break-out is root on the host: add a non-root USER',
    unknown: 'No USER here, so "{image}" decides, and most images run as root: add a USER that is not root',
    base: 'No USER here, so images built on this one run as root: add a USER that is not root',
    stepsDown: '"{image}" starts as root and steps down by itself: fine for Docker, refused by runAsNonRoot',
    ownServerOnly: '"{image}" steps down for its server only, so "{program}" is root: add a non-root USER',
    byScript: 'Starts as root, and its entry point steps down by {tool}: fine for Docker, refused by runAsNonRoot',
    system: '"{program}" works on the system itself and so runs as root: keep its capabilities and mounts few',
    openUser: 'USER "{user}" has no default, so the build may pick root: give its ARG a default that is not root',
    openImage: 'No USER here, so whatever "{image}" stands for decides: add a USER that is not root',
    windows: 'Starts as ContainerAdministrator, who owns everything in the container: add USER ContainerUser',
  },
  docs: {
    description:
      'The effective user of the final stage is root: by its last USER, by a USER it inherits from a stage it is built on, or, without any USER, by the default of its base image. A base image whose own entry point steps down (postgres, redis), an entry point script that does (gosu, su-exec, s6-overlay), programs that work on the system (modprobe, dhcpcd, LinuxKit services), images on an unknown base that start whatever it starts, and images that others build on get an info, variables without a default a hint. Images of IIS, whose workers have accounts of their own, and container actions of GitHub (action.yml beside the file), which have to be root, are left alone.',
    rationale:
      'A process that escapes its container keeps its user id. As root it owns the node; inside the container it can rewrite the program, install tools and bind to every port.',
    impact:
      'Files written at build time may need COPY --chown, directories the program writes to must belong to the new user, and ports below 1024 may need another number. The nginx image does not start as another user; its unprivileged variant listens on 8080.',
    audit: 'docker image inspect --format "{{.Config.User}}" IMAGE prints an empty line, 0 or root.',
    remediation:
      'Make an unprivileged account the last USER of the final stage, by number so that Kubernetes can check it: the account the base image brings, or any number above 0 when the program needs no account.',
    defaultValue: 'Without USER the base image decides; nearly all official images say root.',
    references: ['CIS Docker Benchmark 4.1', 'Dockerfile reference: USER', 'Kubernetes: Pod Security Standards, restricted, runAsNonRoot'],
    limits:
      'An entry point script that steps down is believed to do so for every command. Images not in the table of base images are taken to run as root, as most do.',
  },
  equivalents: [
    'hadolint:DL3002',
    'trivy:DS-0002',
    'checkov:CKV_DOCKER_3',
    'checkov:CKV_DOCKER_8',
    'kics:fd54f200-402c-4333-a5a4-36ef6709af2f',
    'kics:67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae',
    'sonar:S6471',
    'semgrep:missing-user',
    'semgrep:missing-user-entrypoint',
    'semgrep:last-user-is-root',
    'dockle:CIS-DI-0001',
    'cis-docker-1.6:4.1',
    'dockerfile_lint:root_user',
    '~hadolint:DL3066',
    '~tally:stateful-root-runtime',
  ],
  options: {
    nonRootUser: text('65532:65532', 'USER that the fix writes when the image has no account for the program'),
    allowRootImages: stringList([], 'Base images whose containers may run as root, without tag: "docker.io/library/postgres"'),
    imageKind: choice(
      ['auto', ...IMAGE_KINDS],
      'auto',
      'What the image is for; auto guesses it from names, ONBUILD and a missing start command',
    ),
  },
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY app /app\nUSER root\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nCOPY app /app\nUSER 65532:65532\nCMD ["/app"]\n',
      byFix: true,
    },
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nCMD ["node", "server.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nUSER 1000:1000\nCMD ["node", "server.js"]\n',
      byFix: true,
    },
  ],
  *check(file, ctx) {
    const stage = file.finalStage;
    if (!stage) {
      // A piece of a file: only what is written can be judged.
      const last = file.isFragment ? file.instructions.filter(({ keyword }) => keyword === 'USER').at(-1) : undefined;
      const found = last && readUser(last);
      if (!last || !found || !isRoot(found.resolved ?? '')) return;
      const wanted = ctx.options.nonRootUser;
      const change = replaceArguments(file, last, wanted);
      yield ctx.problem('written', {
        at: last.words[0]?.span ?? last.headSpan,
        data: { user: found.written },
        standsFor: peersOf(undefined, file, found),
        fixes: [change && { title: `Run as ${wanted}`, safety: 'unsafe', ...change }],
      });
      return;
    }
    const kind = imageKindOf(stage, ctx.path, ctx.options.imageKind);
    if (kind === 'artifact' || stage.chain.some((link) => link.instructions.some(({ keyword }) => keyword === 'ONBUILD'))) return;
    const start = startOf(stage);
    if (start?.stepsDown || start?.isPrompt) return;
    // A WebAssembly module knows no users.
    if (start?.words[0]?.endsWith('.wasm')) return;
    // GitHub runs a container action as root, on a folder that belongs to root.
    if (start && ctx.files?.list('')?.some((name) => /^action\.ya?ml$/.test(name))) return;
    const root = stage.rootImage;
    if (root.raw === '') return;
    if (root.image && ctx.options.allowRootImages.includes(root.image.name)) return;

    const facts = factsOfUse(root);
    const user = effectiveUserOf(stage);
    const wanted = pickUser(stage, facts, ctx.options.nonRootUser);
    const standsFor = peersOf(stage, file, user);
    const add = (): Fix | undefined => {
      const change = appendToStage(file, stage, [`USER ${wanted}`]);
      return change && { title: `Add USER ${wanted}`, safety: 'unsafe', ...change };
    };

    const tool = stepDownToolOf(stage, ctx.files);
    const program = systemProgramOf(stage, ctx.files);
    const past = facts?.stepsDown && !stage.entrypoint ? programPastServer(stage) : undefined;
    if (user) {
      const at = user.at.words[0]?.span ?? user.at.headSpan;
      if (user.resolved === undefined) {
        yield ctx.problem('openUser', { at, severity: 'hint', data: { user: user.written }, standsFor: [] });
      } else if (isRoot(user.resolved) && tool !== undefined) {
        yield ctx.problem('byScript', { at, severity: 'info', data: { tool }, standsFor });
      } else if (isRoot(user.resolved) && facts?.stepsDown && !stage.entrypoint && past === undefined) {
        yield ctx.problem('stepsDown', { at, severity: 'info', data: { image: shortName(root.raw) }, standsFor });
      } else if (isRoot(user.resolved) && program !== undefined) {
        yield ctx.problem('system', { at, severity: 'info', data: { program }, standsFor });
      } else if (isRoot(user.resolved)) {
        const isLast =
          user.at.stage === stage && !stage.instructions.some(({ keyword, index }) => keyword === 'RUN' && index > user.at.index);
        const change = isLast ? replaceArguments(file, user.at, wanted) : undefined;
        const fix = change ? { title: `Run as ${wanted}`, safety: 'unsafe' as const, ...change } : add();
        yield ctx.problem(facts?.os === 'windows' ? 'windows' : 'written', {
          at,
          data: { user: user.written },
          standsFor,
          fixes: [fix],
        });
      }
      return;
    }

    const at = stage.image.shortSpan;
    const image = shortName(root.raw);
    if (root.resolved === undefined && !facts) {
      yield ctx.problem('openImage', { at, severity: 'hint', data: { image }, standsFor, fixes: [add()] });
      return;
    }
    // Whoever starts such an image names the user: an editor, a pipeline.
    if (!start && (kind === 'dev' || kind === 'ci')) return;
    if (facts && (facts.isUnprivileged || (facts.user !== undefined && !isRoot(facts.user)))) return;
    if (facts?.os === 'windows') {
      if (IIS.test(root.image?.name ?? '') && !stage.entrypoint) return;
      yield ctx.problem('windows', { at, standsFor, fixes: [add()] });
    } else if (tool !== undefined) {
      yield ctx.problem('byScript', { at, severity: 'info', data: { tool }, standsFor });
    } else if (past !== undefined) {
      yield ctx.problem('ownServerOnly', { at, data: { image, program: past }, standsFor });
    } else if (facts?.stepsDown && !stage.entrypoint) {
      yield ctx.problem('stepsDown', { at, severity: 'info', data: { image }, standsFor });
    } else if (program !== undefined) {
      yield ctx.problem('system', { at, severity: 'info', data: { program }, standsFor });
    } else if (!start && kind === 'base') {
      yield ctx.problem('base', { at, severity: 'info', standsFor, fixes: [add()] });
    } else {
      // Nothing but the configuration of a product that is not known, which may well run as somebody else.
      const isOpen = !facts && !start;
      yield ctx.problem(facts?.user === undefined ? 'unknown' : 'unset', {
        at,
        ...(isOpen ? { severity: 'info' as const } : {}),
        data: { image },
        standsFor,
        fixes: isOpen ? [] : [unprivilegedImage(stage, facts), add()],
      });
    }

    /** Some images only work as another user in a variant made for it. */
    function unprivilegedImage(of: Stage, known: BaseImageFacts | undefined): Fix | undefined {
      const { image: reference, variables } = of.image;
      if (!known?.nonRootImage || of.chain.length > 1 || !reference || reference.digest || variables.length > 0) return undefined;
      const change = replaceWord(file, of.from, of.image.span, known.nonRootImage);
      return change && { title: `Build on ${known.nonRootImage}`, safety: 'unsafe', ...change };
    }
  },
});
