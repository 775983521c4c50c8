// Reads what other Dockerfile linters take as a suppression, each exactly as its own tool reads it.
import { fitsStars } from '../text/stars.js';

export interface HadolintPragma {
  readonly scope: 'place' | 'stage' | 'file';
  readonly codes: readonly string[];
}

const HADOLINT = /^[ \t]*hadolint[ \t]+(?:(global|stage)[ \t]+)?ignore[ \t]*=[ \t]*([DLSC0-9]+(?:[ \t]*,[ \t]*[DLSC0-9]+)*)[ \t]*(?:#.*)?$/;

/** `value` is the text behind the `#`. One code of another tool, or any other text, makes the whole pragma void. */
export function readHadolint(value: string): HadolintPragma | undefined {
  const match = HADOLINT.exec(value);
  if (!match?.[2]) return undefined;
  const scope = match[1] === 'global' ? 'file' : match[1] === 'stage' ? 'stage' : 'place';
  return { scope, codes: match[2].split(',').map((code) => code.trim()) };
}

const BOOLEAN = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;

/**
 * Names of the checks that `skip=A,B;error=true` skips, or all. BuildKit cuts the value at the first blank, takes names as
 * they are written, and refuses the whole when it holds an option it does not know.
 */
export function readCheckOptions(value: string): readonly string[] | 'all' | undefined {
  const [options = ''] = value.trim().split(/\s/);
  let skipped: readonly string[] | 'all' | undefined;
  for (const option of options.split(';')) {
    const at = option.indexOf('=');
    const name = option.slice(0, Math.max(at, 0));
    const text = option.slice(at + 1);
    if (name === 'skip') skipped = text === 'all' ? 'all' : text.split(',').filter(Boolean);
    else if (name === 'error' ? !BOOLEAN.test(text) : name !== 'experimental') return undefined;
  }
  return skipped;
}

/** The options behind `check=` of a comment, else `undefined`. */
export const checkComment = (value: string): string | undefined => /^check[ \t]*=[ \t]*(\S.*)$/.exec(value)?.[1];

/** A suppression of another tool, as far as its own text tells. */
export interface PeerIgnore {
  /** place: the instruction below; stage: all of the FROM below; top: the whole file, if the comment stands above its first instruction. */
  readonly scope: 'place' | 'stage' | 'file' | 'top';
  /** Does it mean this id, `peer:id` in lower case? */
  names(equivalent: string): boolean;
  /** Last day it holds, "2027-01-01". */
  readonly until?: string;
}

const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((id) => id.trim().toLowerCase())
    .filter(Boolean);

/** `AVD-DS-0002`, `DS002` and `DS-0002` are one id. */
function trivyId(id: string): string {
  const short = id.toLowerCase().replace(/^avd-/, '');
  const old = /^(ds|ksv|kcv)-?(\d{1,4})$/.exec(short);
  return old ? `${old[1]}-${(old[2] ?? '').padStart(4, '0')}` : short;
}

/** `trivy:ignore:DS-0002:exp:2027-01-01`, several with blanks between. */
function readTrivy(value: string): PeerIgnore[] {
  const found: PeerIgnore[] = [];
  for (const word of value.split(/\s+/)) {
    const match = /^(?:trivy|tfsec):ignore:([A-Za-z0-9*_-]+)(?::[a-z]+:\S+)*$/i.exec(word);
    if (!match) continue;
    const wanted = trivyId(match[1] ?? '');
    const until = /:exp:(\d{4}-\d{2}-\d{2})(?::|$)/.exec(word)?.[1];
    const names = (id: string): boolean => id.startsWith('trivy:') && fitsStars(wanted, id.slice('trivy:'.length));
    found.push({ scope: 'place', names, ...(until === undefined ? {} : { until }) });
  }
  return found;
}

/** It holds for the whole file, and takes a list for one id that no check has. */
function readCheckov(value: string): PeerIgnore[] {
  const match = /(?:checkov:skip=|bridgecrew:skip=|cortex:skip=) *([A-Za-z_0-9,]+)/.exec(value);
  const id = (match?.[1] ?? '').toLowerCase();
  return id === '' ? [] : [{ scope: 'file', names: (equivalent) => equivalent === `checkov:${id}` }];
}

function readKics(value: string): PeerIgnore[] {
  const match = /^kics-scan\s+(ignore-line|ignore-block|ignore|enable\s*=\s*(\S.*)|disable\s*=\s*(\S.*))\s*$/i.exec(value);
  if (!match) return [];
  const word = (match[1] ?? '').toLowerCase();
  const isKics = (id: string): boolean => id.startsWith('kics:');
  if (word === 'ignore-line') return [{ scope: 'place', names: isKics }];
  if (word === 'ignore-block') return [{ scope: 'stage', names: isKics }];
  if (word === 'ignore') return [{ scope: 'top', names: isKics }];
  const ids = new Set(listed(match[2] ?? match[3] ?? '').map((id) => `kics:${id}`));
  const isOnly = match[2] !== undefined;
  return [{ scope: 'top', names: (id) => isKics(id) && ids.has(id) !== isOnly }];
}

/** Ids are paths with dots; the last name is the rule. Without ids it means every rule. */
function readSemgrep(value: string): PeerIgnore[] {
  const match = /(?:^|\s)nosem(?:grep)?(?::\s*([A-Za-z0-9_.,\s-]+))?\s*$/.exec(value);
  if (!match) return [];
  const ids = match[1] === undefined ? undefined : new Set(listed(match[1]).map((id) => `semgrep:${id.slice(id.lastIndexOf('.') + 1)}`));
  return [{ scope: 'place', names: (id) => (ids ? ids.has(id) : id.startsWith('semgrep:')) }];
}

/** Ids may carry the name of the tool whose rule it is: `hadolint/DL3006`. */
function readTally(value: string): PeerIgnore[] {
  const match = /^tally\s+(global\s+)?ignore\s*=\s*([A-Za-z0-9_/,\s-]+?)\s*(?:;.*)?$/.exec(value);
  if (!match) return [];
  const scope = match[1] === undefined ? 'place' : 'file';
  const ids = listed(match[2] ?? '');
  const peers = ['tally:', 'hadolint:', 'buildkit:', 'shellcheck:'];
  if (ids.includes('all')) return [{ scope, names: (id) => peers.some((peer) => id.startsWith(peer)) }];
  const wanted = new Set(
    ids.flatMap((id) =>
      /^(?:hadolint|buildkit|shellcheck|tally)\//.test(id) ? [id.replace('/', ':'), `tally:${id}`] : peers.map((peer) => peer + id),
    ),
  );
  return [{ scope, names: (id) => wanted.has(id) }];
}

const READERS: readonly (readonly [mark: string, read: (value: string) => PeerIgnore[]])[] = [
  [':ignore:', readTrivy],
  [':skip=', readCheckov],
  ['kics-scan', readKics],
  ['nosem', readSemgrep],
  ['tally', readTally],
];

/** Nobody writes a longer one by hand; some patterns above take time that grows with its square. In UTF-16 code units. */
const LONGEST_COMMENT = 1000;

/** What Trivy, Checkov, KICS, Semgrep and tally take this comment for; `value` is the trimmed text behind its `#`. */
export function readPeerComment(value: string): readonly PeerIgnore[] {
  if (value.length > LONGEST_COMMENT) return [];
  const lower = value.toLowerCase();
  return READERS.flatMap(([mark, read]) => (lower.includes(mark) ? read(value) : []));
}
