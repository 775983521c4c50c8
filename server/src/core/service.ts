// The facade of the core: text in, findings, fixes, pages and completions out. No clock, no files, no network.
import { completeConfig } from './config/complete.js';
import { defaultConfig } from './config/defaults.js';
import { configFindings } from './config/findings.js';
import { readConfig } from './config/read.js';
import { configFor, isExcluded } from './config/resolve.js';
import type { FileCheck } from './engine/check.js';
import { checkFile } from './engine/check.js';
import { displayLines } from './engine/display.js';
import type { FileReport, Finding } from './engine/finding.js';
import type { FixAllWork, Health } from './engine/fix-all.js';
import { fixAllSteps } from './engine/fix-all.js';
import type { Chunk, FormatModule, ReadContext, StageReader } from './engine/format.js';
import type { AnyRule, Fix, FormatName } from './engine/rule.js';
import { finish } from './engine/run.js';
import { activeRules, fingerprint, settingsOf } from './engine/select.js';
import { completeSuppression, suppressionAt } from './engine/suppression-text.js';
import { changedContext } from './model/context/changed-context.js';
import type { ContextSnapshot } from './model/context/types.js';
import { classify } from './parse/classify.js';
import { catalog } from './rules/catalog.generated.js';
import { rules as configRules } from './rules/config/index.js';
import type { CheckRequest, CheckState, FixAllOptions, FixAllResult, RuleDocsPage, Service, ServiceHost } from './service-types.js';
import { SHELLCHECK_RULE } from './shellcheck/types.js';
import type { Edit, Span } from './text/span.js';
import { shiftSpan } from './text/span.js';

/** Larger files are not checked, and say so: a file of this size is data, not a manifest that somebody wrote. In UTF-16 code units. */
export const MAX_FILE_LENGTH = 4 * 1024 * 1024;

type LintFormat = Exclude<FormatName, 'config'>;

const EMPTY_STATE: CheckState = { chunks: new Map() };

function nothing(kind: FileReport['kind'], takenFor: string, notChecked: readonly string[] = []): FileReport {
  return { kind, takenFor, findings: [], suppressed: [], notChecked, crashes: [] };
}

const contextNames = new WeakMap<ContextSnapshot, string>();

/** A text that is the same for equal surroundings. */
function nameOf(context: ContextSnapshot | undefined): string {
  if (!context) return '';
  let name = contextNames.get(context);
  if (name === undefined) contextNames.set(context, (name = JSON.stringify(context)));
  return name;
}

