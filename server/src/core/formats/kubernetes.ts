// Kubernetes manifests: the reader together with its rules; loaded only when such a file is linted.
import type { FormatModule } from '../engine/format.js';
import { rules } from '../rules/kubernetes/index.js';
import { kubernetesReader } from './kubernetes-reader.js';

export const kubernetes: FormatModule = { ...kubernetesReader, rules };
