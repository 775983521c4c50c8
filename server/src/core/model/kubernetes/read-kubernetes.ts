// Reads the objects, pods and containers out of one YAML or JSON document.
import { isBuiltInKind } from '../../knowledge/kubernetes-kinds.js';
import type { Span } from '../../text/span.js';
import { parseImageReference } from '../image.js';
import { readYaml } from '../yaml/read-yaml.js';
import type { YamlDocument, YamlEntry, YamlMap, YamlNode } from '../yaml/types.js';
import { SHAPE_KEYS, templatePathsOf } from './pod-paths.js';
import type { Completeness, Container, KubernetesModel, KubernetesObject, PodSpec } from './types.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;
/** Set on the pod and inherited by containers that say nothing; all other fields are the container's alone. */
const INHERITED = new Set([
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'seLinuxOptions',
  'windowsOptions',
  'seccompProfile',
  'appArmorProfile',
]);
/** Lists in lists are as deep as any real file goes; a bomb of them is not followed. */
const MAX_LIST_DEPTH = 8;
const MAX_SHAPE_DEPTH = 6;

export interface KubernetesReading {
  readonly completeness: Completeness;
  readonly json: boolean;
}

/** Never throws on any text. */
export function readKubernetes(text: string, options: KubernetesReading): KubernetesModel {
  const document = readYaml(text, { json: options.json, template: options.completeness === 'template' });
  // Of a document with mistakes only what is present can be trusted: what seems absent may be misread.
  const isDamaged = options.completeness === 'whole' && document.problems.some((problem) => problem.code !== 'duplicate-key');
  const completeness: Completeness = isDamaged ? 'partial' : options.completeness;
  const objects: KubernetesObject[] = [];
  if (document.root?.kind === 'map') readObject(document, document.root, completeness, objects, 0);
  return { format: 'kubernetes', text, document, completeness, objects, podSpecs: objects.flatMap((object) => object.podSpecs) };
}

/** Null equals absent, as everywhere in Kubernetes. An empty value that template text fills is there. */
function present(entry: YamlEntry | undefined): YamlEntry | undefined {
  if (!entry) return undefined;
  const { value } = entry;
  return value.kind === 'scalar' && value.value === null && !value.templated ? undefined : entry;
}

function fieldOf(map: YamlMap, path: readonly string[]): YamlEntry | undefined {
  let at: YamlNode = map;
  let entry: YamlEntry | undefined;
  for (const key of path) {
    if (at.kind !== 'map') return undefined;
    entry = present(at.get(key));
    if (!entry) return undefined;
    at = entry.value;
  }
  return entry;
}

const mapAt = (map: YamlMap, ...path: string[]): YamlMap | undefined => {
  const node = fieldOf(map, path)?.value;
  return node?.kind === 'map' ? node : undefined;
};

/** A text that is known; template text and other types are not. */
function stringAt(map: YamlMap | undefined, ...path: string[]): string | undefined {
  const node = map && fieldOf(map, path)?.value;
  return node?.kind === 'scalar' && typeof node.value === 'string' && !node.templated ? node.value : undefined;
}

function readObject(document: YamlDocument, node: YamlMap, completeness: Completeness, objects: KubernetesObject[], depth: number): void {
  const apiVersionEntry = fieldOf(node, ['apiVersion']);
  const kindEntry = fieldOf(node, ['kind']);
  if (!kindEntry || !apiVersionEntry) return;
  const apiVersion = stringAt(node, 'apiVersion');
  const kind = stringAt(node, 'kind');
  const items = fieldOf(node, ['items'])?.value;
  if (kind?.endsWith('List') === true && items?.kind === 'list') {
    if (depth >= MAX_LIST_DEPTH) return;
    for (const item of items.items) {
      if (item.kind !== 'map') continue;
      if (fieldOf(item, ['kind'])) readObject(document, item, completeness, objects, depth + 1);
      // In a typed list the items need not repeat what they are.
      else if (kind !== 'List') objects.push(makeObject(item, apiVersion, kind.slice(0, -'List'.length), completeness));
    }
    return;
  }
  objects.push(makeObject(node, apiVersion, kind, completeness));
}

function makeObject(node: YamlMap, apiVersion: string | undefined, kind: string | undefined, given: Completeness): KubernetesObject {
  const metadata = mapAt(node, 'metadata');
  const slash = apiVersion?.indexOf('/') ?? -1;
  const group = apiVersion !== undefined && slash > 0 ? apiVersion.slice(0, slash) : '';
  const completeness: Completeness = given === 'whole' && isPatch(node, 0) ? 'partial' : given;
  const nameNode = metadata && fieldOf(metadata, ['name'])?.value;
  const kindNode = fieldOf(node, ['kind'])?.value;
  const podSpecs: PodSpec[] = [];
  const object: KubernetesObject = {
    apiVersion,
    group,
    kind,
    name: stringAt(metadata, 'name'),
    namespace: stringAt(metadata, 'namespace'),
    node,
    metadata,
    nameSpan: placeOf(nameNode, kindNode, node),
    known: kind !== undefined && isBuiltInKind(group, kind),
    path: node.path,
    labels: metadata && mapAt(metadata, 'labels'),
    annotations: metadata && mapAt(metadata, 'annotations'),
    completeness,
    podSpecs,
  };
  podSpecs.push(...readPods(object, apiVersion === undefined ? undefined : group));
  return object;
}

/** The first of the two that has text of its own, else the first characters of the mapping. */
function placeOf(first: YamlNode | undefined, second: YamlNode | undefined, map: YamlMap): Span {
  for (const node of [first, second]) if (node && node.kind === 'scalar' && node.span.end > node.span.start) return node.span;
  const key = map.entries.find((entry) => !entry.merged)?.keySpan;
  return key ?? map.span;
}

