import * as assert from 'node:assert/strict';
import { contextOf } from '../../../../test/kit/context.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import { applyEdits } from '../text/apply-edits.js';
import { rewriteMultiStage } from './multi-stage.js';

function rewrite(text: string, files: Readonly<Record<string, string>>): string {
  const result = rewriteMultiStage(readDockerfile(text), contextOf(files));
  return 'refused' in result ? result.refused : (applyEdits(text, result.edits).split(/\n(?=FROM)/)[1] ?? '');
}

const go = (rest: string) => `FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\n${rest}\n`;
const RUNTIME = 'FROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /src\nCOPY --from=build /app /app\n';

describe('rewrite into two stages: the files around', () => {
  const scripted = 'COPY run.sh /\nENTRYPOINT ["/run.sh"]\nCMD ["/app", "serve"]';
  const system =
    'FROM debian:trixie-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends ca-certificates tzdata \\\n && rm -rf /var/lib/apt/lists/*\nWORKDIR /src\nCOPY --from=build /app /app\n';
  for (const [title, script, expected] of [
    ['hands over to CMD', '#!/bin/sh\nset -e\nmkdir -p /data\nexec "$@"\n', `${system}${scripted}\n`],
    ['names the program', '#!/bin/bash\necho starting\nexec /app "$@"\n', `${system}${scripted}\n`],
    [
      'calls what only the build has',
      '#!/bin/sh\nmake seed\nexec "$@"\n',
      'the script "run.sh" calls "make", which the runtime stage may not have',
    ],
    ['starts another program', '#!/bin/sh\nexec /other\n', 'what starts is not "app", which go build makes'],
    [
      'ends with something else',
      '#!/bin/sh\nif [ -n "$X" ]; then exec "$@"; fi\n',
      'what the script "run.sh" starts in the end is not certain',
    ],
    ['needs nothing that is written', '#!/usr/bin/python3\nprint(1)\n', /the script "run\.sh", which cannot be read here/],
  ] as const)
    it(`a start script that ${title}`, () => {
      const result = rewrite(go(scripted), { 'run.sh': script });
      if (typeof expected === 'string') assert.equal(result, expected);
      else assert.match(result, expected);
    });

  it('a start script that comes along with the sources', () => {
    const text = 'FROM golang:1.27-alpine\nWORKDIR /src\nCOPY run.sh main.go ./\nRUN go build -o /app\nCMD ["./run.sh"]\n';
    assert.equal(
      rewrite(text, { 'run.sh': '#!/bin/bash\ncd /src\nexec /app\n' }),
      'FROM alpine:3.24\nRUN apk add --no-cache tzdata bash\nWORKDIR /src\nCOPY --from=build /app /app\nCOPY --from=build /src/run.sh /src/run.sh\nCMD ["./run.sh"]\n',
    );
  });

  it('wait-for-it, whose purpose is known', () => {
    assert.match(
      rewrite(go('COPY wait-for-it.sh /\nCMD ["/wait-for-it.sh", "db:5432", "--", "/app"]'), {}),
      /^FROM debian:trixie-slim[^]*COPY --from=build \/app \/app\nCOPY wait-for-it\.sh \/\nCMD/,
    );
  });

  it('folders with an everyday name, unless the ignore file leaves them out', () => {
    const files = { 'templates/a.html': '', 'static/a.css': '', 'internal/a.go': '', 'go.mod': '', '.dockerignore': 'static\n' };
    assert.equal(
      rewrite(go('CMD ["/app"]'), files),
      `${RUNTIME}COPY --from=build /src/templates /src/templates\nUSER 65532:65532\nCMD ["/app"]\n`,
    );
  });

  for (const [title, word, files, expected] of [
    ['is there', 'app.yaml', { 'app.yaml': '' }, 'COPY --from=build /src/app.yaml /src/app.yaml\n'],
    ['lies in a folder', '--config=conf/app.yaml', { 'conf/app.yaml': '' }, 'COPY --from=build /src/conf/app.yaml /src/conf/app.yaml\n'],
    ['is not there', './data/x.yaml', { 'go.mod': '' }, ''],
    ['is left out', 'app.yaml', { 'app.yaml': '', '.dockerignore': '*.yaml\n' }, ''],
  ] as const)
    it(`a file of the start command that ${title}`, () => {
      const start = `CMD ["/app", "${word}"]`;
      assert.equal(rewrite(go(start), files), `${RUNTIME}${expected}USER 65532:65532\n${start}\n`);
    });

  it('a file of the start command where nobody has looked', () => {
    const result = rewriteMultiStage(readDockerfile(go('CMD ["/app", "-c", "etc/app.yaml"]')));
    assert.ok('refused' in result);
    assert.match(result.refused, /"etc\/app\.yaml", which the program is started with/);
  });

  it('pnpm start and Next.js', () => {
    const node = (start: string) =>
      `FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nRUN pnpm install\nRUN pnpm build\nCMD ["pnpm", "${start}"]\n`;
    const files = {
      'package.json': '{"scripts":{"start":"next start -p 80","serve":"node dist/a.js","preserve":"tsc"}}',
      'public/a.ico': '',
    };
    assert.equal(
      rewrite(node('start'), files),
      'FROM node:24-slim\nWORKDIR /srv\nCOPY --from=build /srv/package.json /srv/package.json\nCOPY --from=build /srv/node_modules /srv/node_modules\nCOPY --chown=1000:1000 --from=build /srv/.next /srv/.next\nCOPY --from=build /srv/public /srv/public\nUSER 1000:1000\nCMD ["./node_modules/.bin/next", "start", "-p", "80"]\n',
    );
    assert.match(rewrite(node('serve'), files), /the script "preserve" of package\.json/);
  });
});
