// Finds ShellCheck for the tests of the bridge to it; on Debian, as root, installs it when there is none.
import { spawnSync } from 'node:child_process';
import { aptInstall } from './apt-install.mjs';

const isThere = () => spawnSync('shellcheck', ['--version'], { stdio: 'ignore' }).status === 0;

/** Throws with what to install when there is none and it may not install one. */
export function ensureShellCheck() {
  if (isThere()) return;
  aptInstall('ShellCheck', 'shellcheck');
  if (!isThere()) throw new Error('the tests need ShellCheck and found none: install it (Debian: "sudo apt-get install shellcheck")');
}
