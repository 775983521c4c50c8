import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { FORMATS } from '../../server/src/cli/commands.js';
import type { FormatName } from '../../server/src/cli/commands.js';
import { reporterFor } from '../../server/src/cli/report/index.js';
import type { CheckedFile, Failure, ReportContext, Totals } from '../../server/src/cli/report/types.js';
import { addReport, newTotals } from '../../server/src/cli/totals.js';
import { displayLines } from '../../server/src/core/engine/display.js';
import type { FileReport, Finding } from '../../server/src/core/engine/finding.js';
import { LineIndex } from '../../server/src/core/text/line-index.js';
import type { Span } from '../../server/src/core/text/span.js';

type Sketch = Partial<Omit<Finding, 'at'>> & { readonly at: string | Span };

const finding = (text: string, { at, ...rest }: Sketch): Finding => ({
  rule: 'dockerfile/untagged-image',
  key: 'untagged',
  message: 'an image without a tag: name one',
  severity: 'warning',
  equivalents: [],
  related: [],
  fixes: [],
  tags: [],
  ...rest,
  at: typeof at === 'string' ? { start: text.indexOf(at), end: text.indexOf(at) + at.length } : at,
});

interface FileSketch {
  readonly path?: string;
  readonly text: string;
  readonly findings?: readonly Sketch[];
  readonly suppressed?: readonly (Sketch & { readonly reason?: string })[];
  readonly crashes?: FileReport['crashes'];
}

function checked({ path = 'web/Dockerfile', text, findings = [], suppressed = [], crashes = [] }: FileSketch): CheckedFile {
  const report: FileReport = {
    kind: 'dockerfile',
    takenFor: 'Dockerfile',
    findings: findings.map((sketch) => finding(text, sketch)),
    suppressed: suppressed.map((sketch) => ({
      finding: finding(text, sketch),
      by: { kind: 'comment', span: { start: 0, end: 1 }, reason: sketch.reason },
    })),
    notChecked: [],
    crashes,
  };
  return {
    path,
    absolute: `/home/shop/${path}`,
    text,
    lines: new LineIndex(text),
    report,
    textOf: () => undefined,
    display: () => displayLines(report.findings, () => undefined),
  };
}

async function report(
  format: FormatName,
  files: readonly FileSketch[],
  failures: readonly Failure[] = [],
  more: Partial<Totals> & Partial<ReportContext> = {},
): Promise<string> {
  let output = '';
  const reporter = await reporterFor(format, {
    write: (text) => (output += text),
    colors: false,
    width: 80,
    quiet: false,
    cwd: '/home/shop',
    repository: undefined,
    githubWorkspace: undefined,
    version: '1.2.3',
    docsBase: '',
    catalog: () => [],
    rules: () => [],
    page: async (rule) => `# ${rule}\n`,
    ...more,
  });
  const totals = newTotals();
  for (const sketch of files) {
    const file = checked(sketch);
    addReport(totals, file.report);
    reporter.file(file);
  }
  await reporter.end({ totals: { ...totals, ...more }, failures });
  return output;
}

const FIX = {
  title: 'Name the tag 24',
  safety: 'unsafe',
  edits: [{ span: { start: 9, end: 9 }, newText: ':24' }],
  effect: { kind: 'none' },
} as const;
const SAFE = { ...FIX, title: 'Write FROM', safety: 'safe' } as const;

