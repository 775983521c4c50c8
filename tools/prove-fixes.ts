// Applies every fix to every file below the folders named and checks what a fix promises. `npm run prove -- FOLDER...`
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ContextFinder } from '../server/src/cli/context.js';
import type { CheckRequest } from '../server/src/core/service-types.js';
import { LineIndex } from '../server/src/core/text/line-index.js';
import { fixAllFaults } from '../test/kit/fix-all-faults.js';
import { service } from '../test/kit/service.js';

function* walk(path: string): Generator<string> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) yield path;
  else if (stat?.isDirectory()) for (const name of readdirSync(path).sort()) yield* walk(join(path, name));
}

let files = 0;
let changed = 0;
let bad = 0;
for (const named of process.argv.slice(2)) {
  const root = resolve(named);
  const contexts = new ContextFinder(service);
  for (const path of walk(root)) {
    const text = readFileSync(path, 'utf8');
    const name = relative(root, path).replaceAll('\\', '/');
    const bare: CheckRequest = {
      text,
      path: name,
      config: { ...service.defaultConfig(), profile: 'all', preview: true },
      hints: { inChart: name.includes('/templates/') },
    };
    if (text.includes('\u0000') || service.classify(bare).kind === 'other') continue;
    const context = contexts.for(bare, path, root, undefined, [root]);
    const request = context ? { ...bare, context } : bare;
    files++;
    for (const unsafe of [false, true]) {
      const faults = fixAllFaults(request, unsafe);
      if (unsafe && service.fixAll(request, { unsafe }).applied > 0) changed++;
      if (faults.length > 0) {
        bad++;
        const line = new LineIndex(text).lineCount;
        console.log(`${name} (${line} lines, ${unsafe ? 'all' : 'safe'} fixes)\n  ${faults.slice(0, 6).join('\n  ')}`);
      }
    }
  }
}
console.log(`${files} files, ${changed} changed by fixes, ${bad} with faults`);
process.exitCode = bad > 0 ? 1 : 0;
