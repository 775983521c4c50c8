import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { count, stringList } from '../../engine/options.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { discontinuedImage } from '../../knowledge/discontinued-images.js';
import type { Support } from '../../knowledge/end-of-life.js';
import { TABLE_CHECKED, supportOf, supportedTag, tableAge } from '../../knowledge/end-of-life.js';
import type { DockerfileModel, ImageUse } from '../../model/dockerfile/types.js';

const LEVELS = { ended: ['warning', 'info'], longTerm: ['info', 'hint'], soon: ['hint', undefined] } as const;
/** After so many days the table may not know what is new. */
const OLD_TABLE = 365;

/** Names of images are kept short in messages; the whole stands in the file. */
const orSupported = (next: string | undefined): string => next ?? 'a supported release';

function onSupported(file: DockerfileModel, use: ImageUse, found: readonly Support[]): Fix | undefined {
  const tag = use.image && use.variables.length === 0 ? supportedTag(use.image, found) : undefined;
  if (tag === undefined || use.image?.tag === undefined || use.place !== 'from') return undefined;
  // .NET 5 and later left the repositories of .NET Core.
  const repository = use.raw
    .slice(0, use.raw.length - use.image.tag.length)
    .replace('mcr.microsoft.com/dotnet/core/', 'mcr.microsoft.com/dotnet/');
  const wanted = `${repository}${tag}`;
  const change = replaceWord(file, use.at, use.span, wanted);
  return change && { title: `Build on ${wanted}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/end-of-life-base-image',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'A base image holds a release that gets no more security fixes',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    ended: '{product} has had no security fixes since {date}: build on {next}',
    both: '{product} and {other} get no more security fixes: build on supported releases of both',
    longTerm: '{product} gets only long-term fixes since {date}: move to {next}',
    soon: '{product} gets its last fixes on {date}: plan to move to {next}',
    oldTable: '{product} ended on {date} (table of {checked}): find a supported release',
  },
  docs: {
    description:
      'The release that the tag of an image names, or the distribution in its suffix (-bookworm, -alpine3.18, -focal, -al2), is past the end of its support on the day of the check. Past all support is a warning, long-term or paid support only an info, an end within warnDays a hint; one level less in stages that do not ship and in COPY --from. Products that end within months of their release (Go, Rust, Deno, Traefik, main line nginx, minor releases of Elasticsearch) are judged a year after the end. Tags that move (python:3, node:lts), tags of unknown products and images without tag are left alone.',
    rationale:
      'After the end of support, holes that are found stay open: rebuilding, the usual way to patch an image, no longer brings anything. Scanners either report what nobody can fix, or stop knowing the release at all.',
    impact:
      'A newer release can behave differently: other default versions, removed packages, another libc. Only tags of languages, runtimes and distributions are offered as a fix; a database needs its data moved first.',
    audit: 'docker run --rm --entrypoint cat IMAGE /etc/os-release names the distribution and its version.',
    remediation:
      'Build on a supported release and let an update tool raise it from then on. Where extended support was bought, say so with the option dates.',
    defaultValue: 'A tag stays in the registry, and can be pulled, long after its last rebuild.',
    references: [
      'endoflife.date, and the announcements of the projects named there',
      'CIS Docker Benchmark 4.4',
      'Docker: Official Images, supported tags',
    ],
    limits:
      'Knows the releases in its table, which is as old as the day it was checked on. Without a date from its host nothing is ever over. What an image without a suffix is built on is not known.',
  },
  equivalents: ['~tally:ruby/eol-ruby-version', '~docker-ls:recommended_tag', '~cis-docker-1.6:4.4'],
  options: {
    warnDays: count(90, 'Days before the end of support from which on there is a hint'),
    dates: stringList([], 'Other dates, as "PRODUCT CYCLE DATE": "ubuntu 20.04 2030-04-02" where extended support was bought'),
  },
  examples: [
    {
      bad: 'FROM python:3.8-slim-bullseye\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n',
      good: 'FROM python:3.14-slim-trixie\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n',
      byFix: true,
      given: { says: 'on 2026-11-23', today: '2026-11-23' },
    },
  ],
  *check(use, ctx) {
    const { image } = use;
    if (use.stage || !image || ctx.today === undefined || discontinuedImage(image, ctx.today)) return;
    const found = supportOf(image, { today: ctx.today, warnDays: ctx.options.warnDays, dates: ctx.options.dates });
    const [first, ...others] = found;
    if (!first) return;
    const ships = use.place === 'from' && use.at.stage?.ships === true;
    const severity = LEVELS[first.phase][ships ? 0 : 1];
    if (!severity) return;
    const standsFor = ['cis-docker-1.6:4.4', 'docker-ls:recommended_tag'];
    if (first.phase === 'ended' && first.product.startsWith('Ruby')) standsFor.push('tally:ruby/eol-ruby-version');
    const { product, date } = first;
    const next = orSupported(first.next);
    const at = use.shortSpan;
    if (tableAge(ctx.today) > OLD_TABLE) {
      yield ctx.problem('oldTable', { at, severity, data: { product, date, checked: TABLE_CHECKED }, standsFor });
      return;
    }
    const other = others.find(({ phase }) => phase === 'ended');
    const fixes = [onSupported(ctx.model, use, found)];
    if (other) yield ctx.problem('both', { at, severity, data: { product, other: other.product }, standsFor, fixes });
    else if (first.phase === 'longTerm') yield ctx.problem('longTerm', { at, severity, data: { product, date, next }, standsFor, fixes });
    else yield ctx.problem(first.phase, { at, severity, data: { product, date, next }, standsFor, fixes });
  },
});
