// Turns the bytes of a file into text and back, keeping what the text cannot show: encoding and byte order mark.

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface Encoding {
  readonly name: EncodingName;
  /** The file starts with a byte order mark. It is no part of the text: editors do not count it either. */
  readonly mark: boolean;
  /** False when bytes were no valid text and had to be replaced; such a file cannot be written back. */
  readonly exact: boolean;
}

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const MARKS: readonly (readonly [name: EncodingName, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** How much of a file is searched for a NUL, the sign of a binary file; as much as git looks at. */
const BINARY_PROBE = 8000;

/** `undefined` for binary content. */
export function decode(bytes: Uint8Array): Decoded | undefined {
  const [name, mark] = MARKS.find(([, start]) => start.every((byte, i) => bytes[i] === byte)) ?? (['utf-8', []] as const);
  const body = bytes.subarray(mark.length);
  if (name === 'utf-8' && body.subarray(0, BINARY_PROBE).includes(0)) return undefined;
  const found = { name, mark: mark.length > 0 };
  if (name === 'utf-16be') {
    const swapped = swapBytes(body);
    return { text: new TextDecoder('utf-16le', { ignoreBOM: true }).decode(swapped), encoding: { ...found, exact: isExact16(swapped) } };
  }
  if (name === 'utf-16le') {
    return { text: new TextDecoder('utf-16le', { ignoreBOM: true }).decode(body), encoding: { ...found, exact: isExact16(body) } };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body), encoding: { ...found, exact: true } };
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(body), encoding: { ...found, exact: false } };
  }
}

export function encode(text: string, encoding: Encoding): Uint8Array {
  const mark = encoding.mark ? (MARKS.find(([name]) => name === encoding.name)?.[1] ?? []) : [];
  let body: Uint8Array = Buffer.from(text, encoding.name === 'utf-8' ? 'utf8' : 'utf16le');
  if (encoding.name === 'utf-16be') body = swapBytes(body);
  return Buffer.concat([Uint8Array.from(mark), body]);
}

function swapBytes(bytes: Uint8Array): Uint8Array {
  const swapped = Uint8Array.from(bytes);
  for (let i = 0; i + 1 < swapped.length; i += 2) {
    const low = swapped[i] ?? 0;
    swapped[i] = swapped[i + 1] ?? 0;
    swapped[i + 1] = low;
  }
  return swapped;
}

/** Whole code units and no lone surrogates. */
function isExact16(bytes: Uint8Array): boolean {
  if (bytes.length % 2 !== 0) return false;
  try {
    new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
