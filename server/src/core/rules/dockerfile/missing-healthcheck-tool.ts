import { defineRule } from '../../engine/rule.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';
import { lacksTool, probeToolOf } from '../../knowledge/probe-tools.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';

/** The one in force: the last of the nearest stage that has one. */
function healthcheckOf(stage: Stage): Instruction | undefined {
  for (const { instructions } of stage.chain) {
    const found = instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK').at(-1);
    if (found) return found;
  }
  return undefined;
}

export default defineRule({
  id: 'dockerfile/missing-healthcheck-tool',
  category: 'metadata',
  on: 'dockerfile.finalStage',
  scope: { keywords: ['HEALTHCHECK'] },
  summary: 'HEALTHCHECK calls a program that the image does not have',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    missing: '"{image}" has no {tool}, so this check always fails: install it or use what is there',
  },
  docs: {
    description:
      'The HEALTHCHECK of the final stage calls curl, wget, nc, bash, pg_isready, redis-cli or mysqladmin. The base image at the end of its chain is known not to have it (slim Debian and Ubuntu have neither curl nor wget nor nc; Alpine has no curl and no bash; distroless, chiseled images and scratch have nothing), and no RUN installs it and no COPY brings it.',
    rationale:
      'The probe fails each time with "not found". Compose and Swarm take the container for unhealthy, wait for it in vain or restart it for ever, although the program is fine.',
    impact: 'There is no fix: a package makes the image larger, and which probe is right depends on the program.',
    audit:
      'docker run --rm --entrypoint sh IMAGE -c "command -v curl" finds nothing; docker inspect shows the failing probe under State.Health.',
    remediation:
      'Probe with what is there: busybox wget on Alpine, a few lines in the language of the program, or a flag of the program itself. Otherwise install the tool.',
    defaultValue: 'Builders do not look at what a probe calls.',
    references: ['Dockerfile reference: HEALTHCHECK'],
    limits: 'Only the images named above are known; what a script of the project installs or calls is not seen.',
  },
  equivalents: ['~tally:ruby/healthcheck-rails-up-endpoint'],
  examples: [
    {
      bad: 'FROM python:3.14-slim\nCOPY . /srv\nUSER 10001\nHEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1\nCMD ["python", "/srv/app.py"]\n',
      good: 'FROM python:3.14-slim\nCOPY . /srv\nUSER 10001\nHEALTHCHECK CMD ["python", "/srv/probe.py"]\nCMD ["python", "/srv/app.py"]\n',
      byFix: false,
    },
  ],
  *check({ stage }, ctx) {
    const healthcheck = healthcheckOf(stage);
    if (!healthcheck) return;
    // Without a shell the shell form itself fails, which another rule reports.
    if (!healthcheck.json && factsOfUse(stage.rootImage)?.hasShell === false) return;
    const told = new Set<string>();
    for (const { commands } of healthcheck.scripts()) {
      for (const { name, word } of commands) {
        const tool = probeToolOf(name);
        if (tool === undefined || told.has(tool) || !lacksTool(stage, tool)) continue;
        told.add(tool);
        yield ctx.problem('missing', { at: word.span, data: { image: shortName(stage.rootImage.raw), tool }, standsFor: [] });
      }
    }
  },
});
