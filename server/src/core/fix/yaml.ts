// Builders for changes to a YAML or JSON document: minimal text edits computed from node places.
// Comments, indentation, quotes, flow style and line ends are kept; an edit through an alias or merge key is refused.
import type { Change, YamlOp } from '../engine/rule.js';
import type { YamlDocument, YamlPath } from '../model/yaml/types.js';

/**
 * The edits that make the data what `ops`, applied in order, say. `set` creates the mappings on the way (also where the
 * value is null or `{}`), replaces a scalar in place, and appends when the path ends with the length of a list.
 * Refuses (undefined) when a step cannot be done as a plain text edit.
 */
export declare function changeYaml(document: YamlDocument, ops: readonly YamlOp[]): Change | undefined;
export declare function setKey(document: YamlDocument, path: YamlPath, value: unknown): Change | undefined;
export declare function removeKey(document: YamlDocument, path: YamlPath): Change | undefined;