/** Does a strategic merge patch say so itself, with a directive key anywhere outside free text? */
function isPatch(node: YamlNode, depth: number): boolean {
  if (depth > 12 || node.kind === 'scalar' || node.via) return false;
  if (node.kind === 'list') return node.items.some((item) => isPatch(item, depth + 1));
  return node.entries.some((entry) => isDirective(entry.key) || isPatch(entry.value, depth + 1));
}

const isDirective = (key: string): boolean =>
  key.charCodeAt(0) === 36 &&
  (key === '$patch' || key === '$retainKeys' || key.startsWith('$setElementOrder/') || key.startsWith('$deleteFromPrimitiveList/'));

function readPods(object: KubernetesObject, group: string | undefined): PodSpec[] {
  const { kind, node } = object;
  if (kind === undefined) return readByShape(object);
  const paths = templatePathsOf(group, kind);
  if (!paths) return object.known || kind === 'Kustomization' ? [] : readByShape(object);
  const pods: PodSpec[] = [];
  for (const path of paths) for (const template of follow(node, path)) pods.push(...readPod(object, template, false));
  return pods;
}

function follow(node: YamlMap, path: readonly string[]): YamlMap[] {
  let at: YamlNode[] = [node];
  for (const step of path) {
    at = at.flatMap((each): YamlNode[] => {
      if (step === '*') return each.kind === 'list' ? [...each.items] : each.kind === 'map' ? each.entries.map((entry) => entry.value) : [];
      if (each.kind !== 'map') return [];
      const found = fieldOf(each, [step])?.value;
      return found ? [found] : [];
    });
  }
  return at.filter((each): each is YamlMap => each.kind === 'map');
}

function readPod(object: KubernetesObject, template: YamlMap, byShape: boolean): PodSpec[] {
  const spec = mapAt(template, 'spec');
  return spec ? [makePod(object, spec, mapAt(template, 'metadata'), byShape)] : [];
}

/** Kinds nobody told us of: a mapping with containers, some steps below the object. */
function readByShape(object: KubernetesObject): PodSpec[] {
  const pods: PodSpec[] = [];
  const search = (map: YamlMap, holder: YamlMap | undefined, depth: number): void => {
    if (hasContainers(map)) {
      pods.push(makePod(object, map, holder && mapAt(holder, 'metadata'), true));
      return;
    }
    if (depth >= MAX_SHAPE_DEPTH) return;
    for (const key of SHAPE_KEYS) {
      const next = mapAt(map, key);
      if (next) search(next, map, depth + 1);
    }
  };
  search(object.node, undefined, 0);
  return pods;
}

function hasContainers(map: YamlMap): boolean {
  const list = fieldOf(map, ['containers'])?.value;
  return (
    list?.kind === 'list' &&
    list.items.some((item) => item.kind === 'map' && (item.get('image') !== undefined || item.get('name') !== undefined))
  );
}

function makePod(object: KubernetesObject, node: YamlMap, metadata: YamlMap | undefined, byShape: boolean): PodSpec {
  const containers: Container[] = [];
  const pod: PodSpec = {
    object,
    node,
    metadata,
    windows: stringAt(node, 'os', 'name') === 'windows',
    byShape,
    completeness: object.completeness,
    containers,
    nameSpan: object.nameSpan,
    field: (...path) => fieldOf(node, path),
  };
  for (const list of CONTAINER_LISTS) {
    const items = fieldOf(node, [list])?.value;
    if (items?.kind !== 'list') continue;
    items.items.forEach((item, index) => {
      if (item.kind === 'map') containers.push(makeContainer(pod, list, index, item));
    });
  }
  return pod;
}

function makeContainer(pod: PodSpec, list: Container['list'], index: number, node: YamlMap): Container {
  const nameNode = fieldOf(node, ['name'])?.value;
  const imageNode = fieldOf(node, ['image'])?.value;
  const container: Mutable<Container> = {
    pod,
    list,
    index,
    node,
    name: stringAt(node, 'name'),
    label: (nameNode && textOf(nameNode)) ?? (imageNode && textOf(imageNode)?.replace(/^(?:.*\/)?([^/:@]+).*$/, '$1')) ?? list,
    nameSpan: placeOf(nameNode, imageNode, node),
    sidecar: list === 'initContainers' && stringAt(node, 'restartPolicy') === 'Always',
    completeness: pod.completeness,
    image: undefined,
    field: (...path) => fieldOf(node, path),
    effective: (name) => effectiveOf(pod, node, name),
  };
  if (imageNode?.kind === 'scalar') container.image = { node: imageNode, ...readImage(imageNode.value, imageNode.templated) };
  return container;
}

/** What a person reads at a scalar that is not empty. */
const textOf = (node: YamlNode): string | undefined =>
  node.kind !== 'scalar' || node.value === null || node.value === '' ? undefined : node.templated ? node.source : String(node.value);

function readImage(value: unknown, templated: boolean): Pick<NonNullable<Container['image']>, 'reference' | 'invalid'> {
  if (templated || value === null) return { reference: undefined, invalid: undefined };
  const { image, invalid } = parseImageReference(String(value));
  return { reference: image, invalid };
}

function effectiveOf(pod: PodSpec, container: YamlMap, name: string): ReturnType<Container['effective']> {
  const own = fieldOf(container, ['securityContext', name]);
  if (own) return { entry: own, level: 'container' };
  const inherited = INHERITED.has(name) ? pod.field('securityContext', name) : undefined;
  return inherited && { entry: inherited, level: 'pod' };
}
