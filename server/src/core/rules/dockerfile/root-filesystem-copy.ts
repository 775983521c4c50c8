import { defineRule } from '../../engine/rule.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { firstUseBy } from '../../knowledge/stage-graph.js';
import { shorten } from '../../text/shorten.js';

/** Made to be laid over another image: they hold a few files and no system. */
const OVERLAYS = /(?:^|\/)(?:xx|s6-overlay|gloursdocker\/docker|dev-envs)(?:[:@]|$)/;

export default defineRule({
  id: 'dockerfile/root-filesystem-copy',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY'] },
  summary: 'A whole root filesystem is copied over another one',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    over: 'All of "{from}" lands on top of this image, its accounts and libraries too: copy only what is needed',
    squash: 'All of "{from}" becomes one layer, leftovers of its build too: copy only what is needed',
  },
  docs: {
    description:
      'COPY --from has the root directory as source and as destination. On scratch this is the known way to squash an image, and a hint. Stages that are themselves built on scratch, and images made to be laid over others (xx, s6-overlay), are left alone; an image that is not in the table of base images is an info.',
    rationale:
      'Libraries, /etc/passwd and package databases of two systems are mixed: programs get libraries of another version, scanners read the wrong packages, and files of the builder (keys, caches, sources) ship unseen.',
    impact: 'Nothing is changed by Seaworthy; paths that were only there by this copy have to be named.',
    audit: 'docker history IMAGE shows the COPY with the size of a whole system.',
    remediation:
      'Name what is needed: COPY --from=build /usr/local/bin/tool /usr/local/bin/. To squash, docker build --squash or a new base image does it openly.',
    defaultValue: 'COPY takes only the paths it names.',
    references: ['Dockerfile reference: COPY --from'],
  },
  equivalents: ['hadolint:DL3067'],
  examples: [
    {
      bad: 'FROM debian:trixie AS build\nRUN make install\nFROM debian:trixie-slim\nCOPY --from=build / /\n',
      good: 'FROM debian:trixie AS build\nRUN make install\nFROM debian:trixie-slim\nCOPY --from=build /usr/local/bin/tool /usr/local/bin/\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { stage, keyword } = instruction;
    const flag = instruction.flags.find(({ name }) => name === 'from');
    if (keyword !== 'COPY' || !flag?.value || !stage) return;
    const words = instruction.json?.items ?? instruction.words;
    const target = words[words.length - 1];
    const source = words.slice(0, -1).find(({ value }) => /^\/+\.?$/.test(value));
    const isRoot =
      target !== undefined &&
      (/^\/+\.?$/.test(target.value) || (/^\.\/?$/.test(target.value) && (instruction.state.workdir ?? '/') === '/'));
    if (!source || !isRoot || OVERLAYS.test(flag.value)) return;
    const use = firstUseBy(instruction);
    const origin = use?.stage?.rootImage ?? use?.reference;
    if (!origin || origin.resolved?.toLowerCase() === 'scratch') return;
    // A mount or copy of a stage of another name says which system it is; an image that is not known may be an overlay.
    const isKnown = use?.stage !== undefined || factsOfUse(origin) !== undefined;
    const isSquash = stage.rootImage.resolved?.toLowerCase() === 'scratch';
    const at = { start: source.span.start, end: target.span.end };
    const data = { from: shorten(flag.value) };
    if (isSquash) yield ctx.problem('squash', { at, data, severity: 'hint' });
    else yield ctx.problem('over', { at, data, ...(isKnown ? {} : { severity: 'info' as const }) });
  },
});
