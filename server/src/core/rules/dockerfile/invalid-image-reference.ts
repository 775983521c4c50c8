import { defineRule } from '../../engine/rule.js';
import { shortName } from '../../knowledge/base-images.js';

/** A word in capitals is filled in by a script before the file is built. */
const PLACEHOLDER = /^[A-Z][A-Z0-9_]*$/;

export default defineRule({
  id: 'dockerfile/invalid-image-reference',
  category: 'syntax',
  on: 'dockerfile.image',
  summary: 'A text that names an image is no valid image reference',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    upperCase: '"{image}" has capitals in its path, which no registry takes: write it in lower case',
    emptyTag: '"{image}" ends its name with a colon, so the build stops here: add a tag or drop the colon',
    tag: '"{image}" has a tag that no registry takes: keep to 128 letters, digits, dots, dashes and underscores',
    digest: '"{image}" has no valid digest behind @: write sha256: and 64 lower-case hexadecimal digits',
    path: '"{image}" has a path that no registry takes: keep to lower-case words parted by /, ., - or _',
    registry: '"{image}" names no host in front of its first /, so nothing can be pulled: correct the registry',
    imageId: 'An image id of 64 digits cannot be pulled: name the image, with @sha256: in front of the digest',
    empty: 'No image is named here, so the build stops: name one, or scratch',
    substitution: 'The variables in "{image}" cannot be read, so the build stops here: close every brace and quote',
    placeholder: '"{image}" is no image until a script replaces it: declare it as ARG and write FROM $NAME',
  },
  docs: {
    description:
      'The image of a FROM, COPY --from or RUN --mount from= is not of the form [registry/]path[:tag][@digest]: capitals in the path, an empty tag, a digest that is too short. Names of stages and texts with a variable that has no default are left alone. A single word in capitals, which a script is meant to replace, is an info.',
    rationale: 'The builder refuses the reference before it asks any registry.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build --check . stops with "invalid reference format" or "failed to parse stage name".',
    remediation: 'Write the name as the registry shows it.',
    defaultValue: 'Not applicable.',
    references: ['Distribution: reference grammar', 'Dockerfile reference: FROM'],
  },
  equivalents: ['dockerfile-utils:INVALID_REFERENCE_FORMAT'],
  examples: [
    { bad: 'FROM Alpine:3.24\n', good: 'FROM alpine:3.24\n', byFix: false },
    { bad: 'FROM alpine:\n', good: 'FROM alpine:3.24\n', byFix: false },
  ],
  *check(use, ctx) {
    // An ARG that is empty by default has a rule of its own.
    if (use.invalid === undefined || use.stage || use.defaultProblem !== undefined) return;
    const at = use.span;
    const data = { image: shortName(use.raw) };
    // Peers look at FROM alone.
    const standsFor = use.place === 'from' && use.invalid !== 'empty' ? ['dockerfile-utils:INVALID_REFERENCE_FORMAT'] : [];
    switch (use.invalid) {
      case 'upper-case':
        if (PLACEHOLDER.test(use.raw)) yield ctx.problem('placeholder', { at, severity: 'info', data: { image: use.raw }, standsFor });
        else yield ctx.problem('upperCase', { at, data, standsFor });
        return;
      case 'empty-tag':
        yield ctx.problem('emptyTag', { at, data, standsFor });
        return;
      case 'digest':
      case 'digest-length':
        yield ctx.problem('digest', { at, data, standsFor });
        return;
      case 'image-id':
        yield ctx.problem('imageId', { at, standsFor });
        return;
      case 'blank':
      case 'too-long':
      case 'path':
        yield ctx.problem('path', { at, data, standsFor });
        return;
      case 'empty':
        yield ctx.problem('empty', { at, standsFor });
        return;
      case 'tag':
      case 'registry':
      case 'substitution':
        yield ctx.problem(use.invalid, { at, data, standsFor });
    }
  },
});
