import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './undefined-variable.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a name that nothing sets on a bare distribution',
    'FROM alpine:3.24\nWORKDIR «$DIR»/app\n',
    'Nothing sets "DIR" here, so it is replaced by nothing: declare it with ARG or ENV',
    { severity: 'warning', equivalents: ['buildkit:UndefinedVar'] },
  );
  flags(
    'the same where the image may set it',
    'FROM registry.example.com/base:1\nUSER «${APP_USER}»\n',
    'Nothing in this file sets "APP_USER"; unless the base image does, it is replaced by nothing: declare it',
    { severity: 'info' },
  );
  flags('HOME', 'FROM debian:trixie\nENV PATH=«$HOME»/.local/bin:$PATH\n', { severity: 'warning' });
  flags(
    'a slip',
    'FROM b\nENV APP_HOME=/c\nCOPY d «${APP_HOEM}»/\n',
    'Nothing sets "APP_HOEM" here, so it is replaced by nothing: write APP_HOME',
    {
      severity: 'warning',
      safety: 'unsafe',
    },
  );
  flags(
    'short names that are alike',
    'ARG NODE=24\nFROM alpine:3\nENV MODE=1\nWORKDIR «$HOME»/«$NAME»\n',
    /^Nothing sets "HOME" here, so it is replaced by nothing: declare/,
  );
  passes('what stands around an open brace', 'FROM alpine:3\nENV A="${B:-$C"\n');
  flags('each slip', 'FROM b\nARG VERSION=1\nLABEL v=«$VERSON» w=«$VERSON»\n');
  flags('others once for each stage', 'FROM alpine:3\nEXPOSE «$PRT» $PRT\nVOLUME $PRT\nFROM alpine:3\nSTOPSIGNAL «$PRT»\n');
  flags(
    'a name that is declared below',
    'FROM a\nLABEL v=«$VERSION»\nARG VERSION=1\n',
    '"VERSION" is declared only further down, so it is replaced by nothing here: move its declaration up',
  );
  flags(
    'flags',
    'FROM alpine:3\nCOPY --chown=«$WHO» a /b\nADD --checksum=«$SUM» https://example.com/a /\nRUN --mount=type=cache,id=«$ID»,target=/c d\n',
  );
  flags(
    'an ARG of a stage and one above the first FROM',
    'ARG A=«$NOPE»\nFROM alpine:3\nARG B=«$NADA»\n',
    {},
    { equivalents: [] },
    { equivalents: ['buildkit:UndefinedVar'] },
  );
  flags('parameters of a script in a heredoc', 'FROM alpine:3\nCOPY <<EOF /start.sh\nexec b "«$@»" $1\nEOF\n');
  flags('JSON', 'FROM alpine:3\nCOPY ["a", "«$DST»/b"]\n');
  flags('patterns', 'FROM alpine:3\nENV A=«${NOPE%%.*}» B=«${NADA/a/b}»\n');
  flags(
    'a heredoc, once',
    'FROM nginx:1.30\nCOPY <<EOF /start.sh\necho «$ANSWER» $OTHER\nEOF\n',
    'The builder replaces "ANSWER" by nothing before the file is written: quote the delimiter to keep it',
    { severity: 'warning' },
  );
  flags('PATH on scratch', 'FROM scratch\nENV B=/bin A=«$PATH»\n');
  passes('declared names', 'ARG G=1\nFROM a AS b\nARG A=1 B\nENV C=$A D=$B\nFROM b\nARG G\nWORKDIR /$C/$D/$G\n');
  passes('a name that is set by the stage below', 'FROM a AS b\nENV C=1\nFROM B\nLABEL c=$C\n');
  passes('names with a fallback', 'FROM alpine:3\nENV A=${B:-c} D=${E-f} G=${H:+i} J=${K:?l}\n');
  passes('what is added to', 'FROM alpine:3\nENV CFLAGS="$CFLAGS -O2" LD_LIBRARY_PATH=/a:$LD_LIBRARY_PATH\nENV X=$PYTHONPATH:/b\n');
  passes(
    'what the image is known to set',
    'FROM golang:1.27\nWORKDIR $GOPATH/src\nFROM eclipse-temurin:25\nENV PATH=$JAVA_HOME/bin:$PATH\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER $APP_UID\n',
  );
  passes('predefined arguments', 'FROM alpine:3\nENV http_proxy=$HTTP_PROXY\nLABEL a=$SOURCE_DATE_EPOCH b=$BUILDKIT_SBOM_SCAN_STAGE\n');
  passes('what other rules tell', 'ARG G\nFROM alpine:$X\nLABEL a=$G b=$TARGETARCH\nENV A=1 B=$A\n');
  passes(
    'scripts, which are for the shell',
    'FROM alpine:3\nRUN echo $A\nCMD echo $B\nENTRYPOINT ["c", "$D"]\nHEALTHCHECK CMD e $F\nRUN <<E\n$G\nE\n',
  );
  passes('quotes and escapes', "FROM alpine:3\nENV A='$B' C=\\$D E=\"\\$F\"\nLABEL g='${H}'\nCOPY <<'E' /i\n$J\nE\n");
  passes('triggers, which run elsewhere', 'FROM alpine:3\nONBUILD COPY $A /b\n');
  passes('special names', 'FROM alpine:3\nLABEL a=$1 b=$@ c=$ d=$$\n');
  fixes(
    'the name only',
    'Write APP_HOME',
    'FROM b\nENV APP_HOME=/c\nCOPY d \\\n  "${APP_HMOE%/}/e"\n',
    'FROM b\nENV APP_HOME=/c\nCOPY d \\\n  "${APP_HOME%/}/e"\n',
  );
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
ARG PYTHON_VERSION=3.14
FROM python:\${PYTHON_VERSION}-slim AS base
ARG APP_DIR=/srv/app
ENV PATH="$APP_DIR/bin:$PATH" PYTHONUNBUFFERED=1
WORKDIR «$APPDIR»
COPY --chown=«$APP_USER» . .
RUN pip install --no-cache-dir -r requirements.txt && echo $ANYTHING
EXPOSE \${PORT:-8000}
CMD ["python", "main.py"]
`,
    /write APP_DIR$/,
    /^Nothing in this file sets "APP_USER"/,
  );
});
