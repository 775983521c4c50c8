// A program that passes for ShellCheck and behaves as it is told.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const VERSION = 'console.log("ShellCheck - shell script analysis tool\\nversion: 0.10.0");';

/** @param body what it does with the text of standard input in `text`; JavaScript */
export function fakeShellCheck(folder: string, body: string, version = VERSION, name = 'shellcheck'): string {
  const file = join(folder, name);
  const lines = [
    `#!${process.execPath}`,
    `if (process.argv.includes("--version")) { ${version} process.exit(); }`,
    'let text = "";',
    'process.stdin.setEncoding("utf8").on("data", (more) => (text += more)).on("end", () => {',
    body,
    '});',
    '',
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o755 });
  return file;
}

/** A finding on the first three characters of each script. */
export const SAYS =
  'console.log(JSON.stringify({ comments: [{ line: 1, endLine: 1, column: 1, endColumn: 4, code: 2999, level: "warning", message: "Fake.", fix: null }] })); process.exitCode = 1;';
