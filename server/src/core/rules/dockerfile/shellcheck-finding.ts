import { flag, stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'dockerfile/shellcheck-finding',
  category: 'shell',
  on: 'program',
  summary: 'ShellCheck, where it is installed, has something to say about a script of a RUN',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    said: '{message} (ShellCheck SC{code})',
  },
  docs: {
    description:
      'Every script of a RUN for sh, dash, bash or ksh (shell form, heredoc, or the string of a JSON form with sh -c) is handed to the program ShellCheck, when it is installed and this rule is on: profile all, or named in the configuration. Its comments are shown at their place in the Dockerfile, but for the codes that a rule of ours which is on judges by itself (SC2086 is dockerfile/unquoted-expansion); the option everything shows these too, where our rule has nothing to say. ARG and ENV are made known to it; # shellcheck disable= in a heredoc, above the RUN or between its lines holds. ShellCheck decides by /bin/sh of the image: dash on Debian and Ubuntu, bash on Red Hat and its kin.',
    rationale:
      'ShellCheck knows several hundred mistakes in shell scripts. The ones that matter most in a Dockerfile are found without it; it adds the rest.',
    impact: 'The edits are those that ShellCheck itself proposes.',
    audit: 'shellcheck --shell=dash SCRIPT',
    remediation: 'The wiki of ShellCheck has a page for each code.',
    defaultValue: 'Off, and without effect where the program is not installed.',
    references: ['ShellCheck'],
    limits:
      'Which comments there are depends on the version that is installed. The program gets the scripts by standard input and reads no other file; in the browser and in a workspace that is not trusted it is not started.',
  },
  equivalents: [],
  options: {
    exclude: stringList([], 'Codes that are not shown, such as SC2034.'),
    everything: flag(false, 'Show also the codes that a rule of Seaworthy judges by itself, where that rule has nothing to say.'),
  },
  examples: [],
  *check() {
    // Made by the engine from what the program said; see core/shellcheck.
  },
});
