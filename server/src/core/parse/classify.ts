// Says what a file is from its name and a glance at its text, without reading it: it runs on every keystroke and on every file of a folder.
import { isTemplate } from './template.js';
import { baseName } from '../text/base-name.js';

export interface ClassifyRequest {
  readonly text: string;
  /** `/` between names; only the names count. */
  readonly path: string;
  readonly languageId?: string;
  readonly hints?: { readonly inChart?: boolean; readonly isPatch?: boolean };
}

export interface Classification {
  readonly kind: 'dockerfile' | 'kubernetes' | 'config' | 'other';
  /** In plain words: "Kubernetes manifest", "Helm template". */
  readonly takenFor: string;
  readonly completeness: 'whole' | 'template' | 'partial';
  readonly json: boolean;
}

type Reading = 'dockerfile' | 'yaml' | 'json' | 'unknown';

const DOCKERFILE = /^(?:dockerfile|containerfile)(?:\..+)?$|\.(?:dockerfile|containerfile)$/i;
/** Files about a Dockerfile, or of a program that is named after it. */
const NOT_DOCKERFILE =
  /\.(?:dockerignore|containerignore|md|rst|ya?ml|json|go|py|rb|rs|java|kt|cs|php|c?[jt]sx?|m[jt]s|sh|html?|toml|lock|orig\.patch|diff|patch)$/i;
const CONFIG = /^\.seaworthy\.ya?ml$/;
/** Enough of a JSON file to meet its first keys; the keys of a Kubernetes object come first. */
const JSON_GLANCE = 64 * 1024;

const LANGUAGES: Readonly<Record<string, Reading>> = {
  dockerfile: 'dockerfile',
  yaml: 'yaml',
  helm: 'yaml',
  'helm-template': 'yaml',
  dockercompose: 'yaml',
  'github-actions-workflow': 'yaml',
  json: 'json',
  jsonc: 'json',
  jsonl: 'unknown',
};

/** Names that say what a file is, whatever stands in it. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:docker-)?compose(?:[.-][^/]*)?\.ya?ml$/i, 'Compose file'],
  [/(?:^|\/)\.github\/workflows\/[^/]+$/, 'GitHub workflow'],
  [/(?:^|\/)action\.ya?ml$/, 'GitHub action'],
  [/(?:^|\/)\.gitlab-ci\.ya?ml$/, 'GitLab pipeline'],
  [/(?:^|\/)(?:azure-pipelines|\.travis|bitbucket-pipelines|cloudbuild)\.ya?ml$/, 'pipeline'],
  [/(?:^|\/)\.circleci\/[^/]+$/, 'pipeline'],
  [/(?:^|\/)Chart\.ya?ml$/, 'Helm chart'],
  [/(?:^|\/)values[^/]*\.ya?ml$/, 'Helm values'],
  [/(?:^|\/)(?:package|package-lock|tsconfig[^/]*|composer|bower)\.json$/, 'project file'],
];

export function classify(request: ClassifyRequest): Classification {
  const { text, path } = request;
  const name = baseName(path);
  if (CONFIG.test(name)) return { kind: 'config', takenFor: 'Seaworthy configuration', completeness: 'whole', json: false };
  const reading = readingOf(name, request.languageId);
  if (reading === 'dockerfile') return { kind: 'dockerfile', takenFor: 'Dockerfile', completeness: 'whole', json: false };
  if (reading === 'unknown' && !mayBeAnything(name, request.languageId)) {
    return { kind: 'other', takenFor: 'file of another kind', completeness: 'whole', json: false };
  }
  const json = reading === 'json' || (reading === 'unknown' && /^\uFEFF?\s*\{\s*"/.test(text.slice(0, 200)));
  if (isKubernetes(text)) return kubernetes(request, json);
  return { kind: 'other', takenFor: otherName(text, path, reading, json), completeness: 'whole', json };
}

function readingOf(name: string, languageId: string | undefined): Reading {
  if (DOCKERFILE.test(name) && !NOT_DOCKERFILE.test(name)) return 'dockerfile';
  if (/\.ya?ml$/i.test(name) || /\.tpl$/i.test(name)) return 'yaml';
  if (/\.jsonc?$/i.test(name)) return 'json';
  return LANGUAGES[languageId ?? ''] ?? 'unknown';
}

/** Standard input and untitled documents are judged by their text alone. */
const mayBeAnything = (name: string, languageId: string | undefined): boolean =>
  !name.includes('.') && (languageId === undefined || languageId === 'plaintext');

