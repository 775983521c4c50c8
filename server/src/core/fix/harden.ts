// What the rules about absent keys of one container share: the group they are shown in, and the edit that adds the key.
import type { Change, Group } from '../engine/rule.js';
import type { Container, KubernetesModel } from '../model/kubernetes/types.js';
import { changeYaml } from './yaml.js';

/** The one line that stands for every absent key of this container; `item` is what is absent, in few words. */
export function absentOn(container: Container, item: string): Group {
  const name = container.name === undefined ? 'this container' : `container "${container.name}"`;
  return { key: `absent ${container.node.path.join('.')}`, subject: name, fixTitle: `Harden ${name}`, item };
}

/** Adds or replaces one key below the container. */
export function setOn(model: KubernetesModel, container: Container, path: readonly string[], value: unknown): Change | undefined {
  return changeYaml(model.document, [{ op: 'set', path: [...container.node.path, ...path], value }]);
}
