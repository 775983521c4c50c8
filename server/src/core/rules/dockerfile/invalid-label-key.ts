import { defineRule } from '../../engine/rule.js';
import { renamePair } from '../../fix/pairs.js';
import { OCI_KEYS } from '../../knowledge/label-values.js';
import { OCI } from '../../knowledge/oci-labels.js';
import { nearest } from '../../text/nearest.js';

const RESERVED = /^(?:com\.docker|io\.docker|org\.dockerproject)(?:\.|$)/;
/** Keys in Docker's name that images may set: those of extensions, and what Docker's own builders write. */
const DOCKERS = /^com\.docker\.(?:extension|desktop\.extension|image\.source|dhi|compose)\./;

const PEERS = ['hadolint:DL3048', 'tally:labels/valid-key'];

/** What keeps the key from being one that programs agree on. */
function faultOf(key: string): 'characters' | 'edges' | 'doubled' | undefined {
  if (/[^a-z0-9._/-]/.test(key)) return 'characters';
  if (!/^[a-z].*[a-z0-9]$|^[a-z]$/.test(key)) return 'edges';
  return /[._/-]{2}/.test(key) ? 'doubled' : undefined;
}

export default defineRule({
  id: 'dockerfile/invalid-label-key',
  category: 'metadata',
  on: 'dockerfile.instruction',
  scope: { keywords: ['LABEL'] },
  summary: 'The key of a label is not one that tools can agree on',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    case: 'No tool reads "{key}", as keys of labels count case: write it in lower case',
    unknown: 'The OCI specification has no key "{key}" under this prefix, which is its own: use another domain',
    misspelled: 'The OCI specification has no key "{key}", so no tool reads it: write "{known}"',
    characters: 'Label key "{key}" is not all lower case, digits and . - _ /, against Docker\'s guidelines: rename it',
    edges: 'Label key "{key}" begins or ends with what only parts words, against Docker\'s guidelines: rename it',
    doubled: 'Label key "{key}" has two separators in a row, against Docker\'s guidelines: rename it',
    reserved: 'Label key "{key}" is in a namespace that Docker keeps for itself: use another domain',
  },
  docs: {
    description:
      'The key of a LABEL has other characters than lower-case letters, digits, dot, dash, underline and slash, begins with something other than a letter, ends with a separator or doubles one, stands in a namespace that Docker reserves (com.docker., io.docker., org.dockerproject.), or invents a key in org.opencontainers.image. Keys of Docker extensions and of Docker Compose are known.',
    rationale:
      'Filters, policies and registries compare keys letter by letter. A key in the wrong case or with a typing error is there, but nobody finds it; one in a reserved namespace can get another meaning with the next release of Docker.',
    impact:
      'Whoever reads the label by its old key no longer finds it. Only a key that differs from one of the specification by case is renamed without asking.',
    audit: 'docker image inspect --format "{{json .Config.Labels}}" IMAGE prints the labels.',
    remediation: 'Write keys of your own in the reverse form of a domain you own (com.example.team), in lower case.',
    defaultValue: 'Builders accept any text as a key.',
    references: ['Docker: Object labels, key format recommendations', 'OCI Image Format Specification: Annotations'],
    limits: 'Tools that look for keys in capitals (RUN and INSTALL of atomic) exist; suppress the finding there.',
  },
  equivalents: ['hadolint:DL3048', 'tally:labels/valid-key'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nLABEL org.opencontainers.image.Source="https://example.com/acme/app"\n',
      good: 'FROM alpine:3.24\nLABEL org.opencontainers.image.source="https://example.com/acme/app"\n',
      byFix: true,
    },
    { bad: 'FROM alpine:3.24\nLABEL team..name=web\n', good: 'FROM alpine:3.24\nLABEL com.example.team=web\n', byFix: false },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'LABEL') return;
    const written = new Set(instruction.pairs.map(({ name }) => name.value));
    for (const pair of instruction.pairs) {
      const key = pair.name.value;
      if (key === '' || key.includes('$') || OCI_KEYS.includes(key)) continue;
      const at = pair.name.span;
      const lower = key.toLowerCase();
      const rename = (name: string) => (written.has(name) ? undefined : renamePair(ctx.model, instruction, pair, name));
      if (OCI_KEYS.includes(lower)) {
        const change = rename(lower);
        const fixes = [change && ({ title: `Write ${lower}`, safety: 'safe', ...change } as const)];
        yield ctx.problem('case', { at, data: { key }, standsFor: PEERS, fixes });
      } else if (lower.startsWith(OCI)) {
        const known = nearest(lower, OCI_KEYS, 2);
        const standsFor = faultOf(key) ? PEERS : [];
        const short = key.slice(OCI.length);
        if (known === undefined) yield ctx.problem('unknown', { at, data: { key: short }, standsFor });
        else {
          const change = rename(known);
          yield ctx.problem('misspelled', {
            at,
            data: { key: short, known: known.slice(OCI.length) },
            standsFor,
            fixes: [change && { title: `Write ${known}`, safety: 'unsafe', ...change }],
          });
        }
      } else if (RESERVED.test(key) && !DOCKERS.test(key)) yield ctx.problem('reserved', { at, data: { key } });
      else {
        const fault = faultOf(key);
        if (fault) yield ctx.problem(fault, { at, data: { key } });
      }
    }
  },
});
