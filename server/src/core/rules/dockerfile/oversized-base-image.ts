import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { factsOfUse, originalName, shortName } from '../../knowledge/base-images.js';
import { commandsOf, compileStepsOf } from '../../knowledge/compile-steps.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { baseName, startOf } from '../../knowledge/start-command.js';
import type { DockerfileModel, ImageUse, Instruction, Stage } from '../../model/dockerfile/types.js';

/** Programs that the full images have and the slim ones have not. */
const ONLY_IN_FULL = new Set([
  ...['git', 'hg', 'svn', 'bzr', 'curl', 'wget', 'ssh', 'scp', 'file', 'unzip', 'patch', 'gpg', 'ping', 'ps', 'xz', 'bzip2'],
  ...['gcc', 'g++', 'cc', 'c++', 'make', 'autoconf', 'automake', 'dpkg-buildpackage', 'mysql_config', 'pg_config', 'convert', 'magick'],
  // Extensions of these are compiled as a rule.
  ...['gem', 'bundle', 'bundler', 'node-gyp', 'cpanm', 'cpan', 'configure'],
]);
const HAS_SLIM = /^docker\.io\/library\/(node|python|ruby|debian|perl)$/;
/** A full tag: a version, perhaps with the name of a Debian release, or such a name alone. */
const FULL = /^(?:\d+(?:\.\d+)*(?:-[a-z]+)?|[a-z]+)$/;
const OTHER_VARIANT = /slim|alpine|windows|nanoserver|backports|onbuild|threaded|latest|^stable$/;

/** "node:24-slim" of node:24, "node:24-bookworm-slim" of node:24-bookworm. */
function slimTag(tag: string): string | undefined {
  return FULL.test(tag) && !OTHER_VARIANT.test(tag) ? `${tag}-slim` : undefined;
}

/** The container calls it when it starts or when it is asked for its health. */
const isCalled = ({ keyword, logical }: Instruction): boolean =>
  (keyword === 'HEALTHCHECK' || keyword === 'CMD' || keyword === 'ENTRYPOINT') &&
  logical.split(/[\s"',;&|()[\]]+/).some((word) => ONLY_IN_FULL.has(baseName(word)));

/** Does a RUN use what only the full image has, or something whose needs are not known? */
function usesMore(stage: Stage): boolean {
  return stage.chain.some(({ instructions }) =>
    instructions.some((run) => {
      if (run.keyword !== 'RUN') return isCalled(run);
      const commands = commandsOf(run);
      return (
        commands.length === 0 ||
        commands.some(
          ({ name, word, args }) =>
            name === undefined ||
            ONLY_IN_FULL.has(name) ||
            /^\.{0,2}\/(?!usr|bin)|\.sh$/.test(word.raw) ||
            args.some(({ raw }) => raw.includes('git+')),
        )
      );
    }),
  );
}

function onSlim(file: DockerfileModel, use: ImageUse, wanted: string): Fix | undefined {
  if (use.variables.length > 0 || use.image?.digest !== undefined) return undefined;
  const change = replaceWord(file, use.at, use.span, wanted);
  return change && { title: `Build on ${wanted}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/oversized-base-image',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'The image that ships stands on the full variant of an image that has a slim one',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    full: '"{image}" ships compilers and libraries that nothing here uses: build on "{slim}"',
  },
  docs: {
    description:
      'The final stage is built on a full image of node, python, ruby, debian or perl, and nothing in its RUNs uses what only the full one has: compilers, headers, version control, curl. Nothing is said where a script of the project, a gem or a compile step runs, nor for images that only others build on.',
    rationale:
      'The full images are made to build anything; they carry several hundred packages, most of the findings of a scanner, and a compiler for whoever breaks in. The slim ones run the same programs.',
    impact:
      'A package that is compiled when it is installed (some of npm and pip) fails on the slim image until its tools are installed, or moved to a builder.',
    audit: 'docker image inspect --format "{{.Size}}" on both tags shows the difference.',
    remediation: 'Take the slim tag of the same version for the stage that ships; build what needs compilers in a stage before.',
    defaultValue: 'The tag with only a version is the full image.',
    references: ['Docker Hub: image variants of node, python, ruby', 'CIS Docker Benchmark 4.3'],
    limits: 'Whether npm or pip compile something is not to be seen. A JDK that only runs a program is reported by sdk-in-final-stage.',
  },
  equivalents: ['~cis-docker-1.6:4.3'],
  examples: [
    {
      bad: 'FROM node:24\nWORKDIR /srv\nCOPY . .\nRUN npm ci --omit=dev\nUSER node\nCMD ["node", "server.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nRUN npm ci --omit=dev\nUSER node\nCMD ["node", "server.js"]\n',
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const use = stage.rootImage;
    const { image } = use;
    if (image?.tag === undefined || !HAS_SLIM.test(originalName(image.name)) || factsOfUse(use)?.os === 'windows') return;
    const tag = slimTag(image.tag);
    if (tag === undefined || !startOf(stage) || imageKindOf(stage, ctx.path, 'auto') !== 'app') return;
    if (compileStepsOf(stage).some(({ kind }) => kind === 'compile') || usesMore(stage)) return;
    const digest = use.raw.indexOf('@');
    const wanted = `${(digest < 0 ? use.raw : use.raw.slice(0, digest)).slice(0, -image.tag.length)}${tag}`;
    const slim = use.variables.length > 0 ? `${image.path}:${tag}` : wanted;
    yield ctx.problem('full', {
      at: use.shortSpan,
      data: { image: shortName(use.raw), slim: shortName(slim) },
      standsFor: ['cis-docker-1.6:4.3'],
      fixes: [onSlim(file, use, wanted)],
    });
  },
});
