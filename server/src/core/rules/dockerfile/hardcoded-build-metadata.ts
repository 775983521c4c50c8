import { defineRule } from '../../engine/rule.js';
import { feedFromArg } from '../../fix/pairs.js';
import { OCI, argumentOf } from '../../knowledge/oci-labels.js';
import type { BuildContext } from '../../model/context/types.js';

/** The version by package.json or a file VERSION at the top of the context; absent where there is no one answer. */
function projectVersion(files: BuildContext | undefined): { readonly version: string; readonly file: string } | undefined {
  const version = files?.read('VERSION')?.trim();
  if (version !== undefined && /^v?\d+(?:\.\d+)+[\w.+-]*$/.test(version)) return { version, file: 'VERSION' };
  try {
    const data = JSON.parse(files?.read('package.json') ?? 'null') as { version?: unknown } | null;
    return typeof data?.version === 'string' && /^\d/.test(data.version) ? { version: data.version, file: 'package.json' } : undefined;
  } catch {
    return undefined;
  }
}

const withoutV = (text: string): string => text.replace(/^v/, '');

export default defineRule({
  id: 'dockerfile/hardcoded-build-metadata',
  category: 'metadata',
  on: 'dockerfile.instruction',
  scope: { keywords: ['LABEL'] },
  summary: 'A label holds as a literal what only the build can know',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    stale: 'Label "{key}" is fixed in the file, so it is untrue from the next commit on: feed it from an ARG',
    version: 'Version "{label}" is not "{version}" of {file}: feed it from an ARG',
  },
  docs: {
    description:
      'org.opencontainers.image.revision or .created has a literal value, or .version has one that differs from the version in package.json or the file VERSION of the build context.',
    rationale:
      'The commit and the time of a build cannot stand in a file that is part of the commit. What stands there is from an earlier one, and who looks for the source of a running image is sent to the wrong place.',
    impact: 'Without the build argument the label is empty: the pipeline has to pass it.',
    audit: 'docker image inspect --format "{{json .Config.Labels}}" IMAGE shows what images carry; compare two of them.',
    remediation:
      'Declare an ARG and pass --build-arg REVISION=$(git rev-parse HEAD) and the like, or let docker/metadata-action set the label.',
    defaultValue: 'Labels hold the text of the file.',
    references: ['OCI Image Format Specification: Annotations, pre-defined keys'],
    limits: 'Versions in other manifests are not read.',
  },
  equivalents: ['~tally:labels/no-buildx-git-overlap'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nLABEL org.opencontainers.image.revision="3f2a91c"\n',
      good: 'FROM alpine:3.24\nARG REVISION\nLABEL org.opencontainers.image.revision="$REVISION"\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'LABEL') return;
    for (const pair of instruction.pairs) {
      const key = pair.name.value.startsWith(OCI) ? pair.name.value.slice(OCI.length) : '';
      const value = pair.value?.value ?? '';
      if (!pair.value || value === '' || value.includes('$') || !/^(?:revision|created|version)$/.test(key)) continue;
      const change = feedFromArg(ctx.model, instruction, pair, argumentOf(key));
      const fixes = [change && ({ title: `Feed it from ARG ${argumentOf(key)}`, safety: 'unsafe', ...change } as const)];
      const at = pair.value.span;
      if (key !== 'version') {
        yield ctx.problem('stale', { at, data: { key }, standsFor: [], fixes });
        continue;
      }
      const project = projectVersion(ctx.files);
      if (!project || withoutV(project.version) === withoutV(value)) continue;
      yield ctx.problem('version', { at, data: { label: value, version: project.version, file: project.file }, standsFor: [], fixes });
    }
  },
});
