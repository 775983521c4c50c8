// Installs Debian packages that tests need, where that may be done: on Debian, as root.
import { execFileSync, spawnSync } from 'node:child_process';

export const isDebian = () => spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;

/** @returns whether they were installed */
export function aptInstall(what, ...packages) {
  if (!isDebian() || process.getuid?.() !== 0) return false;
  console.log(`${what}: not found, installing it with apt-get (once)`);
  const apt = (...args) =>
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  apt('install', '--yes', '--no-install-recommends', ...packages);
  return true;
}
