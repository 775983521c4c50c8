// The command of the server, for clients that know commands but no code actions, and the requests of our own client.
import type { Connection, ExecuteCommandParams } from 'vscode-languageserver';
import type { Checked } from './checks.js';
import { APPLY_COMMAND, isActionData, resolveEdit } from './code-action.js';
import type { SuppressParams } from './protocol.js';
import type { Session } from './session.js';

type Check = (uri: string) => Promise<Checked>;

/** Applies what a code action would have carried. */
export async function executeCommand(session: Session, check: Check, connection: Connection, params: ExecuteCommandParams): Promise<void> {
  const data: unknown = params.arguments?.[0];
  if (params.command !== APPLY_COMMAND || !isActionData(data)) return;
  const edit = await resolveEdit(session, check, data);
  if (edit) await connection.workspace.applyEdit(edit);
}

/** The edit behind `seaworthy/suppress`, or null where no comment can stand. */
export async function suppressionFor(session: Session, check: Check, { reason, ...target }: SuppressParams) {
  const data = { intent: 'suppress', reason: reason.replace(/\s+/g, ' ').trim(), ...target } as const;
  return (isActionData(data) && (await resolveEdit(session, check, data))) || null;
}
