// Opens the configuration file that is in force, or makes one where there is none.
import { Uri, window, workspace } from 'vscode';
import type { Status } from './protocol.js';

const NAMES = ['.seaworthy.yaml', '.seaworthy.yml'];

const TEMPLATE = `# What Seaworthy checks in this folder and below. Keys and rules are offered while typing.
profile: recommended

# The command line ends with 1 when something at least as grave is found.
failOn: warning

# rules:
#   dockerfile/missing-oci-labels: off
`;

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function chooseFolder(): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri;
  const folder = active && workspace.getWorkspaceFolder(active);
  if (folder) return folder.uri;
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length > 1) return (await window.showWorkspaceFolderPick({ placeHolder: 'Folder that the configuration is for' }))?.uri;
  // Without a folder the configuration stands beside the file.
  return folders[0]?.uri ?? (active?.scheme === 'file' ? Uri.joinPath(active, '..') : undefined);
}

/** @param status of the active file: names the configuration that holds for it */
export async function openOrCreateConfig(status: Status | undefined): Promise<void> {
  if (status?.configFile !== undefined) {
    await window.showTextDocument(Uri.parse(status.configFile));
    return;
  }
  const folder = await chooseFolder();
  if (!folder) {
    await window.showInformationMessage('Seaworthy reads .seaworthy.yaml from a folder: open one first.');
    return;
  }
  for (const name of NAMES) {
    const uri = Uri.joinPath(folder, name);
    if (await exists(uri)) {
      await window.showTextDocument(uri);
      return;
    }
  }
  const uri = Uri.joinPath(folder, '.seaworthy.yaml');
  await workspace.fs.writeFile(uri, new TextEncoder().encode(TEMPLATE));
  await window.showTextDocument(uri);
}
