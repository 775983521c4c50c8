// STUB by LEAD so that others can integrate; H3 writes the real one over it.
import type { CatalogEntry } from '../config/types.js';
import type { Completion } from '../service-types.js';
import type { Span } from '../text/span.js';
import type { Model } from '../model/subjects.js';
import type { Finding, SuppressedFinding } from './finding.js';
import type { AnnotationPlace, CommentPlace, FormatModule } from './format.js';

export interface Suppressions { readonly key: string }
export function readSuppressions(_in: { comments: readonly CommentPlace[]; annotations: readonly AnnotationPlace[]; directive: { value: string; span: Span } | undefined; format: FormatModule; model: Model; catalog: readonly CatalogEntry[]; first: boolean }): Suppressions { return { key: '' }; }
export function fileWide(_first: Suppressions | undefined): { key: string; unused(used: ReadonlySet<string>, active: ReadonlySet<string>): Finding[] } { return { key: 'none', unused: () => [] }; }
export function applySuppressions(findings: readonly Finding[], _s: Suppressions, _wide: unknown, _active: ReadonlySet<string>): { kept: readonly Finding[]; suppressed: readonly SuppressedFinding[]; about: readonly Finding[]; usedWide: ReadonlySet<string> } { return { kept: findings, suppressed: [], about: [], usedWide: new Set() }; }
export function suppressionAt(_text: string, _offset: number): { rule: string; span: Span } | undefined { return undefined; }
export function completeSuppression(_text: string, _offset: number, _catalog: readonly CatalogEntry[]): readonly Completion[] { return []; }
