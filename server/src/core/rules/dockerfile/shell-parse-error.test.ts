import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './shell-parse-error.js';

const FROM = 'FROM alpine:3.24\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags('a quote', `${FROM}RUN echo «"»abc\n`, '""" is opened here and never closed, so that the shell refuses the script: close it', {
    severity: 'error',
    equivalents: ['shellcheck:SC1072', 'shellcheck:SC1073'],
  });
  flags('an apostrophe', `${FROM}RUN echo it«'»s\n`, /^"'" is opened/);
  flags('a substitution', `${FROM}RUN echo «$(»date\n`, /^"\$\(" is opened/);
  flags('an expansion', `${FROM}RUN echo «\${»x\n`, /^"\$\{" is opened/);
  flags('backquotes', `${FROM}RUN echo «\`»date\n`);
  flags('if without fi', `${FROM}RUN if a; then «b»\n`, '"if" has no "fi" up to here, so that the shell refuses the script: add it');
  flags('a loop without done', `${FROM}RUN for i in 1 2; do a «$i»\n`, /^"for" has no "done"/);
  flags('case without esac', `${FROM}RUN case $x in a) «b;;»\n`, /^"case" has no "esac"/);
  flags('a group without its brace', `${FROM}RUN { «a;»\n`, /"\}"/);
  flags('a subshell without its bracket', `${FROM}RUN (a «b»\n`, /"\)"/);
  flags('no then', `${FROM}RUN if a; b; «fi»\n`, '"then" is expected here, so that the shell refuses the script: add it');
  flags(
    'nothing behind &&',
    `${FROM}RUN a «&&»\n`,
    'A command is missing by "&&", so that the shell refuses the script: add it, or drop the operator',
  );
  flags(
    'nothing in front of &&',
    `${FROM}RUN «&&» a\n`,
    '"&&" cannot stand here, so that the shell refuses the script: remove it, or quote it',
  );
  flags('&& twice, through a continuation', `${FROM}RUN a «&&» \\\n  && b\n`);
  flags('a bracket', `${FROM}RUN echo a «)»\n`);
  flags('a heredoc', `${FROM}RUN <<EOF\nif a; then\n  «b»\nEOF\n`);
  flags('CMD', `${FROM}CMD exec app «"»x\n`);
  flags('ENTRYPOINT', `${FROM}ENTRYPOINT a «&&»\n`);
  flags('HEALTHCHECK', `${FROM}HEALTHCHECK CMD curl -f http://localhost || (exit «1»\n`);
  flags('the string of a JSON form', `${FROM}RUN ["sh", "-c", "if a; then «b»"]\n`);
  flags('a script inside', `${FROM}RUN su app -c 'echo «"»x'\n`);
  flags(
    'brackets too many to read',
    `${FROM}RUN «echo»${' $('.repeat(250)}\n`,
    'The shell cannot read this script from here on: look for quotes and brackets that are not closed',
  );

  passes('bash in sh, which parses', `${FROM}RUN [[ a == b ]] && x=(1 2) && a <(b) <<< c && function f { d; }\n`);
  passes('if, case, loops', `${FROM}RUN if a; then b; fi && case x in a) b ;; esac && while a; do b; done && (a) && { b; }\n`);
  passes('PowerShell', 'FROM mcr.microsoft.com/powershell:7\nSHELL ["pwsh", "-Command"]\nRUN if ($x) { "a" \n');
  passes('another interpreter', `${FROM}RUN <<EOF\n#!/usr/bin/env python3\nprint("(")\nif x:\n  pass\nEOF\n`);
  passes('another program', `${FROM}RUN python3 <<EOF\nprint('it''s'\nEOF\n`);
  passes('another SHELL', `${FROM}SHELL ["/usr/bin/python3", "-c"]\nRUN print("a" if x else "b"\n`);
  passes('a line that is still being typed', `${FROM}RUN if a; then \\\n`);
  passes('a heredoc without end', `${FROM}RUN <<EOF\nif a; then\n`);
  passes('a JSON form without a shell', `${FROM}CMD ["a", "it's", "&&"]\n`);
  passes('a comment between lines', `${FROM}RUN a && \\\n  # it's\n  b\n`);

  flags(
    'a whole file',
    [
      'FROM debian:trixie-slim',
      'RUN set -eux; \\',
      '    for key in a b; do \\',
      '      gpg --recv-keys "$key"; \\',
      '    done; \\',
      "    echo 'done'",
      'RUN if [ "$TARGETARCH" = amd64 ]; then \\',
      '      curl -fsSO https://example.com/amd64; \\',
      '    else \\',
      '      curl -fsSO «https://example.com/arm64»',
      'USER 10001',
      'CMD ["app"]',
      '',
    ].join('\n'),
    /^"if" has no "fi"/,
  );
});
