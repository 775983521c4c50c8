// SARIF 2.1.0, the form that code scanning services read.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ArtifactChange,
  ArtifactLocation,
  Location,
  Notification,
  Region,
  ReportingDescriptor,
  Result,
  Run,
  Suppression,
} from 'sarif';
import type { Finding, SuppressedFinding } from '../../core/engine/finding.js';
import type { Severity } from '../../core/engine/rule.js';
import type { FileChange } from '../../core/text/file-change.js';
import { appendix } from '../../core/text/file-change.js';
import { LineIndex } from '../../core/text/line-index.js';
import type { Edit, Span } from '../../core/text/span.js';
import { absoluteFrom, pathFrom, shownFrom } from '../paths.js';
import type { CheckedFile, Failure, ReportContext, Reporter } from './types.js';
import { applicableFixes, endOf, pageUrl, startOf } from './types.js';

const LEVELS = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const satisfies Record<Severity, string>;
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const BASE_ID = '%SRCROOT%';
const FINGERPRINT = 'seaworthyFinding/v1';
/** How far from a finding its line counts for the fingerprint: a minified file is one line. */
const REACH = 200;

export function sarifReporter(context: Omit<ReportContext, 'width' | 'colors' | 'quiet' | 'githubWorkspace'>): Reporter {
  const results: Result[] = [];
  const notifications: Notification[] = [];
  const ruleIndex = new Map<string, number>();
  let hasSuppressions = false;

  const toLocation: Locate = (path, absolute) => artifactLocation(context, path, absolute);

  return {
    file(file) {
      const artifact = toLocation(file.path, file.absolute);
      const seen = new Map<string, number>();
      for (const { finding, by } of inOrder(file)) {
        const index = ruleIndex.get(finding.rule) ?? ruleIndex.size;
        ruleIndex.set(finding.rule, index);
        hasSuppressions ||= by !== undefined;
        results.push({
          ruleId: finding.rule,
          ruleIndex: index,
          level: LEVELS[finding.severity],
          message: { text: finding.message },
          locations: [{ physicalLocation: { artifactLocation: artifact, region: region(file, finding.at) } }],
          partialFingerprints: { [FINGERPRINT]: fingerprint(file, finding, artifact.uri ?? '', seen) },
          ...related(file, finding, artifact),
          ...fixes(file, finding, artifact, toLocation),
          ...(by ? { suppressions: [suppression(by)] } : {}),
          ...(finding.equivalents.length > 0 ? { properties: { equivalents: [...finding.equivalents] } } : {}),
        });
      }
      for (const { rule, error } of file.report.crashes) {
        notifications.push(notification(`rule ${rule} failed on this file: ${error}`, artifact));
      }
    },

    async end({ failures }) {
      for (const failure of failures) notifications.push(failureNotification(failure, context, toLocation));
      // Either every result says whether it is suppressed, or none does.
      if (hasSuppressions) for (const result of results) result.suppressions ??= [];
      const run: Run = {
        tool: {
          driver: {
            name: 'Seaworthy',
            semanticVersion: context.version,
            ...(/^https?:/.test(context.docsBase) ? { informationUri: context.docsBase } : {}),
            rules: await descriptors([...ruleIndex.keys()], context),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE_ID]: { description: { text: 'The root of the repository, or the folder the command ran in' } } },
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}),
          },
        ],
        results,
      };
      context.write(`${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`);
    },
  };
}

type Locate = (path: string, absolute: string) => ArtifactLocation;

interface Judged {
  readonly finding: Finding;
  readonly by: SuppressedFinding['by'] | undefined;
}

function inOrder(file: CheckedFile): Judged[] {
  const { findings, suppressed } = file.report;
  const all: Judged[] = [...findings.map((finding) => ({ finding, by: undefined })), ...suppressed];
  return all.sort((a, b) => a.finding.at.start - b.finding.at.start);
}

/** A name of a file may hold half a surrogate pair, which has no encoding. */
const encoded = (name: string): string => encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'));

function artifactLocation(context: Pick<ReportContext, 'cwd' | 'repository'>, path: string, absolute: string): ArtifactLocation {
  const file = absolute || resolve(context.cwd, path);
  const relative = pathFrom(context.repository ?? context.cwd, file);
  if (relative === undefined || relative === '') return { uri: pathToFileURL(file).href };
  return { uri: relative.split('/').map(encoded).join('/'), uriBaseId: BASE_ID };
}

