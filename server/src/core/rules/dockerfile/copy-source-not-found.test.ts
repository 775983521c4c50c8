import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './copy-source-not-found.js';

const files = { Dockerfile: '', 'src/main.go': '', 'go.mod': '', '.gitignore': 'dist/\n*.jar\n' };

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a file',
    'FROM golang\nCOPY go.mod «go.sum» ./\n',
    'There is no "go.sum" in the build context, so the build stops here: correct the path, or make it first',
    { files },
    { severity: 'hint', equivalents: [] },
  );
  flags('a file in a folder, and below a file', 'FROM golang\nCOPY «src/mian.go» /x\nADD «go.mod/x» /x\n', { files });
  flags('a folder', 'FROM golang\nCOPY «./config/» /x/\n', { files });
  passes('what is there', 'FROM golang\nCOPY go.mod src /x/\nCOPY src/main.go /y\nCOPY . /z\n', { files });
  passes('patterns and open variables', 'FROM golang\nARG A\nCOPY *.txt $A src/*.c /x/\n', { files });
  passes('what is generated', 'FROM golang\nCOPY dist /x/\nCOPY dist/app /x/\nCOPY target/app.jar /y\n', { files });
  passes('folders nobody looked into', 'FROM golang\nCOPY a/b /x\n');
  passes('what the ignore file leaves out, which has its own finding', 'FROM golang\nCOPY build /x\n', {
    files: { ...files, '.dockerignore': 'build' },
  });
  passes('other sources', 'FROM golang AS a\nFROM golang\nCOPY --from=a /no /x\nADD https://example.com/no /y\nCOPY <<no /z\nno\n', {
    files,
  });
  passes('a path above', 'FROM golang\nCOPY ../no /x\n', { files });
  flags(
    'one line in a whole file',
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod ./\nRUN go mod download\nCOPY src src\nRUN go build -o /app ./src\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nCOPY «assets» /assets\nENTRYPOINT ["/app"]\n',
    { files },
  );
});
