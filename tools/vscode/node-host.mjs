// Runs the suite in the node extension host through @vscode/test-electron: in the workbench in the browser by default, in a desktop VS Code
// with SEAWORTHY_VSCODE=desktop (downloads one; SEAWORTHY_VSCODE_VERSION names another than the oldest that is allowed).
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { testBundle } from './build-tests.mjs';
import { copyWorkspace, installStandIns } from './fixture.mjs';
import { QUIET_SETTINGS, root, temporaryFolder } from './workbench.mjs';

const isDesktop = process.env.SEAWORTHY_VSCODE === 'desktop';
const temporary = temporaryFolder();
try {
  const user = path.join(temporary.folder, 'user');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify(QUIET_SETTINGS));
  await runTests({
    ...(isDesktop
      ? { version: process.env.SEAWORTHY_VSCODE_VERSION ?? '1.100.0' }
      : { vscodeExecutablePath: fileURLToPath(new URL('code-shim.mjs', import.meta.url)) }),
    extensionDevelopmentPath: root,
    extensionTestsPath: testBundle('node'),
    launchArgs: [copyWorkspace(temporary.folder), `--extensions-dir=${installStandIns(temporary.folder)}`, `--user-data-dir=${user}`],
  });
} catch (error) {
  console.error(String(error.message ?? error));
  process.exitCode = 1;
} finally {
  temporary.remove();
}
