// The requests beside the language server protocol that client and server agree on.
import { NotificationType, RequestType } from 'vscode-languageclient';

/** What the server knows of one open file. */
export interface FileStatus {
  readonly profile: string;
  /** The configuration file in force; absent where none was found. */
  readonly configUri?: string;
  /** In plain words: "Dockerfile", "Kubernetes manifest", "Helm template". */
  readonly takenFor: string;
  readonly kind: 'dockerfile' | 'kubernetes' | 'config' | 'other';
  /** What was not checked and why; empty when everything was. */
  readonly notChecked: readonly string[];
  /** Left out by `exclude` of the configuration. */
  readonly excluded?: boolean;
}

export const statusRequest = new RequestType<{ readonly uri: string }, FileStatus | null, void>('seaworthy/status');
