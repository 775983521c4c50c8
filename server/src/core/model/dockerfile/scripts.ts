// Finds the shell text of an instruction: its shell form, its heredoc, or the string of `["sh", "-c", S]`.
import type { RawHeredoc } from '../../parse/dockerfile.js';
import { MappedText } from '../../text/mapped-text.js';
import { dialectOf, readExecForm, readScript } from '../shell/read-script.js';
import type { ShellStart } from '../shell/read-script.js';
import type { ShellScript } from '../shell/types.js';
import type { JsonForm } from './types.js';

export interface ScriptSource {
  /** The arguments as the shell gets them. */
  readonly command: MappedText;
  readonly json: JsonForm | undefined;
  readonly heredocs: readonly RawHeredoc[];
  readonly text: string;
  /** That of SHELL, or the default of the platform. */
  readonly shell: ShellStart;
}

export function readInstructionScripts({ command, json, heredocs, text, shell }: ScriptSource): readonly ShellScript[] {
  if (json) return readExecForm(json.items, (item) => itemOf(command, item));
  const [only] = heredocs;
  if (!only) return [readScript(command, 'shell', shell)];
  if (heredocs.length === 1 && /^\d*<<-?\s*\S+$/.test(command.text)) {
    const body = bodyOf(text, only, only.chomp);
    return [readScript(body, 'heredoc', readShebang(body.text) ?? shell)];
  }
  // The shell gets the line and the bodies together and reads its heredocs itself.
  const builder = MappedText.builder().addMapped(command);
  for (const heredoc of heredocs) {
    builder.addEscaped('\n', Math.max(heredoc.body.start - 1, 0), 0).addMapped(bodyOf(text, heredoc, false));
    const end = heredoc.closing.end - heredoc.name.length;
    if (heredoc.terminated) builder.add(heredoc.name, end);
  }
  return [readScript(builder.build(command.toSource(0)), 'shell', shell)];
}

/** The lines of a heredoc with "\n" alone between them. */
function bodyOf(text: string, heredoc: RawHeredoc, chomp: boolean): MappedText {
  const { start, end } = heredoc.body;
  const body = text.slice(start, end);
  if (!chomp && !body.includes('\r')) return MappedText.plain(body, start);
  const builder = MappedText.builder();
  let at = start;
  while (at < end) {
    const found = text.indexOf('\n', at);
    const next = found < 0 || found >= end ? end : found + 1;
    let from = at;
    if (chomp) while (from < next && text.charCodeAt(from) === 9) from++;
    let stop = next;
    if (found >= 0 && found < end) {
      stop--;
      while (stop > from && text.charCodeAt(stop - 1) === 13) stop--;
      builder.add(text.slice(from, stop), from).add('\n', next - 1);
    } else builder.add(text.slice(from, stop), from);
    at = next;
  }
  return builder.build(start);
}

/** `#!/bin/bash -eu`, `#!/usr/bin/env -S bash -e`; absent when the body has none. */
function readShebang(body: string): ShellStart | undefined {
  const match = /^#![ \t]*(\S.*)/.exec(body);
  const words = match?.[1]?.split(/[ \t\r]+/) ?? [];
  if (/(^|\/)env$/.test(words[0] ?? '')) {
    words.shift();
    while (words[0]?.startsWith('-')) words.shift();
  }
  const [program = '', ...flags] = words;
  return match ? { dialect: dialectOf(program), program, flags } : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The strings of a JSON array in order, each character mapped to where it is written. */
export function* decodeJson(array: MappedText): Generator<MappedText> {
  const { text } = array;
  for (let at = text.indexOf('"') + 1; at > 0; at = text.indexOf('"', at + 1) + 1) {
    const builder = MappedText.builder();
    const from = at;
    while (at < text.length && text.charAt(at) !== '"') {
      const start = at;
      while (at < text.length && !/["\\]/.test(text.charAt(at))) at++;
      builder.addMapped(array.slice(start, at));
      if (text.charAt(at) !== '\\') continue;
      const next = text.charAt(at + 1);
      const length = next === 'u' ? 6 : 2;
      const value = next === 'u' ? String.fromCharCode(parseInt(text.slice(at + 2, at + 6), 16)) : (ESCAPES[next] ?? next);
      const span = array.span(at, at + length);
      builder.addEscaped(value, span.start, span.end - span.start);
      at += length;
    }
    yield builder.build(array.toSource(from));
  }
}

function itemOf(array: MappedText, item: number): MappedText {
  let i = 0;
  for (const text of decodeJson(array)) if (i++ === item) return text;
  return MappedText.plain('', array.toSource(0));
}
