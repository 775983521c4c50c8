// Says whether the server may start ShellCheck: only in a workspace that is trusted, and by a path that no workspace can set.
import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { ShellCheckParams } from './protocol.js';

const SETTING = 'seaworthy.shellcheck.path';

export function shellcheckParams(host: 'node' | 'web'): ShellCheckParams {
  // Only the value of the machine: whatever a workspace may say is not looked at.
  const path = workspace.getConfiguration().inspect<unknown>(SETTING)?.globalValue;
  return { enabled: host === 'node' && workspace.isTrusted, path: typeof path === 'string' ? path : '' };
}

/** Calls back when one of the two may have changed. */
export const onShellcheckChange = (changed: () => void): Disposable[] => [
  workspace.onDidGrantWorkspaceTrust(changed),
  workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SETTING)) changed();
  }),
];