export function createService(host: ServiceHost): Service {
  const formats = new Map<LintFormat, FormatModule>();
  const pages = new Map<FormatName, Promise<Readonly<Record<string, RuleDocsPage>>>>();

  const formatOf = (name: LintFormat): FormatModule => {
    let format = formats.get(name);
    if (!format) formats.set(name, (format = host.loadFormat(name)));
    return format;
  };

  function prepare(request: CheckRequest): FileCheck | FileReport {
    const taken = classify(request);
    if (taken.kind === 'other') return nothing('other', taken.takenFor);
    if (request.text.length > MAX_FILE_LENGTH) {
      return nothing(taken.kind, taken.takenFor, ['file is larger than 4 MiB']);
    }
    const config = configFor(request.config, request.path);
    if (taken.kind === 'config') {
      const findings = configFindings(request.text, readConfig(request.text, catalog)).filter(
        (finding) => config.rules.get(finding.rule)?.severity !== 'off',
      );
      return { ...nothing('config', taken.takenFor), findings };
    }
    const format = formatOf(taken.kind);
    const settings = settingsOf(config);
    const context: ReadContext = { completeness: taken.completeness, json: taken.json, settings };
    return {
      kind: taken.kind,
      takenFor: taken.takenFor,
      text: request.text,
      path: request.path,
      format,
      rules: activeRules(format.rules, config),
      settings,
      context,
      fingerprint: `${taken.completeness} ${taken.json} ${request.path} ${request.today ?? ''} ${nameOf(request.context)} ${request.shellcheck?.id ?? ''} ${fingerprint(config)}`,
      config,
      catalog,
      today: request.today,
      files: request.context && format.surroundings?.(request.context),
      shellcheck: request.shellcheck,
    };
  }

  const isReport = (prepared: FileCheck | FileReport): prepared is FileReport => 'findings' in prepared;

  function* checkSteps(request: CheckRequest, state?: CheckState): Generator<void, { report: FileReport; state: CheckState }> {
    const prepared = prepare(request);
    if (isReport(prepared)) return { report: prepared, state: EMPTY_STATE };
    return yield* checkFile(prepared, state);
  }

  const check = (request: CheckRequest): FileReport => finish(checkSteps(request)).report;

  /** The last file asked about, prepared and cut: lists and fix-all ask once for each group of a file, which may have thousands. */
  let last: { readonly request: CheckRequest; readonly prepared: FileCheck | FileReport; readonly chunks: readonly Chunk[] } | undefined;
  function lastOf(request: CheckRequest): NonNullable<typeof last> {
    const known = last?.request;
    const isSame =
      known?.text === request.text &&
      known.path === request.path &&
      known.languageId === request.languageId &&
      known.config === request.config &&
      known.hints === request.hints &&
      known.context === request.context &&
      known.shellcheck === request.shellcheck;
    if (isSame && last) return last;
    const prepared = prepare(request);
    return (last = { request, prepared, chunks: isReport(prepared) ? [] : prepared.format.cut(request.text) });
  }

  /** The chunk of that file that was last read. */
  let lastModel: { readonly prepared: FileCheck; readonly text: string; readonly model: ReturnType<FormatModule['read']> } | undefined;

  /** Reads the chunk that holds `at` and hands it over with the place inside it. */
  function inChunk<T>(
    request: CheckRequest,
    at: Span,
    use: (prepared: FileCheck, model: ReturnType<FormatModule['read']>, local: Span, base: number) => T,
  ): T | undefined {
    const { prepared, chunks } = lastOf(request);
    if (isReport(prepared)) return undefined;
    let low = 0;
    for (let high = chunks.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if ((chunks[middle]?.base ?? 0) <= at.start) low = middle;
      else high = middle - 1;
    }
    const chunk = chunks[low];
    if (!chunk) return undefined;
    if (lastModel?.prepared !== prepared || lastModel.text !== chunk.text) {
      lastModel = { prepared, text: chunk.text, model: prepared.format.read(chunk, prepared.context) };
    }
    return use(prepared, lastModel.model, shiftSpan(at, -chunk.base), chunk.base);
  }

  const moveEdits = (edits: readonly Edit[], by: number): Edit[] => edits.map((edit) => ({ ...edit, span: shiftSpan(edit.span, by) }));

  function combine(request: CheckRequest, group: readonly Finding[]): Fix | undefined {
    const [first] = group;
    // A member without a fix (a memory limit nobody can guess) does not keep the others from theirs.
    const changes = group.flatMap((finding) => finding.fixes.slice(0, 1));
    if (!first?.group || changes.length === 0 || changes.some(({ files }) => files !== undefined)) return undefined;
    const title = first.group.fixTitle;
    return inChunk(request, first.at, (prepared, model, _local, base) => {
      const local = changes.map((fix) => ({ ...fix, edits: moveEdits(fix.edits, -base) }));
      const joined = prepared.format.combine(model, local);
      if (!joined) return undefined;
      const safety = changes.every((fix) => fix.safety === 'safe') ? 'safe' : 'unsafe';
      return { title, safety, effect: joined.effect, edits: moveEdits(joined.edits, base) } satisfies Fix;
    });
  }

  const pagesOf = (format: FormatName): Promise<Readonly<Record<string, RuleDocsPage>>> => {
    let found = pages.get(format);
    if (!found) pages.set(format, (found = host.readDocs(format)));
    return found;
  };

  /** What the format tells of the stages of a file; absent for one without stages. */
  function ofStages<T>(request: CheckRequest, use: (stages: StageReader, model: ReturnType<FormatModule['read']>) => T): T | undefined {
    const { prepared, chunks } = lastOf(request);
    if (isReport(prepared) || !prepared.format.stages) return undefined;
    return use(prepared.format.stages, prepared.format.read(chunks[0] ?? { base: 0, text: request.text }, prepared.context));
  }

  function* fixEverything(request: CheckRequest, options: FixAllOptions): Generator<void, FixAllResult> {
    // Each round changes few chunks; the others keep their findings and their health.
    let { state } = options;
    const healthOf = new Map<string, Health>();
    const work: FixAllWork = {
      *check(text, files) {
        const { context } = request;
        const around = context && files.length > 0 ? { context: changedContext(context, files) } : {};
        const checked = yield* checkSteps({ ...request, ...around, text }, state);
        state = checked.state;
        return checked.report;
      },
      *health(text) {
        const prepared = prepare({ ...request, text });
        if (isReport(prepared)) return { problems: prepared.findings.length, parts: 1 };
        let problems = 0;
        let parts = 0;
        for (const chunk of prepared.format.cut(text)) {
          let health = healthOf.get(chunk.text);
          if (!health) {
            const model = prepared.format.read(chunk, prepared.context);
            health = { problems: prepared.format.problemsOf(model), parts: model.format === 'dockerfile' ? model.stages.length : 1 };
            healthOf.set(chunk.text, health);
            yield;
          }
          problems += health.problems;
          parts += health.parts;
        }
        return { problems, parts };
      },
      combine: (text, group) => combine({ ...request, text }, group),
    };
    return yield* fixAllSteps(request.text, work, options);
  }

  return {
    contextWants(request) {
      const taken = classify(request);
      return taken.kind === 'dockerfile' && request.text.length <= MAX_FILE_LENGTH
        ? formatOf('dockerfile').contextWants?.(request.text)
        : undefined;
    },
    check,
    checkSteps,
    display: (request, report) => displayLines(report.findings, (group) => combine(request, group)),

    fixAll: (request, options) => finish(fixEverything(request, options)),
    fixAllSteps: fixEverything,

    suppress(request, finding, reason) {
      return inChunk(request, finding.at, (prepared, model, local, base) => {
        const change = prepared.format.insertSuppression(model, local, finding.rule, reason);
        return change && moveEdits(change.edits, base);
      });
    },

    ships: (request, target) => ofStages(request, (stages, model) => stages.ships(model, target)) ?? { refused: 'this is no Dockerfile' },
    shipsAt: (request, offset) => ofStages(request, (stages, model) => stages.shipsAt(model, offset)),
    outline: (request) => ofStages(request, (stages, model) => stages.outline(model)) ?? [],
    stageLinks: (request) => ofStages(request, (stages, model) => stages.links(model)) ?? [],

    rewrite(request) {
      const prepared = prepare(request);
      const rewrite = isReport(prepared) ? undefined : prepared.format.rewrite;
      const whole = { start: 0, end: 0 };
      return (
        (rewrite && inChunk(request, whole, ({ files }, model) => rewrite(model, files))) ?? {
          refused: 'only a Dockerfile can be split into stages',
        }
      );
    },

    readConfig: (text) => readConfig(text, catalog),
    defaultConfig,
    configFor,
    isExcluded,
    catalog: () => catalog,
    rules: (): readonly AnyRule[] => [...formatOf('dockerfile').rules, ...formatOf('kubernetes').rules, ...configRules],

    async page(rule, form) {
      const entry = catalog.find(({ id }) => id === rule);
      if (!entry) return undefined;
      return (await pagesOf(entry.format))[rule]?.[form];
    },

    shellcheckJobs(request) {
      // Most files are of another kind, or judged without it: that is known before they are looked into.
      const { profile, rules } = configFor(request.config, request.path);
      if (profile !== 'all' && !rules.has(SHELLCHECK_RULE)) return [];
      const prepared = prepare(request);
      const reader = isReport(prepared) ? undefined : prepared.format.shellcheck;
      if (isReport(prepared) || !reader || !prepared.rules.some(({ rule }) => rule.id === reader.rule)) return [];
      return prepared.format.cut(request.text).flatMap((chunk) => reader.jobs(prepared.format.read(chunk, prepared.context)));
    },
    classify: (request) => {
      const { kind, takenFor } = classify(request);
      return { kind, takenFor };
    },
    suppressionAt,

    complete(request, offset) {
      const { kind } = classify(request);
      if (kind === 'config') return completeConfig(request.text, offset, catalog);
      return completeSuppression(
        request.text,
        offset,
        catalog.filter(({ format }) => format === kind),
      );
    },
  };
}