describe('the text report', () => {
  it('shows the place, the message, the code and the fix', async () => {
    const output = await report('text', [{ text: '# web\nFROM node\nRUN npm ci\n', findings: [{ at: 'node', fixes: [FIX] }] }]);
    assert.equal(
      output,
      `web/Dockerfile:2:6 warning dockerfile/untagged-image
  an image without a tag: name one
  1 │ # web
  2 │ FROM node
    │      ^^^^
  3 │ RUN npm ci
  fix Name the tag 24 (unsafe)

1 finding in 1 file: 1 warning
1 can be fixed with --fix --unsafe-fixes, which may change what is built or run
`,
    );
  });

  it('leaves blank neighbors out and lines the numbers up', async () => {
    const text = `${'\n'.repeat(8)}\nUSER root\nRUN x`;
    const output = await report('text', [{ text, findings: [{ at: 'root', severity: 'error' }] }], [], { quiet: true });
    assert.equal(
      output,
      `web/Dockerfile:10:6 error dockerfile/untagged-image
  an image without a tag: name one
  10 │ USER root
     │      ^^^^
  11 │ RUN x

`,
    );
  });

  it('shows the first lines of a long span and counts the others', async () => {
    const text = 'RUN a \\\n    && b \\\n\n    && c \\\n    && d\nRUN e\n';
    const output = await report('text', [{ text, findings: [{ at: { start: 0, end: text.indexOf('\nRUN e') } }] }], [], { quiet: true });
    assert.deepEqual(output.split('\n').slice(2), [
      '  1 │ RUN a \\',
      '    │ ^^^^^^^',
      '  2 │     && b \\',
      '    │     ^^^^^^',
      '  3 │',
      '  … │ 2 more',
      '',
      '',
    ]);
  });

  it('shows findings about one thing as one line', async () => {
    const group = { key: 'c', subject: 'container "web"', fixTitle: 'Harden container', item: 'memory limit' };
    const output = await report('text', [
      {
        path: 'pod.yaml',
        text: 'name: web\n',
        findings: [
          { at: 'web', rule: 'kubernetes/missing-memory-limit', severity: 'info', group },
          { at: 'web', rule: 'kubernetes/undropped-capabilities', severity: 'info', group: { ...group, item: 'dropped capabilities' } },
        ],
      },
    ]);
    assert.equal(
      output,
      `pod.yaml:1:7 info 2 rules
  Missing on container "web": memory limit and dropped capabilities
  1 │ name: web
    │       ^^^
  rules kubernetes/missing-memory-limit, kubernetes/undropped-capabilities

2 findings in 1 file: 2 infos
`,
    );
  });

  it('stands spans at the very end and in an empty file', async () => {
    for (const text of ['', 'FROM a\n', 'FROM a']) {
      const output = await report('text', [{ text, findings: [{ at: { start: text.length, end: text.length } }] }]);
      assert.match(output, /│ +\^\n/);
    }
  });

  it('lets nothing through that a terminal would obey', async () => {
    const output = await report('text', [
      { path: 'a\u001b[2J/Dockerfile', text: 'FROM \u001b[31mx\u0007\n', findings: [{ at: 'x', message: 'an \u001b[0m "x"' }] },
    ]);
    assert.doesNotMatch(output, /[\u001b\u0007]/);
  });

  it('colors only when it is told to', async () => {
    const files: FileSketch[] = [{ text: 'FROM a\n', findings: [{ at: 'a', fixes: [FIX] }] }];
    assert.match(await report('text', files, [], { colors: true }), /\u001b\[/);
    assert.doesNotMatch(await report('text', files), /\u001b\[/);
  });

  it('sums up what was found, fixed and held back', async () => {
    const text = 'FROM a\n';
    const files: FileSketch[] = [
      {
        text,
        findings: [{ at: 'a', severity: 'error', fixes: [SAFE] }, { at: 'a', fixes: [FIX] }, { at: 'a' }],
        suppressed: [{ at: 'a' }],
      },
      { text },
    ];
    const last = async (more: Partial<Totals> = {}, of = files) => (await report('text', of, [], more)).split('\n\n').at(-1)?.trimEnd();
    assert.equal(
      await last(),
      '3 findings in 1 of 2 files: 1 error, 2 warnings\n1 can be fixed with --fix, 1 more with --fix --unsafe-fixes\n1 finding held back by comments',
    );
    assert.equal(await last({ fixed: 2, filesFixed: 1 }, [{ text }]), 'Fixed 2 findings in 1 file\nNo findings in 1 file');
    assert.equal(
      await last({ notChecked: new Map([['keys that are absent, in a template', 2]]) }, [{ text }]),
      'No findings in 1 file\nChecked in part, 2 files: keys that are absent, in a template',
    );
    assert.equal(await last({}, []), 'Nothing to check: no Dockerfile and no Kubernetes manifest found');
  });
});

describe('the compact report', () => {
  it('has one line per finding in the form of a compiler', async () => {
    const output = await report('compact', [{ text: 'FROM a\nFROM b\n', findings: [{ at: 'a' }, { at: 'b', severity: 'info' }] }]);
    assert.equal(
      output,
      `web/Dockerfile:1:6: warning: an image without a tag: name one [dockerfile/untagged-image]
web/Dockerfile:2:6: info: an image without a tag: name one [dockerfile/untagged-image]
`,
    );
  });
});

describe('the JSON report', () => {
  it('has the shape that programs rely on', async () => {
    const text = '# 🚢\r\nFROM "🚢" node';
    const output = await report('json', [
      {
        text,
        findings: [{ at: 'node', equivalents: ['hadolint:DL3006', '~kics:untagged'], fixes: [FIX, { ...FIX, title: 'another' }, SAFE] }],
      },
      { path: 'k8s/pod.yaml', text: '' },
    ]);
    assert.deepEqual(JSON.parse(output), {
      files: [
        {
          path: 'web/Dockerfile',
          findings: [
            {
              rule: 'dockerfile/untagged-image',
              severity: 'warning',
              message: 'an image without a tag: name one',
              range: { start: { line: 1, character: 10 }, end: { line: 1, character: 14 } },
              equivalents: ['hadolint:DL3006', 'kics:untagged'],
              fixes: [
                { title: 'Name the tag 24', safe: false },
                { title: 'Write FROM', safe: true },
              ],
            },
          ],
        },
        { path: 'k8s/pod.yaml', findings: [] },
      ],
    });
  });

  it('is a document of its own when nothing was linted', async () => {
    assert.deepEqual(JSON.parse(await report('json', [])), { files: [] });
  });
});

describe('the GitHub report', () => {
  it('writes workflow commands, the gravest first', async () => {
    const output = await report(
      'github',
      [
        {
          path: 'a,b:c%/Dockerfile',
          text: 'FROM a\nRUN b \\\n  c\n',
          findings: [
            { at: 'a', severity: 'hint', message: '100 %\nsure' },
            { at: 'b \\\n  c', severity: 'error' },
          ],
        },
      ],
      [{ path: 'k8s/x.yaml', message: 'permission denied: make it readable' }],
      { quiet: true },
    );
    assert.equal(
      output,
      `::error file=k8s/x.yaml,title=seaworthy::k8s/x.yaml: permission denied: make it readable
::error file=a%2Cb%3Ac%25/Dockerfile,line=2,endLine=3,title=dockerfile/untagged-image::an image without a tag: name one
::notice file=a%2Cb%3Ac%25/Dockerfile,line=1,endLine=1,col=6,endColumn=7,title=dockerfile/untagged-image::100 %25%0Asure
`,
    );
  });

  it('counts paths from the root of the checkout', async () => {
    const output = await report('github', [{ text: 'FROM a\n', findings: [{ at: 'a' }] }], [], { githubWorkspace: '/home', quiet: true });
    assert.match(output, /^::warning file=shop\/web\/Dockerfile,/);
  });
});

describe('the JUnit report', () => {
  it('has a suite per file, a failed case per finding and an error per file that could not be read', async () => {
    const output = await report(
      'junit',
      [
        { text: 'FROM a\n', findings: [{ at: 'a', message: 'is "<a>" & \u0000 more' }] },
        { path: 'clean/Dockerfile', text: '' },
      ],
      [{ path: 'k8s/x.yaml', message: 'permission denied' }],
    );
    assert.equal(
      output,
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="seaworthy" tests="3" failures="1" errors="1" time="0">
  <testsuite name="web/Dockerfile" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase name="dockerfile/untagged-image at 1:6" classname="web/Dockerfile" time="0">
      <failure message="is &quot;&lt;a&gt;&quot; &amp; \ufffd more" type="warning">web/Dockerfile:1:6: is &quot;&lt;a&gt;&quot; &amp; \ufffd more</failure>
    </testcase>
  </testsuite>
  <testsuite name="clean/Dockerfile" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="no findings" classname="clean/Dockerfile" time="0"/>
  </testsuite>
  <testsuite name="k8s/x.yaml" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase name="readable" classname="k8s/x.yaml" time="0">
      <error message="permission denied" type="error"/>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });
});

/** The published schema is draft 4, with patterns that are no valid Unicode patterns. */
const isValidSarif = (() => {
  const folder = join(dirname(require.resolve('@microsoft/jest-sarif')), 'schemas');
  const name = readdirSync(folder).find((file) => /2\.1\.0.*\.json$/.test(file)) ?? '';
  const ajv = new AjvDraft04({ unicodeRegExp: false, strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(folder, name), 'utf8')) as object);
  return (log: unknown) => {
    validate(log);
    return validate.errors ?? [];
  };
})();

describe('the SARIF report', () => {
  const sarif = async (...args: Parameters<typeof report> extends [FormatName, ...infer Rest] ? Rest : never) => {
    const log = JSON.parse(await report('sarif', ...args)) as Log;
    assert.deepEqual(isValidSarif(log), []);
    const [run] = log.runs;
    assert.ok(run?.results);
    return { run, results: run.results };
  };
  const first = <T>(list: readonly T[] | undefined): T => {
    assert.ok(list?.[0] !== undefined);
    return list[0];
  };
  const prints = (results: readonly Result[]) => results.map((result) => result.partialFingerprints?.['seaworthyFinding/v1']);

  it('would be refused by the schema with a wrong level or without a message', () => {
    const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ level: 'grave' }] }] };
    assert.equal(isValidSarif(log).length > 0, true);
  });

  it('says that a clean run found nothing', async () => {
    const { run, results } = await sarif([{ text: '' }]);
    assert.deepEqual(results, []);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.equal(first(run.invocations).executionSuccessful, true);
  });

  it('names place, rule, fix and related places, with relative URIs', async () => {
    const text = 'FROM 🚢 AS a\nFROM node\n';
    const { run, results } = await sarif(
      [
        {
          path: 'a b/é#1/Dockerfile',
          text,
          findings: [
            {
              at: 'node',
              severity: 'info',
              equivalents: ['hadolint:DL3006'],
              fixes: [FIX],
              related: [{ at: { start: 5, end: 7 }, message: 'as here' }],
            },
          ],
        },
      ],
      [],
      { docsBase: 'https://docs.example.com/rules' },
    );
    const artifactLocation = { uri: 'a%20b/%C3%A9%231/Dockerfile', uriBaseId: '%SRCROOT%' };
    const { partialFingerprints, ...result } = first(results);
    assert.ok(partialFingerprints);
    assert.deepEqual(result, {
      ruleId: 'dockerfile/untagged-image',
      ruleIndex: 0,
      level: 'note',
      message: { text: 'an image without a tag: name one' },
      locations: [{ physicalLocation: { artifactLocation, region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 10 } } }],
      relatedLocations: [
        {
          id: 0,
          message: { text: 'as here' },
          physicalLocation: { artifactLocation, region: { startLine: 1, startColumn: 6, endLine: 1, endColumn: 8 } },
        },
      ],
      fixes: [
        {
          description: { text: 'Name the tag 24' },
          artifactChanges: [
            {
              artifactLocation,
              replacements: [
                { deletedRegion: { startLine: 1, startColumn: 10, endLine: 1, endColumn: 10 }, insertedContent: { text: ':24' } },
              ],
            },
          ],
          properties: { safe: false },
        },
      ],
      properties: { equivalents: ['hadolint:DL3006'] },
    });
    const rule = first(run.tool.driver.rules);
    assert.equal(rule.id, 'dockerfile/untagged-image');
    assert.equal(rule.helpUri, 'https://docs.example.com/rules/dockerfile/untagged-image.md');
    assert.equal(rule.help?.markdown, '# dockerfile/untagged-image\n');
  });

  it('counts URIs from the root of the repository', async () => {
    const { results } = await sarif([{ text: 'FROM a', findings: [{ at: 'a' }] }], [], { repository: '/home' });
    assert.equal(first(first(results).locations).physicalLocation?.artifactLocation?.uri, 'shop/web/Dockerfile');
  });

  it('keeps its fingerprints while lines move, and tells equal lines apart', async () => {
    const of = async (text: string) =>
      prints((await sarif([{ text, findings: [{ at: 'node' }, { at: { start: text.lastIndexOf('node'), end: text.length } }] }])).results);
    const before = await of('FROM node\nFROM node');
    assert.equal(new Set(before).size, 2);
    assert.deepEqual(await of('# new\n\nFROM   node\nRUN a\n  FROM node'), before);
    assert.notDeepEqual(await of('FROM node:1\nFROM node'), before);
  });

  it('shows what is held back, with the reason', async () => {
    const { results } = await sarif([
      { text: 'FROM a', findings: [{ at: 'a' }], suppressed: [{ at: 'FROM', reason: 'built once' }, { at: 'a' }] },
    ]);
    assert.deepEqual(
      results.map(({ suppressions }) => suppressions),
      [[{ kind: 'inSource', status: 'accepted', justification: 'built once' }], [], [{ kind: 'inSource', status: 'accepted' }]],
    );
  });

  it('tells of files that could not be read and of rules that failed', async () => {
    const { run } = await sarif(
      [{ text: '', crashes: [{ rule: 'dockerfile/x', error: 'TypeError' }] }],
      [{ path: 'k8s/x.yaml', message: 'permission denied' }],
    );
    const invocation = first(run.invocations);
    assert.equal(invocation.executionSuccessful, false);
    assert.deepEqual(
      invocation.toolExecutionNotifications?.map(({ message }) => message.text),
      ['rule dockerfile/x failed on this file: TypeError', 'k8s/x.yaml: permission denied'],
    );
  });

  it('does not hash a megabyte for each finding of a minified file', async () => {
    const text = `${'{"a":1},'.repeat(50_000)}`;
    const findings = Array.from({ length: 2000 }, (_, i) => ({ at: { start: i * 8, end: i * 8 + 1 } }));
    const { results } = await sarif([{ text, findings }]);
    assert.equal(results.length, 2000);
  });
});

describe('every report', () => {
  for (const format of FORMATS) {
    it(`as ${format} ends well without files and with odd ones`, async () => {
      await report(format, []);
      const odd = await report(
        format,
        [{ path: 'a\nb"<%>', text: '\ud800\u0000\t"', findings: [{ at: { start: 0, end: 4 }, message: '\ud800 \u0000 ]]> " \n' }] }],
        [{ path: '\ud800', message: '"\n' }],
      );
      if (format === 'json') JSON.parse(odd);
      if (format === 'sarif') assert.deepEqual(isValidSarif(JSON.parse(odd)), []);
      if (format === 'compact') assert.equal(odd.trimEnd().split('\n').length, 1);
    });
  }
});
