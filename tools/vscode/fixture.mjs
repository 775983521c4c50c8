// What every run of the suite starts from: a copy of the workspace and the stand-ins for other extensions.
import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './workbench.mjs';

export const standIns = path.join(root, 'test/vscode/extensions');

/** Copies the fixture into the folder; returns the workspace. */
export function copyWorkspace(folder, from = path.join(root, 'test/vscode/workspace')) {
  const workspace = path.join(folder, 'shop');
  cpSync(from, workspace, { recursive: true });
  return workspace;
}

/** Lays the stand-ins down as if they had been installed; returns the folder of installed extensions. */
export function installStandIns(folder) {
  const extensions = path.join(folder, 'extensions');
  for (const name of readdirSync(standIns)) {
    const manifest = JSON.parse(readFileSync(path.join(standIns, name, 'package.json'), 'utf8'));
    const target = path.join(extensions, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
    mkdirSync(extensions, { recursive: true });
    cpSync(path.join(standIns, name), target, { recursive: true });
  }
  return extensions;
}
