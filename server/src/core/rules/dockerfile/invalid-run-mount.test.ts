import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-run-mount.js';

const run = (mount: string, before = '') => `FROM alpine:3.24\n${before}RUN --mount=${mount} b\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a slip in the type', run('type=«chache»,target=/c'), '"chache" is no type of mount, so the build stops here: write cache', {
    severity: 'error',
    safety: 'safe',
  });
  flags(
    'an unknown type',
    run('type=«volume»,target=/c'),
    '"volume" is no type of mount, so the build stops here: use bind, cache, tmpfs, secret or ssh',
  );
  flags(
    'a slip in an option',
    run('type=cache,target=/c,«shraing»=locked'),
    'A mount has no option "shraing", so the build stops here: write sharing',
  );
  flags(
    'an unknown option',
    run('type=cache,target=/c,«compress»=1'),
    'A mount has no option "compress", so the build stops here: remove it',
  );
  flags('an option without a value', run('type=cache,target=/c,«id»'), '"id" has no value, so the build stops here: write id=value');
  flags(
    'sharing of a bind',
    run('type=bind,target=/c,«sharing»=locked'),
    'A mount of type bind takes no sharing, so the build stops here: remove one of them',
  );
  flags('mode, uid and gid of a bind', run('target=/c,«mode»=0700,«uid»=1,«gid»=1'));
  flags('size of a cache', run('type=cache,target=/c,«size»=1m'));
  flags('from of a secret', run('type=secret,id=a,«from»=b'));
  flags(
    'required in front of the type',
    run('«required»=true,type=secret,id=a'),
    'required in front of type=secret is refused, so the build stops here: put type= first',
  );
  flags(
    'id and source of a secret',
    run('type=secret,id=a,«source»=b'),
    'A secret is named by id or by source, not by both, so the build stops here: keep id',
  );
  flags(
    'a secret without a name',
    'FROM a\nRUN «--mount=type=secret» b\n',
    'This secret has neither id nor target, so the build stops here: add id=name',
  );
  flags(
    'a blank behind a comma',
    'FROM a\nRUN --mount=type=cache«,» target=/c b\nRUN --mount=type=cache«,»,target=/c b\n',
    'An option is missing beside this comma, so the build stops here: remove it, or the blank behind it',
    { severity: 'error' },
  );
  flags('an empty type', 'FROM a\nRUN --mount=type=«»,target=/c b\n', /^"" is no type/);
  flags('a secret with an empty name', 'FROM a\nRUN «--mount=type=secret,id=,required» b\n', /^This secret has neither/);
  flags(
    'no target without a working directory',
    'FROM alpine:3.24\nRUN «--mount=type=cache» b\n',
    'The mount has no target and would cover the whole root directory, so the build stops here: add target=path',
    { severity: 'warning' },
  );
  flags('no target in the root directory', 'FROM a\nWORKDIR /\nRUN «--mount=from=b» c\n', { severity: 'error' });
  flags('a dot in the root directory', 'FROM scratch\nRUN --mount=«target=.» c\n', { severity: 'error' });
  flags(
    'the root as target',
    run('type=bind,target=«/»', 'WORKDIR /c\n'),
    'A mount cannot cover the whole root directory, so the build stops here: choose a path below /',
  );
  flags(
    'a mode that is not octal',
    run('type=cache,target=/c,mode=«0x1»'),
    '"0x1" is no value for mode, so the build stops: write octal digits: 0755',
  );
  flags('a uid that is a name', run('type=secret,id=a,uid=«app»,gid=«-1»'), /is no value for uid/);
  flags('a size', run('type=tmpfs,target=/c,size=«much»'));
  flags('a sharing', run('type=cache,target=/c,sharing=«lock»'), /write shared, private, locked$/);
  flags('a boolean', run('type=bind,target=/c,ro=«yes»'));
  flags('a trigger and a second mount', 'FROM a\nONBUILD RUN --mount=type=cache,target=/c --mount=type=«tmp»,target=/d e\n');
  passes(
    'every option there is',
    `FROM a\nRUN ${[
      'type=bind,from=b,source=/c,target=/d,rw',
      'type=cache,id=e,target=/f,sharing=LOCKED,mode=0755,uid=1,gid=1,from=b,source=/g,readonly=false',
      'type=tmpfs,target=/h,size=64m',
      'type=secret,id=i,target=/j,required,mode=0400,uid=1,gid=1',
      'type=secret,id=k,env=L,required=true',
      'type=ssh,id=m,target=/n,mode=0600',
      'type=ssh,env=O',
      'dst=/o,src=p,ro',
    ]
      .map((mount) => `--mount=${mount}`)
      .join(' ')} q\n`,
  );
  passes('no target in a working directory', 'FROM a\nWORKDIR /src\nRUN --mount=type=bind --mount=target=. b\n');
  passes('variables', 'FROM a\nARG T=cache U=1 S=x\nRUN --mount=type=$T,target=/c --mount=type=cache,target=/c,uid=$U,sharing=$S b\n');
  passes('another frontend', '# syntax=example.com/f\nFROM a\nRUN --mount=type=volume,target=/c b\n');
  fixes('the type', 'Write secret', run('type=secert,id=a'), run('type=secret,id=a'));
  fixes('the option', 'Write target', run('type=cache,traget=/c'), run('type=cache,target=/c'));
  offersNoFix('the option is there', run('type=cache,target=/c,tagret=/d'));
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM rust:1.98-slim AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry,«share»=locked \\
    --mount=type=secret,id=token,mode=«rw» \\
    cargo build --release --locked
FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /src/target/release/shop /shop
ENTRYPOINT ["/shop"]
`,
  );
});
