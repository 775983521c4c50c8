// The facts of one Kubernetes YAML or JSON document. Spans count from the start of the document (the chunk).
import type { Span } from '../../text/span.js';
import type { ImageReference } from '../image.js';
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlPath, YamlScalar } from '../yaml/types.js';

/** Where the text of a file comes from, and so what may be said about absent keys. */
export type Completeness =
  /** A whole manifest. */
  | 'whole'
  /** Text of a template engine: only literal values that are present count. */
  | 'template'
  /** A Kustomize patch or another partial object: only what is present counts. */
  | 'partial';

export interface KubernetesModel {
  readonly format: 'kubernetes';
  readonly text: string;
  readonly document: YamlDocument;
  readonly completeness: Completeness;
  /** Every object, those in List items included; empty when the document is not Kubernetes. */
  readonly objects: readonly KubernetesObject[];
  readonly podSpecs: readonly PodSpec[];
}

export interface KubernetesObject {
  readonly apiVersion: string | undefined;
  /** API group without version; empty for the core group. */
  readonly group: string;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly node: YamlMap;
  readonly metadata: YamlMap | undefined;
  /** Value of metadata.name, else of kind, else the start of the object. */
  readonly nameSpan: Span;
  /** Is the kind one of the built-in ones of the type table? */
  readonly known: boolean;
  readonly path: YamlPath;
  readonly labels: YamlMap | undefined;
  readonly annotations: YamlMap | undefined;
  readonly completeness: Completeness;
  readonly podSpecs: readonly PodSpec[];
}

export interface PodSpec {
  readonly object: KubernetesObject;
  /** The mapping with `containers`. */
  readonly node: YamlMap;
  /** Metadata of the pod template (of the Pod itself for kind Pod). */
  readonly metadata: YamlMap | undefined;
  /** os.name is windows. */
  readonly windows: boolean;
  /** Found by shape in a kind that is not known. */
  readonly byShape: boolean;
  readonly completeness: Completeness;
  readonly containers: readonly Container[];
  /** Place for findings about the pod as a whole: the object's name. */
  readonly nameSpan: Span;
  /** A field of the spec by path; absent and null are both `undefined`. */
  field(...path: readonly string[]): YamlEntry | undefined;
}

export interface Container {
  readonly pod: PodSpec;
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
  readonly index: number;
  readonly node: YamlMap;
  readonly name: string | undefined;
  /** For messages: the name as written, template text too, else the last word of the image, else the list it stands in. */
  readonly label: string;
  /** Value of `name`, else of `image`, else the start of the item. */
  readonly nameSpan: Span;
  /** Init container with restartPolicy Always. */
  readonly sidecar: boolean;
  readonly completeness: Completeness;
  readonly image:
    { readonly node: YamlScalar; readonly reference: ImageReference | undefined; readonly invalid: string | undefined } | undefined;
  /** A field of the container by path; absent and null are both `undefined`. */
  field(...path: readonly string[]): YamlEntry | undefined;
  /** securityContext field: the container's, else the pod's where it inherits. `level` says which. */
  effective(name: string): { readonly entry: YamlEntry; readonly level: 'container' | 'pod' } | undefined;
}

export type { YamlEntry, YamlMap, YamlNode, YamlScalar };
