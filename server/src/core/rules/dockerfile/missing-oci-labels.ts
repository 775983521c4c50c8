import { defineRule } from '../../engine/rule.js';
import { appendToStage } from '../../fix/dockerfile.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { LINUXKIT_LABELS, linuxKitPackageOf } from '../../knowledge/linuxkit-package.js';
import { ALL_LABELS, BUILD_LABELS, ESSENTIAL_LABELS, OCI, labelBlock, withTold } from '../../knowledge/oci-labels.js';
import { projectFactsOf } from '../../knowledge/project-facts.js';

export default defineRule({
  id: 'dockerfile/missing-oci-labels',
  category: 'metadata',
  on: 'dockerfile.finalStage',
  summary: 'The image does not say which source it was built from',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    oci: 'OCI labels are missing ({keys}), so a running image cannot be traced to its source: add them',
    required: 'Labels are missing that the configuration requires ("{keys}"): add them',
  },
  docs: {
    description:
      'The final stage and the stages it is built on do not set the labels org.opencontainers.image.source and .revision; in the profiles strict and all also version, created, title, description, licenses, vendor, authors, url, documentation, base.name and base.digest. The configuration key labels.required names other keys. One finding lists all that is missing. Stages for development and tests, and stages that only export files, need none; a package of LinuxKit (build.yml beside the Dockerfile) gets source and revision from linuxkit pkg build.',
    rationale:
      'During an incident the first question is which commit is running. Labels travel with the image through every registry, so the answer needs no wiki and no memory; scanners, registries and update tools read the same keys.',
    impact:
      'The fix writes out what the files around say: title and description from a manifest, source from the remote of git (as an https address, without credentials and port), licenses from a manifest or the text of LICENSE; the version of a manifest becomes the default of its argument. Labels become part of the image configuration, so its digest changes with them. A label with the time of the build changes it on every build.',
    audit: 'docker image inspect --format "{{json .Config.Labels}}" IMAGE prints the labels.',
    remediation:
      'Write out what never changes, declare ARGs for what only the build knows and feed them into one LABEL at the end of the final stage; pass them with --build-arg REVISION=$(git rev-parse HEAD) and the like. docker/metadata-action and docker buildx bake can set the same labels from outside.',
    defaultValue: 'An image has the labels of its base image, which describe the base image, and no others.',
    references: ['OCI Image Format Specification: Annotations, pre-defined keys', 'Dockerfile reference: LABEL'],
    limits:
      'Labels that a Compose file, a Bake file or a workflow adds are not seen. Keys inherited from an external base image do not count: they describe that image.',
  },
  equivalents: ['hadolint:DL3049', 'sonar:S7028', 'dockerfile_lint:defined_namevals'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY app /app\nCMD ["/app"]\n',
      good: `FROM alpine:3.24
COPY app /app
ARG SOURCE
ARG REVISION
ARG VERSION
ARG CREATED
LABEL ${OCI}source="$SOURCE" \\
      ${OCI}revision="$REVISION" \\
      ${OCI}version="$VERSION" \\
      ${OCI}created="$CREATED"
CMD ["/app"]
`,
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const kind = imageKindOf(stage, ctx.path, 'auto');
    if (stage.image.raw === '' || kind === 'dev' || kind === 'ci' || kind === 'artifact') return;
    const { labels, profile } = ctx.settings;
    const isEmpty = stage.rootImage.raw === 'scratch';
    const required = labels.required.length > 0 ? labels.required : profile === 'recommended' ? ESSENTIAL_LABELS : ALL_LABELS;
    const isBuiltByLinuxKit = linuxKitPackageOf(ctx.files) !== undefined;
    const missing = required.filter(
      (key) => !stage.labels.has(key) && !(isEmpty && key.startsWith(`${OCI}base.`)) && !(isBuiltByLinuxKit && LINUXKIT_LABELS.has(key)),
    );
    if (missing.length === 0) return;
    const written = [...missing, ...BUILD_LABELS.filter((key) => !missing.includes(key) && !stage.labels.has(key))];
    const facts = projectFactsOf(ctx.files);
    const change = appendToStage(file, stage, labelBlock(stage, withTold(stage, written, facts), file.escape, facts));
    const keys = missing.map((key) => (key.startsWith(OCI) ? key.slice(OCI.length) : key)).join(', ');
    yield ctx.problem(missing.every((key) => key.startsWith(OCI)) ? 'oci' : 'required', {
      at: stage.image.shortSpan,
      data: { keys },
      fixes: [change && { title: 'Add labels fed by build arguments', safety: 'unsafe', ...change }],
    });
  },
});
