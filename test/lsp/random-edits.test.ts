import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createService } from '../../server/src/core/service.js';
import { nodeServiceHost } from '../../server/src/hosts/node-service-host.js';
import { Checks, requestFor } from '../../server/src/lsp/checks.js';
import { diagnosticsOf } from '../../server/src/lsp/convert.js';
import { NO_SURROUNDINGS } from '../../server/src/lsp/contexts.js';
import type { Situation } from '../../server/src/lsp/situations.js';
import { StepBack } from '../../server/src/lsp/step-back.js';

const service = createService(nodeServiceHost);
const uri = 'file:///w/file';
const features = { codeDescription: false, relatedInformation: true, tags: true, diagnosticData: true };
const situationFor = (path: string): Situation => ({
  id: 1,
  path,
  config: service.defaultConfig(),
  configFile: undefined,
  configBroken: false,
  hints: {},
  isExcluded: false,
  settings: { scope: 'openFiles', stepBack: true, fallback: {} },
});

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: true\n  containers:\n    - name: web\n      image: nginx\n';
const STARTS = {
  Dockerfile:
    'FROM golang:1.22 AS build\nRUN go build -o /app .\nFROM alpine:latest\n# seaworthy-ignore dockerfile/root-user: test\nUSER root\nCOPY --from=build /app /app\nCMD ["/app"]\n',
  'k8s.yaml': [POD, POD.replace('web', 'db'), '# seaworthy-ignore-file kubernetes/host-pid: agents\nkind: ConfigMap\n', POD].join('---\n'),
};
/** What people type, paste and half-type. */
const PIECES = {
  Dockerfile: [
    '\n',
    ' ',
    'USER root\n',
    'FROM x AS y\n',
    'RUN <<EOF\n',
    'EOF\n',
    '\\\n',
    '# seaworthy-ignore dockerfile/latest-tag: r\n',
    '"',
    '[',
    '${',
    '\r\n',
    '😀',
    '# escape=`\n',
  ],
  'k8s.yaml': [
    '\n',
    '  ',
    '---\n',
    'hostPID: true\n',
    '- ',
    ': ',
    '{',
    '"',
    '# seaworthy-ignore kubernetes/host-pid: r\n',
    '&a ',
    '*a',
    '\t',
    '{{ .x }}',
    '\r\n',
    '😀',
    POD,
  ],
};

/** One edit: where (as a share of the text), how much goes, what comes. */
const editOf = (pieces: readonly string[]) =>
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), gone: fc.nat(12), piece: fc.constantFrom('', ...pieces) });

for (const name of ['Dockerfile', 'k8s.yaml'] as const) {
  describe(`random edits of ${name}`, () => {
    it('leave the same findings as a fresh lint of the text', async function () {
      this.timeout(60_000);
      const situation = situationFor(name);
      await fc.assert(
        fc.asyncProperty(fc.array(editOf(PIECES[name]), { minLength: 20, maxLength: 20 }), async (edits) => {
          let document = TextDocument.create(uri, name === 'Dockerfile' ? 'dockerfile' : 'yaml', 1, STARTS[name]);
          const none = new StepBack([]);
          const checks = new Checks({
            service,
            document: () => document,
            situationOf: async () => situation,
            surroundingsOf: async () => NO_SURROUNDINGS,
            stepBack: () => none,
            pace: { slice: 20, pause: async () => undefined },
            onReport: () => undefined,
          });
          checks.opened(uri);
          for (const { at, gone, piece } of edits) {
            const start = Math.floor(at * document.getText().length);
            const range = { start: document.positionAt(start), end: document.positionAt(start + gone) };
            document = TextDocument.update(document, [{ range, text: piece }], document.version + 1);
            checks.changed(uri);
            const kept = await checks.check(uri);
            const request = requestFor(document.getText(), document.languageId, situation);
            const fresh = service.check(request);
            assert.deepEqual(kept.report, fresh);
            const conversion = { uri, features, pageOf: () => undefined };
            const again = TextDocument.create(uri, document.languageId, 1, document.getText());
            assert.deepEqual(
              diagnosticsOf(kept.lines, { ...conversion, table: kept.table }),
              diagnosticsOf(service.display(request, fresh), { ...conversion, table: again }),
            );
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}
