// Everything a rule may be called with. One line per kind of fact; a rule is called once for each fact of its kind.
import type { Comment, Directive, DockerfileModel, ImageUse, Instruction, Stage } from './dockerfile/types.js';
import type { Container, KubernetesModel, KubernetesObject, PodSpec } from './kubernetes/types.js';
import type { ShellCommand, ShellScript } from './shell/types.js';

export interface Subjects {
  /** The whole Dockerfile. */
  'dockerfile.file': DockerfileModel;
  /** Each instruction; a trigger of ONBUILD as well as the ONBUILD itself. */
  'dockerfile.instruction': Instruction;
  'dockerfile.stage': Stage;
  /** The final stage with its file, when there is one. */
  'dockerfile.finalStage': { readonly stage: Stage; readonly file: DockerfileModel };
  /** FROM, COPY --from, RUN --mount from= that do not name a stage. */
  'dockerfile.image': ImageUse;
  /** Each script of a RUN. */
  'dockerfile.runScript': { readonly script: ShellScript; readonly instruction: Instruction };
  /** Each simple command of a RUN, those of `sh -c "…"`, substitutions and triggers included. */
  'dockerfile.command': { readonly command: ShellCommand; readonly script: ShellScript; readonly instruction: Instruction };
  'dockerfile.comment': Comment;
  'dockerfile.directive': Directive;
  /** One document of a manifest, Kubernetes or not. */
  'kubernetes.document': KubernetesModel;
  'kubernetes.object': KubernetesObject;
  'kubernetes.podSpec': PodSpec;
  'kubernetes.container': Container;
  /** Never dispatched: the finding is made by the engine or the configuration reader, the rule only describes it. */
  engine: never;
  /** Never dispatched: the finding is made from what another program said. */
  program: never;
}

/** The fact model of a chunk. */
export type Model = DockerfileModel | KubernetesModel;
