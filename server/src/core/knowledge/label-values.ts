// What the value of a label must look like: the types of the OCI keys, and a check for each type.
// OCI image specification 1.1, annotations, pre-defined keys; looked at 2026-11-26.
import { OCI } from './oci-labels.js';
import licenses from './spdx-licenses.json';

export type LabelType = 'text' | 'url' | 'rfc3339' | 'semver' | 'hash' | 'spdx' | 'email' | 'digest' | 'reference';

/** Every key of the specification. The version is only a text: it says that it MAY be a semantic one. */
const OCI_TYPES: Readonly<Record<string, LabelType>> = {
  authors: 'text',
  'base.digest': 'digest',
  'base.name': 'reference',
  created: 'rfc3339',
  description: 'text',
  documentation: 'url',
  licenses: 'spdx',
  'ref.name': 'text',
  revision: 'hash',
  source: 'url',
  title: 'text',
  url: 'url',
  vendor: 'text',
  version: 'text',
};

export const OCI_KEYS: readonly string[] = Object.keys(OCI_TYPES).map((key) => OCI + key);

/** The type by the configuration, else by the specification; absent for keys that neither names. */
export function labelTypeOf(key: string, schema: Readonly<Record<string, string>>): LabelType | undefined {
  if (Object.hasOwn(schema, key)) return schema[key] as LabelType;
  const short = key.startsWith(OCI) ? key.slice(OCI.length) : '';
  return Object.hasOwn(OCI_TYPES, short) ? OCI_TYPES[short] : undefined;
}

const RFC3339 =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const SEMVER =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;
const REFERENCE =
  /^(?:(?:[a-z0-9.-]+(?::\d+)?|\[[a-f0-9:]+\](?::\d+)?)\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::\w[\w.-]{0,127})?(?:@[a-z0-9]+:[a-f0-9]{32,})?$/i;
const HEX_OF_DIGEST: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

function isDigest(value: string): boolean {
  const [, algorithm = '', encoded = ''] = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*):([\w=-]+)$/.exec(value) ?? [];
  const length = Object.hasOwn(HEX_OF_DIGEST, algorithm) ? HEX_OF_DIGEST[algorithm] : undefined;
  return encoded !== '' && (length === undefined || (encoded.length === length && /^[a-f0-9]+$/.test(encoded)));
}

function isUrl(value: string): boolean {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^\s<>"]+)$/i.exec(value) ?? [];
  return scheme !== '' && (scheme.toLowerCase() === 'file' || /^[^/?#]/.test(rest));
}

const isDay = (value: string): boolean => {
  const [, year, month, day] = RFC3339.exec(value) ?? [];
  return day !== undefined && new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate() >= Number(day);
};

const CHECKS: Readonly<Record<LabelType, (value: string) => boolean>> = {
  text: () => true,
  url: isUrl,
  rfc3339: isDay,
  semver: (value) => SEMVER.test(value),
  hash: (value) => /^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$/i.test(value),
  spdx: isSpdxExpression,
  email: (value) => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value),
  digest: isDigest,
  reference: (value) => REFERENCE.test(value),
};

/** Types of the configuration that this version does not know let everything pass. */
export const fitsType = (type: LabelType, value: string): boolean => !Object.hasOwn(CHECKS, type) || CHECKS[type](value);

let known: { readonly licenses: ReadonlySet<string>; readonly exceptions: ReadonlySet<string> } | undefined;
const spdx = (): NonNullable<typeof known> =>
  (known ??= {
    licenses: new Set(licenses.licenses.toLowerCase().split(' ')),
    exceptions: new Set(licenses.exceptions.toLowerCase().split(' ')),
  });

const REF = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;
const isOperator = (token: string | undefined, name: string): boolean => token === name || token === name.toLowerCase();

/**
 * `MIT`, `MIT OR Apache-2.0`, `(GPL-2.0-only WITH Classpath-exception-2.0) AND BSD-3-Clause`, `LicenseRef-Acme`.
 * Identifiers are compared without regard to case, as the specification has it.
 */
export function isSpdxExpression(value: string): boolean {
  if (value === 'NONE' || value === 'NOASSERTION') return true;
  const tokens = value.match(/[()]|[^\s()]+/g) ?? [];
  let depth = 0;
  let at = 0;
  // Alternating: a license, then an operator or the end. No recursion, so that no text is too deep.
  for (let wantsLicense = true; at < tokens.length;) {
    const token = tokens[at++] ?? '';
    if (wantsLicense) {
      if (token === '(') depth++;
      else {
        const id = token.toLowerCase();
        if (!REF.test(token) && !spdx().licenses.has(id) && !spdx().licenses.has(id.replace(/\+$/, ''))) return false;
        if (isOperator(tokens[at], 'WITH')) {
          const exception = tokens[at + 1] ?? '';
          if (!spdx().exceptions.has(exception.toLowerCase()) && !/^AdditionRef-/.test(exception)) return false;
          at += 2;
        }
        wantsLicense = false;
      }
    } else if (token === ')') {
      if (--depth < 0) return false;
    } else if (isOperator(token, 'AND') || isOperator(token, 'OR')) wantsLicense = true;
    else return false;
    if (at >= tokens.length) return !wantsLicense && depth === 0;
  }
  return false;
}
