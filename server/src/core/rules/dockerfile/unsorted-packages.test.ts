import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import unsortedPackages from './unsorted-packages.js';

const list = (command: string, ...packages: string[]) =>
  `FROM debian:trixie-slim\nRUN ${command}${packages.map((name) => ` \\\n    ${name}`).join('')}\n`;
const TITLE = 'Sort the packages';

ruleSuite(unsortedPackages, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a list',
    list('apt-get install -y', 'git', '«curl»', 'jq'),
    '"curl" is out of order in this list, where a second mention is easily missed: sort the lines',
    { severity: 'hint', equivalents: ['sonar:S7018', 'tally:sort-packages'], safety: 'safe' },
  );
  flags('a list of another manager', list('apk add --no-cache', 'a', 'c', '«b»'));
  flags('the part behind an option', list('apt-get install -y', 'a', 'b', 'c', '--no-install-recommends', 'f', '«e»', 'd'));
  flags(
    'one line in a whole file',
    'FROM debian:trixie-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends \\\n      curl \\\n      git \\\n      «ca-certificates» \\\n && rm -rf /var/lib/apt/lists/*\nUSER 1000\nCMD ["/app"]\n',
  );
  passes('a sorted list', list('apt-get install -y', 'a', 'B', 'c'));
  passes('a list on one line', 'FROM debian\nRUN apt-get install -y git curl jq\n');
  passes('several to a line', list('apt-get install -y', 'git curl', 'jq bc'));
  passes('two packages', list('apt-get install -y', 'b', 'a'));
  passes('variables, which part the list', list('apt-get install -y', 'c', '$X', 'b', 'd', '$Y', 'a'));
  passes('another command', list('apt-get remove -y', 'c', 'b', 'a'));
  fixes(
    'by the words alone',
    TITLE,
    'FROM debian\r\nRUN apt-get install -y \\\r\n\tgit=1:2 \\\r\n  curl   \\\r\n    jq && true\r\n',
    'FROM debian\r\nRUN apt-get install -y \\\r\n\tcurl \\\r\n  git=1:2   \\\r\n    jq && true\r\n',
  );
  offersNoFix('beside a comment', 'FROM debian\nRUN apt-get install -y \\\n  git \\\n  # for the tests\n  curl \\\n  jq\n');
});