function region(file: CheckedFile, at: Span): Region {
  const start = startOf(file, at);
  const end = endOf(file, at);
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** Stays the same while lines are added or moved elsewhere in the file: rule, file, text of the line, and a counter for equal lines. */
function fingerprint(file: CheckedFile, finding: Finding, uri: string, seen: Map<string, number>): string {
  const { lines, text } = file;
  const line = lines.lineOf(finding.at.start);
  const from = Math.max(lines.startOfLine(line), finding.at.start - REACH);
  const to = Math.min(lines.endOfLine(line), finding.at.start + REACH);
  const code = text.slice(from, to).replace(/\s+/g, ' ').trim();
  const key = `${finding.rule}\n${uri}\n${code}`;
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}:${count}`;
}

function related(file: CheckedFile, finding: Finding, artifact: ArtifactLocation): Pick<Result, 'relatedLocations'> {
  if (finding.related.length === 0) return {};
  return {
    relatedLocations: finding.related.map(({ at, message }, id): Location => ({
      id,
      message: { text: message },
      physicalLocation: { artifactLocation: artifact, region: region(file, at) },
    })),
  };
}

function fixes(file: CheckedFile, finding: Finding, artifact: ArtifactLocation, toLocation: Locate): Pick<Result, 'fixes'> {
  const found = applicableFixes(finding).filter(({ edits, files = [] }) => edits.length + files.length > 0);
  if (found.length === 0) return {};
  return {
    fixes: found.map(({ title, safety, edits, files = [] }) => ({
      description: { text: title },
      artifactChanges: [
        ...(edits.length > 0 ? [ownChange(file, edits, artifact)] : []),
        ...files.map((change) => otherChange(file, change, toLocation)),
      ],
      properties: { safe: safety === 'safe' },
    })),
  };
}

const ownChange = (file: CheckedFile, edits: readonly Edit[], artifactLocation: ArtifactLocation): ArtifactChange => ({
  artifactLocation,
  replacements: edits.map(({ span, newText }) => ({ deletedRegion: region(file, span), insertedContent: { text: newText } })),
});

/** What is added stands behind the text that is there; a new file has none. */
function otherChange(file: CheckedFile, change: FileChange, toLocation: Locate): ArtifactChange {
  const before = file.textOf(change) ?? '';
  const { line, character } = new LineIndex(before).positionAt(before.length);
  const end = { line: line + 1, column: character + 1 };
  return {
    artifactLocation: toLocation(shownFrom(file.path, change.path), absoluteFrom(file.absolute, change.path)),
    replacements: [
      {
        deletedRegion: { startLine: end.line, startColumn: end.column, endLine: end.line, endColumn: end.column },
        insertedContent: { text: change.kind === 'create' ? change.text : appendix(before, change.lines) },
      },
    ],
  };
}

function suppression({ reason }: SuppressedFinding['by']): Suppression {
  return { kind: 'inSource', status: 'accepted', ...(reason === undefined || reason === '' ? {} : { justification: reason }) };
}

const notification = (text: string, artifact: ArtifactLocation): Notification => ({
  level: 'error',
  message: { text },
  locations: [{ physicalLocation: { artifactLocation: artifact } }],
});

function failureNotification(failure: Failure, { cwd }: Pick<ReportContext, 'cwd'>, locate: Locate): Notification {
  return notification(`${failure.path}: ${failure.message}`, locate(failure.path, resolve(cwd, failure.path)));
}

async function descriptors(
  ids: readonly string[],
  context: Pick<ReportContext, 'catalog' | 'rules' | 'page' | 'docsBase'>,
): Promise<ReportingDescriptor[]> {
  if (ids.length === 0) return [];
  const catalog = new Map(context.catalog().map((entry) => [entry.id, entry]));
  const rules = new Map(context.rules().map((rule) => [rule.id as string, rule]));
  return Promise.all(
    ids.map(async (id): Promise<ReportingDescriptor> => {
      const entry = catalog.get(id);
      const rule = rules.get(id);
      const summary = entry?.summary ?? id;
      const markdown = await context.page(id);
      const url = pageUrl(context.docsBase, id);
      return {
        id,
        shortDescription: { text: summary },
        help: { text: `${summary}. The whole page: seaworthy explain ${id}`, ...(markdown === undefined ? {} : { markdown }) },
        ...(url === undefined ? {} : { helpUri: url }),
        defaultConfiguration: { level: LEVELS[entry?.severity ?? 'warning'] },
        properties: {
          ...(rule ? { precision: rule.confidence, tags: [rule.category] } : {}),
          ...(entry ? { profile: entry.profile } : {}),
        },
      };
    }),
  );
}
