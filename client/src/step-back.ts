// Which other extensions report the same things: with one of them present, the server leaves these findings to it.
import { extensions } from 'vscode';
import type { PeerReports } from './protocol.js';

interface Peer extends PeerReports {
  readonly extension: string;
  /** Versions that report by themselves; absent for all. */
  readonly versions?: RegExp;
}

/** `tool:` stands for every finding of the tool. */
const PEERS: readonly Peer[] = [
  { extension: 'exiasr.hadolint', name: 'hadolint', codes: ['hadolint:'] },
  { extension: 'michaellzc.vscode-hadolint', name: 'hadolint', codes: ['hadolint:'] },
  // Its Dockerfile checks are BuildKit's, beside those of Docker Scout.
  { extension: 'docker.docker', name: 'Docker DX', codes: ['buildkit:', 'docker-ls:'] },
  { extension: 'ms-azuretools.vscode-containers', name: 'Container Tools', codes: ['dockerfile-utils:'] },
  // From version 2 on it is only a pack that brings Container Tools.
  { extension: 'ms-azuretools.vscode-docker', name: 'Docker', codes: ['dockerfile-utils:'], versions: /^[01]\./ },
];

const versionOf = (packageJson: unknown): string =>
  typeof packageJson === 'object' && packageJson !== null && 'version' in packageJson ? String(packageJson.version) : '';

/** The extensions of the table that are installed and enabled here. */
export function presentPeers(): readonly PeerReports[] {
  return PEERS.filter(({ extension, versions }) => {
    const found = extensions.getExtension(extension);
    return found !== undefined && (versions === undefined || versions.test(versionOf(found.packageJSON)));
  }).map(({ name, codes }) => ({ name, codes }));
}
