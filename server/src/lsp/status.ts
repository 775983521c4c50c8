// What the client's status item shows of a file: what was judged, by which configuration, and what was not.
import type { Checked } from './checks.js';
import { isSafelyFixable } from './code-action.js';
import type { Status } from './protocol.js';
import type { Session } from './session.js';
import { uriOf } from './uri.js';

export function statusOf(session: Session, checked: Checked): Status {
  const { uri, report, situation, request, steppedBack } = checked;
  const { profile } = session.service.configFor(situation.config, situation.path);
  const taken = situation.isExcluded ? session.service.classify(request) : report;
  return {
    uri,
    profile,
    ...(situation.configFile === undefined ? {} : { configFile: uriOf(situation.configFile) }),
    configBroken: situation.configBroken,
    kind: taken.kind,
    takenFor: taken.takenFor,
    excluded: situation.isExcluded,
    notChecked: report.notChecked,
    crashed: [...new Set(report.crashes.map(({ rule }) => rule))],
    findings: report.findings.length,
    safelyFixable: report.findings.filter(isSafelyFixable).length,
    suppressed: report.suppressed.length,
    steppedBack,
    steppedBackFor: steppedBack > 0 ? session.peerNames : [],
  };
}

/** Tells the client whenever the status of a file is another than the last it was told. */
export class StatusReporter {
  private readonly last = new Map<string, string>();

  constructor(private readonly send: (status: Status) => void) {}

  report(status: Status): void {
    const text = JSON.stringify(status);
    if (this.last.get(status.uri) === text) return;
    this.last.set(status.uri, text);
    this.send(status);
  }

  forget(uri: string): void {
    this.last.delete(uri);
  }
}
