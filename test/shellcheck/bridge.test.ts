// The real program, from the scripts of a Dockerfile to findings in it.
import * as assert from 'node:assert/strict';
import type { Finding } from '../../server/src/core/engine/finding.js';
import type { Config } from '../../server/src/core/config/types.js';
import { applyEdits } from '../../server/src/core/text/apply-edits.js';
import { shellCheckProgram } from '../../server/src/hosts/shellcheck.js';
import { unmark } from '../kit/rule-suite.js';
import { service } from '../kit/service.js';

const RULE = 'dockerfile/shellcheck-finding';
const NAMED: Config = service.readConfig(`rules: { ${RULE}: { exclude: [] } }\n`).config ?? assert.fail();
const ALL: Config = service.readConfig('profile: all\n').config ?? assert.fail();

async function findings(text: string, config: Config): Promise<readonly Finding[]> {
  const program = shellCheckProgram(undefined) ?? assert.fail('no ShellCheck');
  const request = { text, path: 'Dockerfile', config };
  const outputs = new Map<string, string>();
  for (const job of service.shellcheckJobs(request)) outputs.set(job.key, (await program.check(job)) ?? assert.fail('no answer'));
  return service.check({ ...request, shellcheck: { id: '1', outputs } }).findings.filter(({ rule }) => rule === RULE);
}

describe('ShellCheck on a Dockerfile', () => {
  const flags = (title: string, marked: string, codes: readonly string[], config: Config = NAMED): void =>
    void it(title, async () => {
      const { text, spans } = unmark(marked);
      const found = await findings(text, config);
      assert.deepEqual(
        found.map(({ at, equivalents }) => `${equivalents[0]} ${text.slice(at.start, at.end)}`),
        spans.map(({ start, end }, i) => `shellcheck:${codes[i]} ${text.slice(start, end)}`),
      );
      assert.deepEqual(
        found.map(({ at }) => at),
        spans,
      );
    });

  flags('marks the words of a RUN', 'FROM debian\nARG X\nRUN echo «$X»\n', ['SC2086']);
  flags(
    'finds its way through continuations, comments and tabs',
    'FROM debian\nARG X\nRUN a && \\\n\t# why\n\n\t\tb «$X» && \\\n  «cd /x»; c\n',
    ['SC2086', 'SC2164'],
  );
  flags(
    'marks the words of a heredoc whose tabs are taken off',
    'FROM debian\nRUN <<-EOF\n\t#!/bin/bash\n\tset -e\n\techo é😀 "a"\n\t«read» -p x y\n\techo "$y"\n\tEOF\n',
    ['SC2162'],
  );
  flags('marks the words of a JSON form', 'FROM debian\nRUN ["bash", "-c", "for f in «$(ls)»; do echo \\"$f\\"; done"]\n', ['SC2045']);
  flags('knows SHELL', 'FROM debian\nSHELL ["/bin/bash", "-c"]\nRUN [[ -f a ]] && x=(1 2) && echo "${x[0]}"\n', []);
  flags('knows what ENV holds', 'FROM debian\nENV V=1.2\nRUN echo $V && . /etc/os-release\n', []);
  flags(
    'keeps its own directives: in a heredoc, above a RUN, between its lines',
    'FROM debian\nARG X\nRUN <<EOF\n# shellcheck disable=SC2086\ntrue\necho $X\nEOF\n# shellcheck disable=SC2086\nRUN echo $X\nRUN echo \\\n # shellcheck disable=SC2086\n $X\nRUN echo «$X»\n',
    ['SC2086'],
  );
  flags('says nothing about the dialect of busybox', 'FROM alpine\nRUN [[ -f a ]] && source /x && echo -e a\n', []);
  flags(
    'leaves to rules of ours what they judge',
    'FROM debian\nARG X PACKAGES\nRUN apt-get install $PACKAGES && rm "$X" $X\nRUN export V=$(date) && [[ -f a ]]\n',
    [],
    ALL,
  );
  flags('adds what rules of ours do not know', 'FROM debian\nRUN for f in «$(ls)»; do a "$f"; done\n', ['SC2045'], ALL);

  it('hands on its edits', async () => {
    const text = 'FROM debian\nARG X\nRUN a && \\\n  # why\n  b $X `c`\n';
    const found = await findings(text, NAMED);
    const edits = found.flatMap(({ fixes }) => fixes.slice(0, 1)).filter(({ title }) => /SC2086|SC2006/.test(title));
    assert.equal(edits.length, 2);
    assert.equal(
      applyEdits(
        text,
        edits.flatMap((fix) => fix.edits),
      ),
      'FROM debian\nARG X\nRUN a && \\\n  # why\n  b "$X" $(c)\n',
    );
  });
});
