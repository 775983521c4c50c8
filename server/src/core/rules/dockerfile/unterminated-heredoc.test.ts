import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unterminated-heredoc.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags('RUN', 'FROM a\nRUN «<<EOF»\nb\n', 'No line "EOF" ends this heredoc, so it takes the rest of the file: put it alone on a line', {
    severity: 'error',
    equivalents: ['sonar:S2260'],
  });
  flags('COPY', 'FROM a\nCOPY «<<-"EOF"» /b\nc\n');
  flags('ADD', "FROM a\nADD «<<'EOF'» /b\nc");
  flags('ONBUILD, once', 'FROM a\nONBUILD RUN «<<EOF»\nb\n');
  flags('the second of two', 'FROM a\nCOPY <<A «<<B» /c\n1\nA\n2\n');
  flags('the first of two, and not what it swallowed', 'FROM a\nCOPY «<<A» <<B /c\n1\nB\n2\n');
  flags('an end with a blank behind it', 'FROM a\nRUN «<<EOF»\nb\nEOF \n', /has blanks around it/);
  flags('an end with a tab in front of it', 'FROM a\nRUN «<<EOF»\nb\n\tEOF\n', /has blanks around it/);
  flags('an opener in the last line', 'FROM a\nRUN «<<EOF»');
  passes('a heredoc with its end', 'FROM a\nRUN <<EOF\nb\nEOF\n');
  passes('tabs in front of the end of <<-', 'FROM a\nRUN <<-EOF\n\tb\n\tEOF');
  passes('CRLF', 'FROM a\r\nRUN <<EOF\r\nb\r\nEOF\r\n');
  passes('<< inside a body', 'FROM a\nRUN <<EOF\ncat <<X\nEOF\n');
  passes('<< inside quotes', 'FROM a\nRUN echo "<<EOF"\nRUN echo "a <<EOF b"\n');
  passes('a shift', 'FROM a\nRUN echo $((1 << 4))\n');
  passes('a here-string', 'FROM a\nRUN cat <<<b\n');
  passes('<< in the exec form', 'FROM a\nRUN ["cat", "<<EOF"]\n');
  passes('<< behind CMD', 'FROM a\nCMD cat <<EOF\n');
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM debian:trixie-slim
RUN <<EOF
apt-get update
apt-get install -y --no-install-recommends ca-certificates
rm -rf /var/lib/apt/lists/*
EOF
COPY <<CONF /etc/app.conf
listen = 8080
CONF
RUN «<<SETUP»
useradd --no-log-init --uid 10001 app
SETUP;
USER 10001
CMD ["app"]
`,
  );
});
