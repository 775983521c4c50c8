// Dockerfiles with their rules.
import type { FormatModule } from '../engine/format.js';
import { rewriteMultiStage } from '../rewrite/multi-stage.js';
import { rules } from '../rules/dockerfile/index.js';
import { dockerfileReader } from './dockerfile-reader.js';

export const dockerfile: FormatModule = {
  ...dockerfileReader,
  rules,
  rewrite: (model, files) => (model.format === 'dockerfile' ? rewriteMultiStage(model, files) : { refused: 'this is no Dockerfile' }),
};