function kubernetes({ text, path, languageId, hints }: ClassifyRequest, json: boolean): Classification {
  const of = (takenFor: string, completeness: Classification['completeness']): Classification => ({
    kind: 'kubernetes',
    takenFor,
    completeness,
    json,
  });
  if (
    !json &&
    (isTemplate(text) ||
      ((hints?.inChart === true || /\.tpl$/i.test(path) || languageId?.startsWith('helm') === true) && text.includes('{{')))
  ) {
    return of(hints?.inChart === false ? 'template of a Kubernetes manifest' : 'Helm template', 'template');
  }
  if (hints?.isPatch === true) return of('Kustomize patch', 'partial');
  if (
    /(?:^|[\r\n])kind[ \t]*:[ \t]*["']?(?:Kustomization|Component)["']?[ \t]*(?:[\r\n#]|$)/.test(text) &&
    /kustomize\.config\.k8s\.io/.test(text)
  ) {
    return of('Kustomization', 'whole');
  }
  return of('Kubernetes manifest', 'whole');
}

/** `apiVersion` and `kind` at the top level of some document. */
function isKubernetes(text: string): boolean {
  const first = firstContent(text);
  // `{{` and `{%` open a template's action, not a mapping.
  if (text[first] === '{' && text[first + 1] !== '{' && text[first + 1] !== '%') return isKubernetesFlow(text, first);
  if (hasTopKey(text, 'apiVersion', '') && hasTopKey(text, 'kind', '')) return true;
  // A document may be indented as a whole.
  const lineStart = Math.max(text.lastIndexOf('\n', first), text.lastIndexOf('\r', first)) + 1;
  const indent = text.slice(lineStart, first).replace('\uFEFF', '');
  if (indent !== '' && hasTopKey(text, 'apiVersion', indent) && hasTopKey(text, 'kind', indent)) return true;
  return text.includes('\n{') && isKubernetesLaterFlow(text);
}

/** Offset of the first character that is neither blank nor in a comment, directive or `---` line. */
function firstContent(text: string): number {
  let at = 0;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 9 || c === 10 || c === 13 || c === 0xfeff) at++;
    else if (c === 35 || c === 37 || (c === 45 && /^---\s/.test(text.slice(at, at + 4)))) {
      if (c === 45) at += 3;
      else while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
    } else return at;
  }
  return at;
}

function hasTopKey(text: string, key: string, indent: string): boolean {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length)) {
    const quoted = text[at - 1] === '"' || text[at - 1] === "'";
    const start = (quoted ? at - 1 : at) - indent.length;
    const before = start === 0 ? '\n' : text[start - 1];
    if ((before === '\n' || before === '\r' || before === '\uFEFF') && text.startsWith(indent, start)) {
      let end = at + key.length + (quoted ? 1 : 0);
      while (text[end] === ' ' || text[end] === '\t') end++;
      if (text[end] === ':') return true;
    }
  }
  return false;
}

/** The keys of the outermost flow mapping that opens at `from`; looks at a bounded piece of text. */
function isKubernetesFlow(text: string, from: number): boolean {
  const end = Math.min(text.length, from + JSON_GLANCE);
  if (text.indexOf('apiVersion', from) < 0) return false;
  let depth = 0;
  let expectKey = false;
  let hasApiVersion = false;
  let hasKind = false;
  for (let at = from; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 123 || c === 91) {
      depth++;
      expectKey = depth === 1;
    } else if (c === 125 || c === 93) {
      if (--depth === 0) return hasApiVersion && hasKind;
    } else if (c === 44) expectKey = depth === 1;
    else if (c === 34) {
      const start = at + 1;
      for (at++; at < end && text.charCodeAt(at) !== 34; at++) if (text.charCodeAt(at) === 92) at++;
      if (expectKey) {
        const key = text.slice(start, at);
        hasApiVersion ||= key === 'apiVersion';
        hasKind ||= key === 'kind';
        expectKey = false;
      }
    } else if (expectKey && c > 32) {
      hasApiVersion ||= text.startsWith('apiVersion', at);
      hasKind ||= text.startsWith('kind', at);
      expectKey = false;
    }
    if (hasApiVersion && hasKind) return true;
  }
  // Long lists are printed with `items` in front of `kind`.
  return hasApiVersion && (hasKind || text.includes('kind', end));
}

function isKubernetesLaterFlow(text: string): boolean {
  const at = text.search(/(?:^|\n)---[^\n]*\n\{/);
  return at >= 0 && isKubernetesFlow(text, text.indexOf('{', at));
}

function otherName(text: string, path: string, reading: Reading, json: boolean): string {
  for (const [pattern, takenFor] of BY_NAME) if (pattern.test(path)) return takenFor;
  if (/\.tpl$/i.test(path)) return 'template of another kind';
  const head = text.slice(0, 4096);
  if (/^\s*["']?(?:openapi|swagger)["']?\s*:/m.test(head)) return 'API description';
  if (reading === 'yaml' && /^services\s*:/m.test(head)) return 'Compose file';
  if (/^\s*(?:---\s*)?-\s+(?:op|path|value|from)\s*:/.test(head)) return 'JSON patch';
  if (reading === 'yaml') return 'YAML of another kind';
  return json ? 'JSON of another kind' : 'file of another kind';
}
