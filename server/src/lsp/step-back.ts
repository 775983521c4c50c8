// Leaves findings to extensions that are present and report the same, so that nothing stands in the list twice.
import type { FileReport, Finding } from '../core/engine/finding.js';
import type { PeerReports } from './protocol.js';

const peerOf = (id: string): string => id.slice(0, id.indexOf(':') + 1).toLowerCase();

interface Peer {
  readonly name: string;
  readonly codes: ReadonlySet<string>;
  /** `hadolint:` for each tool that the codes are of. */
  readonly tools: readonly string[];
}

let lastId = 0;

export class StepBack {
  /** Differs between any two that could leave out other findings. */
  readonly id = ++lastId;
  private readonly peers: readonly Peer[];

  /** @param isPartial does this id of a peer mean only a part of what the rule says? */
  constructor(
    reports: readonly PeerReports[],
    private readonly isPartial: (rule: string, id: string) => boolean = () => false,
  ) {
    this.peers = reports.map(({ name, codes }) => {
      const lower = codes.map((code) => code.toLowerCase());
      return { name: name ?? '', codes: new Set(lower), tools: [...new Set(lower.map(peerOf))] };
    });
  }

  get names(): readonly string[] {
    return [...new Set(this.peers.map(({ name }) => name).filter((name) => name !== ''))];
  }

  /**
   * Does one of the peers say all that this finding says? The finding names what it stands for. What means the same only in part does not
   * count; when a tool has several of the others, the peer must report each of them.
   */
  covers(finding: Finding): boolean {
    const ids = finding.equivalents.map((id) => id.toLowerCase()).filter((id) => !this.isPartial(finding.rule, id));
    return this.peers.some(({ codes, tools }) =>
      tools.some((tool) => {
        const named = ids.filter((id) => peerOf(id) === tool);
        return named.length > 0 && (codes.has(tool) || named.every((id) => codes.has(id)));
      }),
    );
  }

  apply(report: FileReport): { readonly report: FileReport; readonly count: number } {
    if (this.peers.length === 0) return { report, count: 0 };
    const findings = report.findings.filter((finding) => !this.covers(finding));
    const count = report.findings.length - findings.length;
    return { report: count === 0 ? report : { ...report, findings }, count };
  }
}

const isReports = (value: unknown): value is PeerReports =>
  typeof value === 'object' &&
  value !== null &&
  'codes' in value &&
  Array.isArray(value.codes) &&
  value.codes.every((code) => typeof code === 'string');

/** What a client says of other extensions, whatever it sent. */
export function readPeers(given: unknown): readonly PeerReports[] {
  return Array.isArray(given) ? given.filter(isReports) : [];
}
