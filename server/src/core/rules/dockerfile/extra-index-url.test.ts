import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import extraIndexUrl from './extra-index-url.js';

const file = (lines: string) => `FROM python:3.14-slim\n${lines}\n`;
const URL = 'https://pypi.example.com/simple';

ruleSuite(extraIndexUrl, ({ flags, passes }) => {
  flags('an option', file(`RUN pip install «--extra-index-url» ${URL} a`), /^pip takes the highest version from any index/, {
    severity: 'info',
    equivalents: ['semgrep:dockerfile-pip-extra-index-url'],
  });
  flags('an option with its value', file(`RUN python -m pip install «--extra-index-url»=${URL} -r r.txt`));
  flags('beside another index', file(`RUN pip install -i ${URL} «--extra-index-url» https://pypi.org/simple a`));
  flags('uv that compares all', file(`RUN uv pip install «--extra-index-url» ${URL} --index-strategy unsafe-best-match a`));
  flags(
    'variables',
    file(`ENV A=1 «PIP_EXTRA_INDEX_URL=${URL}»\nARG «PIP_EXTRA_INDEX_URL=${URL}»\nRUN «PIP_EXTRA_INDEX_URL»=${URL} pip install a`),
    /^"PIP_EXTRA_INDEX_URL" makes pip/,
  );
  flags('a setting', file(`RUN pip config set «global.extra-index-url» ${URL}`));
  flags(
    'one line in a whole file',
    `FROM python:3.14-slim\r\nWORKDIR /app\r\nCOPY requirements.txt .\r\nRUN pip install --no-cache-dir \\\r\n  # ours\r\n  «--extra-index-url» ${URL} \\\r\n  -r requirements.txt\r\nUSER 1000\r\nCMD ["python", "main.py"]\r\n`,
  );
  passes('one index', file(`RUN pip install --index-url ${URL} a && PIP_INDEX_URL=${URL} pip install a`));
  passes('hashes', file(`RUN pip install --require-hashes --extra-index-url ${URL} -r r.txt`));
  passes('uv', file(`RUN uv pip install --extra-index-url ${URL} a && uv sync --extra-index-url ${URL}`));
  passes('an argument without value', file('ARG PIP_EXTRA_INDEX_URL'));
  passes('text', file('RUN echo --extra-index-url'));
});
