import { defineRule } from '../../engine/rule.js';
import { appendToStage } from '../../fix/dockerfile.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { baseName } from '../../knowledge/start-command.js';
import { hasOwnStopSignal, stopSignalOf } from '../../knowledge/stop-signals.js';

export default defineRule({
  id: 'dockerfile/mismatched-stopsignal',
  category: 'maintainability',
  on: 'dockerfile.finalStage',
  scope: { keywords: ['CMD', 'ENTRYPOINT'] },
  summary: 'The program that is started ends its work by another signal than SIGTERM',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    server: 'At SIGTERM {program} cuts off open requests: add STOPSIGNAL {signal} to let them end',
    init: 'systemd does not stop at SIGTERM, so it is killed after the time-out: add STOPSIGNAL {signal}',
  },
  docs: {
    description:
      'The image starts nginx, openresty, Apache httpd or systemd by an exec form, no STOPSIGNAL is set in the stage or its parents, and the base image is known not to set one.',
    rationale:
      'SIGTERM is a fast stop for nginx and httpd, which cuts off open requests; they finish them at SIGQUIT and SIGWINCH. systemd takes SIGRTMIN+3 as the order to shut down and ignores SIGTERM.',
    impact: 'Stopping takes as long as the open requests do, at most until the time-out of docker stop or of the pod.',
    audit: 'docker image inspect --format "{{.Config.StopSignal}}" IMAGE prints nothing.',
    remediation: 'Add STOPSIGNAL SIGQUIT for nginx, SIGWINCH for httpd, SIGRTMIN+3 for systemd.',
    defaultValue: 'Without STOPSIGNAL a container is stopped with SIGTERM.',
    references: [
      'nginx: Controlling nginx',
      'Apache httpd: Stopping and Restarting',
      'systemd(1): Signals',
      'Dockerfile reference: STOPSIGNAL',
    ],
    limits: 'A program that a script starts is not seen.',
  },
  equivalents: ['tally:prefer-nginx-sigquit', 'tally:prefer-systemd-sigrtmin-plus-3'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN apk add --no-cache nginx\nCMD ["nginx", "-g", "daemon off;"]\n',
      good: 'FROM alpine:3.24\nRUN apk add --no-cache nginx\nSTOPSIGNAL SIGQUIT\nCMD ["nginx", "-g", "daemon off;"]\n',
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const { entrypoint, cmd } = stage;
    const first = (entrypoint?.json?.items.length === 0 ? cmd : (entrypoint ?? cmd))?.json?.items[0];
    const signal = first && stopSignalOf(first.value);
    if (!first || signal === undefined) return;
    if (stage.chain.some((link) => link.instructions.some(({ keyword }) => keyword === 'STOPSIGNAL'))) return;
    const facts = factsOfUse(stage.rootImage);
    if (facts?.os !== 'linux' || hasOwnStopSignal(stage.rootImage)) return;
    const change = appendToStage(file, stage, [`STOPSIGNAL ${signal}`]);
    const isInit = signal === 'SIGRTMIN+3';
    const at = first.span;
    const fixes = [change && { title: `Add STOPSIGNAL ${signal}`, safety: 'unsafe' as const, ...change }];
    if (isInit) yield ctx.problem('init', { at, data: { signal }, standsFor: ['tally:prefer-systemd-sigrtmin-plus-3'], fixes });
    else {
      const standsFor = signal === 'SIGQUIT' ? ['tally:prefer-nginx-sigquit'] : [];
      yield ctx.problem('server', { at, data: { program: baseName(first.value), signal }, standsFor, fixes });
    }
  },
});
