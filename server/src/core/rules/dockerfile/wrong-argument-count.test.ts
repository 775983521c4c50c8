import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './wrong-argument-count.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags('FROM without an image', '«FROM»\n', 'FROM has nothing to work on, so it is refused or does nothing: add an image', {
    severity: 'error',
    equivalents: ['dockerfile-utils:ARGUMENT_MISSING', 'dockerfilelint:required_params', 'dockerfilelint:missing_args'],
  });
  flags(
    'FROM with two words',
    'FROM «a b»\n',
    'FROM takes an image, or an image, AS and a name, so the build stops here: give it one word or three',
    {
      equivalents: ['dockerfile-utils:ARGUMENT_REQUIRES_ONE_OR_THREE'],
    },
  );
  flags('FROM with four words', 'FROM «a AS b c»\n', { includes: ['dockerfilelint:extra_args'] });
  flags('FROM with flags alone', '«FROM» --platform=linux/amd64\n');
  flags(
    'COPY with one path',
    'FROM a\nCOPY --chown=1 «b»\n',
    'COPY takes at least two paths, so the build stops here: add a source and a target',
    {
      equivalents: ['dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_TWO'],
    },
  );
  flags('COPY and ADD with none', 'FROM a\n«COPY»\n«ADD» --link\n');
  flags('ADD with one path as JSON', 'FROM a\nADD «["b"]»\n');
  flags(
    'ENV and LABEL with a name alone',
    'FROM a\nENV «B»\nLABEL «c»\n',
    '"B" has no value, so the build stops here: write ENV NAME=value',
    {
      equivalents: ['dockerfile-utils:ARGUMENT_REQUIRES_TWO'],
    },
  );
  flags('USER and STOPSIGNAL with two words', 'FROM a\nUSER b «c»\nSTOPSIGNAL 9 «15 1»\n', /USER takes one word/, {
    equivalents: ['dockerfile-utils:ARGUMENT_EXTRA', 'dockerfilelint:extra_args'],
  });
  flags('WORKDIR with blanks, as a hint', 'FROM a\nWORKDIR «/a b»\n', /one path with blanks/, {
    severity: 'hint',
    equivalents: ['dockerfilelint:invalid_workdir'],
  });
  flags('HEALTHCHECK CMD with nothing', 'FROM a\nHEALTHCHECK --interval=1s «CMD»\n', /add NONE, or CMD command/, {
    equivalents: ['dockerfile-utils:HEALTHCHECK_CMD_ARGUMENT_MISSING'],
  });
  flags('HEALTHCHECK CMD with an empty array', 'FROM a\nHEALTHCHECK «CMD» []\n');
  flags('HEALTHCHECK NONE with more', 'FROM a\nHEALTHCHECK NONE «b c»\n', /takes nothing behind it/, {
    equivalents: ['dockerfile-utils:ARGUMENT_UNNECESSARY', 'dockerfilelint:extra_args'],
  });
  flags('SHELL and VOLUME with an empty array', 'FROM a\nSHELL «[]»\nVOLUME «[]»\n', { includes: ['dockerfile-utils:SHELL_REQUIRES_ONE'] });
  flags(
    'everything else with nothing',
    'FROM a\n«ARG»\n«CMD»\n«ENTRYPOINT»\n«ENV»\n«EXPOSE»\n«HEALTHCHECK»\n«LABEL»\n«MAINTAINER»\n«ONBUILD»\n«RUN»\n«SHELL»\n«STOPSIGNAL»\n«USER»\n«VOLUME»\n«WORKDIR»\n',
  );
  flags('a trigger', 'FROM a\nONBUILD «RUN»\nONBUILD COPY «b»\n');

  passes(
    'what each of them takes',
    'FROM a\nFROM a AS b\nARG B C=d\nCMD b c\nCMD []\nENTRYPOINT []\nCOPY b c d\nCOPY ["b c", "d"]\nADD b c\nENV B c d\nENV B=c D=e\nENV B=\nLABEL b=c\nLABEL b c\nEXPOSE 1 2\nUSER b:c\nWORKDIR /b\nWORKDIR "/b c"\nVOLUME /b /c\nVOLUME ["/b"]\nSTOPSIGNAL 9\nSHELL ["b", "-c"]\nHEALTHCHECK NONE\nHEALTHCHECK CMD b\nHEALTHCHECK CMD ["b"]\nONBUILD RUN b\nMAINTAINER b c\nRUN b\n',
  );
  passes('a heredoc as the source', 'FROM a\nCOPY <<EOF /b\nc\nEOF\nRUN <<EOF\nb\nEOF\n');
  passes('a quoted user', 'FROM a\nUSER "b c"\n');
  passes('an unknown instruction', 'FROM a\nFOO\n');
  passes('an unknown kind of HEALTHCHECK, which is another matter', 'FROM a\nHEALTHCHECK b\n');

  flags(
    'a whole file',
    `ARG PYTHON=3.14
FROM «python:\${PYTHON}-slim runtime»
WORKDIR «/opt/my app»
ENV PYTHONUNBUFFERED=1 \\
    PIP_NO_CACHE_DIR=1
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY «.»
EXPOSE 8080
USER 10001
CMD ["python", "-m", "app"]
`,
  );
});
