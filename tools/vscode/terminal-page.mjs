// A page that looks as a terminal does, for pictures of the command line.
const COLORS = { 31: '#f14c4c', 32: '#23d18b', 33: '#e2c08d', 34: '#3b8eea', 35: '#d670d6', 36: '#29b8db', 90: '#8b8b8b' };
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The escape sequences that the command line writes (bold, dim, colors) as HTML. */
export function htmlOfAnsi(text) {
  let bold = false;
  let dim = false;
  let color;
  // Every second piece is the number of a sequence.
  return text
    .split(/\u001b\[(\d+)m/)
    .map((piece, i) => {
      if (i % 2 === 0) {
        const style = `${bold ? 'font-weight:bold;' : ''}${dim ? 'opacity:.6;' : ''}${color ? `color:${color};` : ''}`;
        return style === '' ? escaped(piece) : `<span style="${style}">${escaped(piece)}</span>`;
      }
      const code = Number(piece);
      if (code === 0) [bold, dim, color] = [false, false, undefined];
      else if (code === 1) bold = true;
      else if (code === 2) dim = true;
      else if (code === 22) [bold, dim] = [false, false];
      else if (code === 39) color = undefined;
      else if (code in COLORS) color = COLORS[code];
      else throw new Error(`no look for the escape sequence ${code}`);
      return '';
    })
    .join('');
}

/** @param runs commands with what they wrote */
export function terminalPage(runs) {
  const body = runs
    .map(({ command, output }) => `<span class="prompt">$</span> <b>${escaped(command)}</b>\n${htmlOfAnsi(output.trimEnd())}`)
    .join('\n\n');
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #181818; }
    pre { margin: 0; padding: 16px 20px; color: #ccc; font: 14px/19px 'DejaVu Sans Mono', monospace; display: inline-block; }
    .prompt { color: #23d18b; }
  </style><pre>${body}</pre>`;
}
