import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import unhashedPipRequirements from './unhashed-pip-requirements.js';

const file = (lines: string) => `FROM python:3.14-slim\nCOPY requirements.txt .\n${lines}\n`;

ruleSuite(unhashedPipRequirements, ({ flags, passes }) => {
  flags(
    'a file',
    file('RUN pip install --no-cache-dir -r «requirements.txt»'),
    '"requirements.txt" is installed without hashes, so a replaced release goes unnoticed: add --require-hashes',
    {
      severity: 'hint',
      equivalents: ['scorecard:Pinned-Dependencies'],
    },
  );
  flags('two files', file('RUN python -m pip install «--requirement=/a/b.txt» -r «c.txt»'));
  flags('uv', file('RUN uv pip install --system -r «requirements.txt»'));
  flags('a file that is known to have none', file('RUN pip install -r «requirements.txt»'), {
    files: { 'requirements.txt': 'flask==3.1.2\n' },
  });
  flags('an export without hashes', file('RUN poetry export --without-hashes -o r.txt && pip install -r «r.txt»'));
  flags(
    'one line in a whole file',
    'FROM python:3.14-slim\r\nWORKDIR /app\r\nCOPY requirements.txt .\r\nRUN pip install --no-cache-dir \\\r\n  # all of them\r\n  -r «requirements.txt»\r\nCOPY . .\r\nUSER 1000\r\nCMD ["python", "main.py"]\r\n',
  );
  passes('hashes', file('RUN pip install --require-hashes -r requirements.txt && PIP_REQUIRE_HASHES=1 pip install -r r.txt'));
  passes('a variable', file('ENV PIP_REQUIRE_HASHES=true\nRUN pip install -r requirements.txt'));
  passes('a file that has them', file('RUN pip install -r requirements.txt'), {
    files: { 'requirements.txt': 'flask==3.1.2 --hash=sha256:00\n' },
  });
  passes('a lock that was exported', file('RUN uv export --frozen -o r.txt && pip install -r r.txt'));
  passes('packages and projects', file('RUN pip install flask==3.1.2 && pip install . && uv sync'));
});
