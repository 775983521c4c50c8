// What credentials look like, by the form their issuer gives them. Sources: the issuers' own documentation of their token formats (AWS IAM
// identifiers, GitHub's and npm's token formats with their checksums, GitLab token prefixes, Slack token types, Stripe keys, PyPI macaroons,
// RFC 7468, RFC 7519); state of 2026-11. Searching takes linear time: patterns are tried only behind a fixed prefix, and are bounded.
import { isSecretName } from './secret-names.js';

export interface FoundCredential {
  /** "GitHub token", for messages. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** A password in a URL, which unlike the others has no form of its own. */
  readonly isUrl: boolean;
}

interface Shape {
  readonly kind: string;
  /** Fixed text in front, as the source of a regular expression. */
  readonly prefix: string;
  /** What follows the prefix; the first group, if any, is the part that is random. */
  readonly rest: string;
  readonly holds?: (random: string, whole: string) => boolean;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The last six characters of the tokens of GitHub and npm are the CRC-32 of those before, in base 62. */
export function hasTokenChecksum(random: string): boolean {
  let rest = crc32(random.slice(0, -6));
  let sum = '';
  for (let i = 0; i < 6; i++) {
    sum = (BASE62[rest % 62] ?? '') + sum;
    rest = Math.floor(rest / 62);
  }
  return random.endsWith(sum);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** ASCII text of base64url; other characters come out wrong, which no caller minds. */
function decodeBase64Url(text: string): string {
  let decoded = '';
  let bits = 0;
  let held = 0;
  for (const character of text) {
    held = (held << 6) | BASE64.indexOf(character);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded += String.fromCharCode((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return decoded;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A signed token whose claims do not say that everybody may have it. */
function isSecretJwt(whole: string): boolean {
  const [header = '', payload = '', signature = ''] = whole.split('.');
  const alg = parseObject(decodeBase64Url(header))?.['alg'];
  const claims = parseObject(decodeBase64Url(payload));
  if (typeof alg !== 'string' || alg === 'none' || !claims || signature.length < 20) return false;
  return claims['role'] !== 'anon' && claims['sub'] !== '1234567890' && !isMadeUp(signature);
}

/** Keys that vendors print in their manuals, or give to every installation. */
const PUBLISHED = new Set([
  'SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe',
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
]);

const SHAPES: readonly Shape[] = [
  { kind: 'AWS access key', prefix: 'A(?:KIA|SIA)', rest: '([A-Z2-7]{16})(?![A-Za-z0-9+/])' },
  {
    kind: 'AWS secret key',
    prefix: '(?:aws_secret_access_key|AWS_SECRET_ACCESS_KEY)',
    rest: '["\']?[ \\t]{0,9}[=: \\t][ \\t]{0,9}["\']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])',
    holds: (random) => /\d/.test(random) && /[a-z]/.test(random) && /[A-Z]/.test(random),
  },
  { kind: 'GitHub token', prefix: 'gh[pousr]_', rest: '([A-Za-z0-9]{36})(?![A-Za-z0-9])', holds: hasTokenChecksum },
  { kind: 'GitHub token', prefix: 'github_pat_', rest: '([A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9])' },
  {
    kind: 'GitLab token',
    prefix: 'gl(?:pat|dt|rt|ptt|cbt|soat|imt|agent|ft|oas)-',
    rest: '([A-Za-z0-9_-]{27,300}\\.[0-9a-z]{2}[0-9a-z]{7}|[A-Za-z0-9_-]{20,50})(?![A-Za-z0-9_.-])',
  },
  { kind: 'Slack token', prefix: 'xox[abeoprs]-', rest: '((?:\\d{1,3}-)?\\d{8,14}-[A-Za-z0-9-]{18,250})' },
  { kind: 'Slack token', prefix: 'xapp-', rest: '(\\d-[A-Z0-9]{8,14}-\\d{8,14}-[a-f0-9]{32,80})' },
  {
    kind: 'Slack webhook',
    prefix: 'https://hooks\\.slack\\.com/services/',
    rest: '(T[A-Z0-9]{7,12}/B[A-Z0-9]{7,12}/[A-Za-z0-9]{20,30})(?![A-Za-z0-9])',
  },
  { kind: 'Stripe live key', prefix: '(?:sk|rk)_live_', rest: '([A-Za-z0-9]{24,120})(?![A-Za-z0-9])' },
  { kind: 'npm token', prefix: 'npm_', rest: '([A-Za-z0-9]{36})(?![A-Za-z0-9])', holds: hasTokenChecksum },
  { kind: 'PyPI token', prefix: 'pypi-AgE', rest: '((?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[A-Za-z0-9_-]{50,250})' },
  { kind: 'Google API key', prefix: 'AIza', rest: '([A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])' },
  { kind: 'Google client secret', prefix: 'GOCSPX-', rest: '([A-Za-z0-9_-]{28})(?![A-Za-z0-9_-])' },
  { kind: 'SendGrid key', prefix: 'SG\\.', rest: '([A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])' },
  { kind: 'OpenAI key', prefix: 'sk-', rest: '((?:(?:proj|svcacct|admin)-)?[A-Za-z0-9_-]{20,90}T3BlbkFJ[A-Za-z0-9_-]{20,90})' },
  { kind: 'Anthropic key', prefix: 'sk-ant-', rest: '((?:api|admin)\\d\\d-[A-Za-z0-9_-]{80,100}AA)(?![A-Za-z0-9_-])' },
  { kind: 'Hugging Face token', prefix: 'hf_', rest: '([A-Za-z]{34})(?![A-Za-z0-9])' },
  { kind: 'DigitalOcean token', prefix: 'do[op]_v1_', rest: '([a-f0-9]{64})(?![A-Za-z0-9])' },
  { kind: 'Docker Hub token', prefix: 'dckr_(?:pat|oat)_', rest: '([A-Za-z0-9_-]{27,32})(?![A-Za-z0-9_-])' },
  { kind: 'Shopify token', prefix: 'shp(?:at|ca|pa|ss)_', rest: '([a-fA-F0-9]{32})(?![A-Za-z0-9])' },
  { kind: 'Vault token', prefix: 'hv[sb]\\.', rest: '([A-Za-z0-9_-]{90,300})' },
  { kind: 'RubyGems key', prefix: 'rubygems_', rest: '([a-f0-9]{48})(?![A-Za-z0-9])' },
  { kind: 'Azure storage key', prefix: 'AccountKey=', rest: '([A-Za-z0-9+/]{86}==)' },
  {
    kind: 'signed token (JWT)',
    prefix: 'eyJ',
    rest: '[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{4,8000}\\.[A-Za-z0-9_-]{20,2000}',
    holds: (_, whole) => isSecretJwt(whole),
  },
  {
    kind: 'private key',
    prefix: '-----BEGIN ',
    // Key material follows: a program that looks for the header has none.
    rest: '(?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY(?: BLOCK)?-----(?=[\\s\\S]{0,300}?[A-Za-z0-9+/]{40})',
  },
];

const PREFIXES = new RegExp(`${SHAPES.map(({ prefix }) => `(?:${prefix})`).join('|')}|://`, 'g');
const COMPILED = SHAPES.map((shape) => ({ ...shape, pattern: new RegExp(`(?:${shape.prefix})${shape.rest}`, 'y') }));

const URL_SECRET = /:\/\/([^\s:@/"'`]{1,100}):([^\s:@/"'`$<>{}()[\]*\\]{3,200})@([A-Za-z0-9.-]{1,200})/y;

const MADE_UP =
  /example|sample|placeholder|change[-_]?(?:me|this|it)|your[-_]?|dummy|fake|redacted|insert|replace|t0?d0|todo|insecure|xxxx|\*\*\*|\.\.\.|123456789|abcdef(?:gh|12)|0000000|foobar/i;
/** What people write where any password would do. */
const TRIVIAL =
  /^(?:pass|passwd|password|passwort|pw|pwd|secret|token|key|user|username|login|admin|administrator|root|guest|test|tests|testing|demo|dev|local|none|null|empty|anonymous|postgres|mysql|mariadb|mongo|redis|rabbitmq|minio|minioadmin|elastic|neo4j|sa|app|db|db-?pass(?:word)?|my-?(?:secret-?)?(?:pass|password|pw|secret|token|key)|x+)[-_]?\d{0,4}[!?.]?$/i;
const EXAMPLE_HOST = /(?:^|\.)(?:localhost|example|invalid|test|example\.(?:com|org|net))$|^127\.|^0\.0\.0\.0$|^sha(?:256|512)$/i;

/** Reads as something that stands for a secret rather than one: "example", "xxxx", a row of digits, a handful of letters. */
export function isMadeUp(text: string): boolean {
  return MADE_UP.test(text) || new Set(text).size < Math.min(6, text.length / 2);
}

export const isTrivialPassword = (text: string): boolean => TRIVIAL.test(text) || isMadeUp(text);

/** Every credential in the text, in order; none inside another. */
export function findCredentials(text: string): FoundCredential[] {
  const found: FoundCredential[] = [];
  let done = 0;
  PREFIXES.lastIndex = 0;
  for (let hit = PREFIXES.exec(text); hit; hit = PREFIXES.exec(text)) {
    const at = hit.index;
    if (at < done) continue;
    const one = hit[0] === '://' ? urlSecretAt(text, at) : shapeAt(text, at);
    if (!one) continue;
    // The token in a URL says more than the URL.
    const last = found[found.length - 1];
    if (one.isUrl) {
      const inner = shapeIn(text, one);
      found.push(inner ?? one);
    } else if (!last || last.end <= one.start) found.push(one);
    done = one.end;
  }
  return found;
}

function shapeIn(text: string, outer: FoundCredential): FoundCredential | undefined {
  for (let at = outer.start; at < outer.end; at++) {
    PREFIXES.lastIndex = at;
    const hit = PREFIXES.exec(text);
    if (!hit || hit.index >= outer.end) return undefined;
    const one = shapeAt(text, hit.index);
    if (one) return one;
    at = hit.index;
  }
  return undefined;
}

function shapeAt(text: string, at: number): FoundCredential | undefined {
  if (/[A-Za-z0-9_]/.test(text.charAt(at - 1)) && !/\\[nrt]$/.test(text.slice(Math.max(0, at - 2), at))) return undefined;
  for (const { kind, pattern, holds } of COMPILED) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const [whole, random] = match;
    if (random !== undefined && (isMadeUp(random) || PUBLISHED.has(random))) continue;
    if (holds && !holds(random ?? whole, whole)) continue;
    return { kind, start: at, end: at + whole.length, isUrl: false };
  }
  return undefined;
}

/** `scheme://user:password@host`; the place is that of user and password. */
function urlSecretAt(text: string, at: number): FoundCredential | undefined {
  URL_SECRET.lastIndex = at;
  const match = URL_SECRET.exec(text);
  const scheme = /[A-Za-z][A-Za-z0-9+.-]*$/.exec(text.slice(Math.max(0, at - 30), at))?.[0].toLowerCase();
  if (!match || scheme === undefined || /^(?:docker|oci|docker-image)$/.test(scheme)) return undefined;
  const [, user = '', password = '', host = ''] = match;
  if (password === user || isTrivialPassword(password) || EXAMPLE_HOST.test(host) || /^%[A-Za-z_]+%$/.test(password)) return undefined;
  const start = at + 3;
  return { kind: 'password in a URL', start, end: start + user.length + 1 + password.length, isUrl: true };
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const classOf = (character: string): number => (/[a-z]/.test(character) ? 0 : /[A-Z]/.test(character) ? 1 : /\d/.test(character) ? 2 : 3);

/** How often the kind of character changes within words: rare in words, names and versions, common in what was drawn by lot. */
function unrest(text: string): number {
  let changes = 0;
  let before = classOf(text.charAt(0));
  for (const character of text.slice(1)) {
    if (/[-_.]/.test(character)) continue;
    const now = classOf(character);
    // A capital letter begins a word.
    if (now !== before && !(before === 1 && now === 0)) changes++;
    before = now;
  }
  return changes / (text.length - 1);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** "P@ssw0rd" is a word to people. */
const LEET: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', '1': 'i', '3': 'e', $: 's', '5': 's' };
const plainLetters = (text: string): string => text.toLowerCase().replace(/[@013$5]/g, (character) => LEET[character] ?? character);

/** Was this value drawn by lot? Told only for values that somebody calls a secret; a word somebody thought of is not seen. */
export function isRandom(value: string): boolean {
  if (
    value.length < 12 ||
    value.length > 500 ||
    /[\s$<>{}]/.test(value) ||
    isTrivialPassword(value) ||
    /passw|secret|admin|token|welcome/.test(plainLetters(value))
  ) {
    return false;
  }
  if (UUID.test(value)) return true;
  if (/^[0-9a-f]+$/i.test(value)) {
    // Forty digits are the fingerprint of a public key.
    return value.length >= 32 && value.length !== 40 && entropyOf(value) > 3 && /\d/.test(value) && /[a-f]/i.test(value);
  }
  if (/[/\\:]/.test(value) && (/^[./~]|^[A-Za-z]:\\|:\/\//.test(value) || value.split('/').length > 4)) return false;
  const classes = new Set([...value].map(classOf));
  const needed = value.length >= 20 ? 3 : 4;
  return classes.size >= needed && classes.has(2) && entropyOf(value) >= 3.2 && unrest(value) >= 0.28;
}

/**
 * What this value of a variable shows by itself: the form of a credential, or something random behind a name that means a secret.
 * Absent where only the name speaks.
 */
export function credentialKindOf(name: string, value: string): 'shape' | 'random' | undefined {
  if (findCredentials(`${name}=${value}`).length > 0) return 'shape';
  return isSecretName(name) && isRandom(value.trim()) ? 'random' : undefined;
}
