import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './remote-debugger.js';

const file = (rest: string) => `FROM debian:trixie-slim\n${rest}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'node',
    file('CMD ["node", «"--inspect=0.0.0.0:9229"», "a.js"]').replace('«"--inspect=0.0.0.0:9229"»', '«"--inspect=0.0.0.0:9229"»'),
    'Whoever reaches this Node.js debugger runs code in the program: listen on 127.0.0.1 or leave it out',
    { severity: 'warning' },
  );
  flags('node in a script', file('CMD exec node «--inspect-brk=[::]» a.js'));
  flags('Java', file('ENTRYPOINT java «-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,addre»ss=*:5005 -jar a.jar'));
  flags(
    'Go, Python, Ruby and GDB',
    file(
      'ENTRYPOINT dlv exec /a --headless --listen=«:2345»; python -m debugpy --listen «0.0.0.0:5678» a.py; rdbg --open --host «0.0.0.0» a.rb; gdbserver «:1234» /a',
    ),
    /Delve/,
    /Python/,
    /Ruby/,
    /GDB/,
  );
  flags('Go in the exec form', file('CMD ["/go/bin/dlv", "-l", «"0.0.0.0:40000"», "--headless", "exec", "/a"]'));
  flags(
    'variables',
    file(
      'ENV NODE_OPTIONS="«--inspect=0.0.0.0»" JAVA_TOOL_OPTIONS=«-agentlib:jdwp=transport=dt_socket,address=*:5005» JPDA_ADDRESS=«*:8000»\nCMD ["a"]',
    ),
  );
  flags('an argument that CMD adds', file('ENTRYPOINT ["node"]\nCMD [«"--inspect=0.0.0.0"», "a.js"]'));
  flags(
    'one line in a whole file',
    'FROM node:24 AS build\nWORKDIR /srv\nCOPY . .\nRUN npm ci && npm run build\nFROM node:24-slim\nCOPY --from=build /srv/dist /srv\nUSER node\nEXPOSE 8080 9229\nENTRYPOINT ["node", «"--inspect=0.0.0.0:9229"», "/srv/main.js"]\n',
  );
  passes('the loopback address', file('CMD ["node", "--inspect", "--inspect=127.0.0.1:9229", "--inspect=9229", "a.js"]'));
  passes(
    'other tools on it',
    file(
      'ENTRYPOINT dlv exec /a --listen=127.0.0.1:2345; python -m debugpy --listen 5678 a.py; java -agentlib:jdwp=address=localhost:5005',
    ),
  );
  passes('other programs on all addresses', file('CMD ["flask", "run", "--host", "0.0.0.0"]'));
  passes('stages and files for development', 'FROM node:24 AS debug\nCMD ["node", "--inspect=0.0.0.0", "a.js"]\n');
  passes('a variable that a later one replaces', file('ENV NODE_OPTIONS=--inspect=0.0.0.0\nENV NODE_OPTIONS=\nCMD ["a"]'));
});
