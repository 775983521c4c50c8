// Dockerfiles with their rules.
import type { FormatModule, ShellCheckReader, StageReader } from '../engine/format.js';
import { rewriteMultiStage } from '../rewrite/multi-stage.js';
import { rules } from '../rules/dockerfile/index.js';
import { outlineOf, stageLinks } from '../ships/outline.js';
import { isAnswered, shellcheckFindings } from '../shellcheck/findings.js';
import { checkedScripts } from '../shellcheck/jobs.js';
import { SHELLCHECK_RULE } from '../shellcheck/types.js';
import { findStage, shippedImage } from '../ships/shipped-image.js';
import type { Span } from '../text/span.js';
import { dockerfileReader } from './dockerfile-reader.js';

const NONE: readonly never[] = [];

const stages: StageReader = {
  ships(model, target) {
    if (model.format !== 'dockerfile') return { refused: 'this is no Dockerfile' };
    if (target !== undefined) {
      const stage = findStage(model, target);
      if (stage) return [shippedImage(model, stage)];
      const names = model.stages.map(({ name, index }) => name?.value ?? String(index)).join(', ');
      return { refused: `it has no stage "${target}"${names === '' ? '' : `; there are ${names}`}` };
    }
    const finals = model.finalStages;
    return finals.length > 0 ? finals.map((stage) => shippedImage(model, stage)) : { refused: 'it has no FROM' };
  },
  shipsAt(model, offset) {
    if (model.format !== 'dockerfile') return undefined;
    const holds = ({ start, end }: Span): boolean => start <= offset && offset <= end;
    for (const stage of model.stages) {
      if (!holds(stage.from.headSpan)) continue;
      // On the name of the stage below, that one is meant.
      const below = stage.image.stage && holds(stage.image.span) ? stage.image.stage : stage;
      const at = below === stage ? stage.from.keywordSpan : stage.image.span;
      return { image: shippedImage(model, below), isFinal: below === model.finalStage, at };
    }
    const use = model.images.find(({ span, stage }) => stage && holds(span));
    return use?.stage && { image: shippedImage(model, use.stage), isFinal: use.stage === model.finalStage, at: use.span };
  },
  outline: (model) => (model.format === 'dockerfile' ? outlineOf(model) : NONE),
  links: (model) => (model.format === 'dockerfile' ? stageLinks(model) : NONE),
};

const shellcheck: ShellCheckReader = {
  rule: SHELLCHECK_RULE,
  jobs: (model) => (model.format === 'dockerfile' ? [...checkedScripts(model)].map(({ job }) => job) : NONE),
  findings: (model, answers, active, native, others) =>
    model.format === 'dockerfile' ? shellcheckFindings(model, answers, active, native, others) : NONE,
  isAnswered: (model, answers) => model.format === 'dockerfile' && isAnswered(model, answers),
};

export const dockerfile: FormatModule = {
  ...dockerfileReader,
  shellcheck,
  stages,
  rules,
  rewrite: (model, files) => (model.format === 'dockerfile' ? rewriteMultiStage(model, files) : { refused: 'this is no Dockerfile' }),
};
