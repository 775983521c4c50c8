import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-image-reference.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'capitals in the path',
    'FROM «Alpine:3»\n',
    '"Alpine:3" has capitals in its path, which no registry takes: write it in lower case',
    {
      severity: 'error',
      equivalents: ['dockerfile-utils:INVALID_REFERENCE_FORMAT'],
    },
  );
  flags('an empty tag', 'FROM «alpine:»\n', /ends its name with a colon/);
  flags('a bad tag', 'FROM «alpine:-3»\nFROM «alpine:3+1» AS b\n', /has a tag that no registry takes/);
  flags('a bad digest', 'FROM «alpine@sha256:123»\n', /no valid digest/);
  flags('a digest that is too short', `FROM «alpine@sha256:${'a'.repeat(63)}»\n`, /no valid digest/);
  flags('a bad path', 'FROM «a//b»\nFROM «alpine_:3»\n', /a path that no registry takes/);
  flags('a URL', 'FROM «https://example.com/a»\n', /names no host/);
  flags('an image id', `FROM «${'ab12'.repeat(16)}»\n`, /An image id/);
  flags('an empty name', 'FROM «""»\n', /No image is named/, { equivalents: [] });
  flags('a default that makes none', 'ARG B=Alpine\nFROM «$B:3»\n', /capitals/);
  flags('an open brace', 'FROM «alpine:${»\n', /cannot be read/);
  flags('COPY --from', 'FROM a\nCOPY --from=«Nginx» b c\n', { equivalents: [] });
  flags('RUN --mount from=', 'FROM a\nRUN --mount=type=bind,from=«B:»,target=/b c\n', { equivalents: [] });
  flags(
    'a placeholder, as an info',
    'FROM «BASE_IMAGE»\n',
    '"BASE_IMAGE" is no image until a script replaces it: declare it as ARG and write FROM $NAME',
    {
      severity: 'info',
    },
  );

  passes(
    'the usual forms',
    `FROM scratch\nFROM a/b\nFROM localhost:5000/a/b:C_1.d-e@sha256:${'0'.repeat(64)}\nFROM HOST.example.com/a\nFROM [::1]:5000/a\nFROM "alpine:3"\n`,
  );
  passes('a stage in another case', 'FROM a AS Base\nFROM BASE\nCOPY --from=Base b c\nRUN --mount=from=BASE d\n');
  passes('a variable without default', 'ARG B\nFROM $B\nFROM a:${C}\n');
  passes('a variable in COPY --from, which is another matter', 'FROM a\nCOPY --from=$B c d\n');
  passes('a number', 'FROM a\nCOPY --from=0 c d\nCOPY --from=9 c d\n');
  passes('FROM without an image', 'FROM\n');

  flags(
    'a whole file',
    `ARG REGISTRY=registry.example.com
FROM \${REGISTRY}/tools/builder:1.4 AS Build
WORKDIR /src
COPY . .
RUN make

FROM «\${REGISTRY}/Runtime/base:2»
COPY --from=build /src/app /app
COPY --from=«busybox:» /bin/busybox /bin/
USER 65532
ENTRYPOINT ["/app"]
`,
  );
});
