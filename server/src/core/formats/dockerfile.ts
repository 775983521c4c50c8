// Dockerfiles with their rules.
import type { FormatModule } from '../engine/format.js';
import { rules } from '../rules/dockerfile/index.js';
import { dockerfileReader } from './dockerfile-reader.js';

export const dockerfile: FormatModule = { ...dockerfileReader, rules };
