import { defineRule } from '../../engine/rule.js';
import { commandsOf } from '../../knowledge/compile-steps.js';
import { hasOption } from '../../knowledge/command-line.js';
import {
  DOWNLOADERS,
  PROOF_FILE,
  checksContent,
  downloadOf,
  isInterpreter,
  mentionsOf,
  readsProgram,
  runs,
  savedTo,
  shortUrl,
  spanOfSource,
  useOf,
} from '../../knowledge/downloads.js';
import type { Download } from '../../knowledge/downloads.js';
import { nextInStage } from '../../knowledge/stage-chain.js';
import type { ShellCommand } from '../../model/shell/types.js';

/** Places of repository lists and keys, which the package manager verifies with. */
const REPOSITORY = /^(?:\/etc\/(?:apt|apk|yum\.repos\.d|zypp|pki)|\/usr\/share\/keyrings|\/usr\/local\/share\/ca-certificates)(?:\/|$)/;

/** Run at once: that is dockerfile/curl-pipe-shell. */
function isRun(download: Download, commands: readonly ShellCommand[]): boolean {
  const { command } = download;
  if (command.substitutedInto) return true;
  const file = savedTo(download);
  if (file === undefined)
    return command.pipeline.slice(command.pipeline.indexOf(command)).some((next) => isInterpreter(next) && readsProgram(next));
  return mentionsOf(commands, file, -1).some((position) => {
    const next = commands[position];
    return next !== undefined && runs(next, file);
  });
}

export default defineRule({
  id: 'dockerfile/unverified-download',
  category: 'supply-chain',
  on: 'dockerfile.runScript',
  scope: { commands: DOWNLOADERS },
  summary: 'A downloaded file is used without being verified',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    unverified: '"{file}" is kept as it was downloaded, whoever sent it: verify its checksum or signature',
  },
  docs: {
    description:
      'A RUN saves a download of curl, wget or aria2c, or unpacks or installs it, and neither this RUN nor the next of the stage verifies anything: no sha256sum and the like, openssl dgst, gpg --verify, cosign, minisign. Keys, signatures, checksums and repository lists are left alone, and so are git clone and package managers. A download that is run at once is reported by dockerfile/curl-pipe-shell, an ADD by dockerfile/add-without-checksum. One finding for each script.',
    rationale:
      'TLS says who sent the file, not that it is the one that was reviewed. Release files are replaced, hosts are taken over, mirrors are compromised; a checksum in the Dockerfile turns each of these into a failed build.',
    impact: 'The checksum has to be raised together with the version.',
    audit: 'docker history --no-trunc IMAGE | grep -E "curl|wget" lists such layers.',
    remediation:
      'echo "SUM  FILE" | sha256sum -c - behind the download, or ADD --checksum=sha256:..., or a signature with gpg --verify or cosign verify-blob.',
    defaultValue: 'Nothing verifies a download by itself.',
    references: ['CIS Docker Benchmark 4.11', 'SLSA: provenance of dependencies'],
    limits: 'Verification by a script of your own is not seen, and one verified file of several satisfies the rule.',
  },
  equivalents: ['sonar:S6474', 'cis-docker-1.6:4.11'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSL https://example.com/tool-1.4.tgz | tar -xz -C /opt\n',
      good: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://example.com/tool-1.4.tgz && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d  tool-1.4.tgz" | sha256sum -c - && tar -xzf tool-1.4.tgz -C /opt\n',
      byFix: false,
    },
  ],
  *check({ script, instruction }, ctx) {
    const { commands } = script;
    let found: Download | undefined;
    for (const command of commands) {
      const download = downloadOf(command, instruction.state);
      const [source] = download?.sources ?? [];
      if (!download || !source || hasOption(download.options, '--checksum')) continue;
      const file = savedTo(download);
      if (PROOF_FILE.test(source.url.replace(/[?#].*$/, '')) || (file !== undefined && (REPOSITORY.test(file) || PROOF_FILE.test(file))))
        continue;
      const use = useOf(download, commands);
      if ((file === undefined && use !== 'unpacked' && use !== 'installed') || isRun(download, commands)) continue;
      found = download;
      break;
    }
    const [source] = found?.sources ?? [];
    if (!source || commandsOf(instruction).some(checksContent)) return;
    const next = instruction.stage && nextInStage(ctx.model, instruction, 'RUN');
    if (next && commandsOf(next).some(checksContent)) return;
    yield ctx.problem('unverified', { at: spanOfSource(source), data: { file: shortUrl(source.url) } });
  },
});
