import { defineRule } from '../../engine/rule.js';
import { credentialKindOf, findCredentials } from '../../knowledge/credential-shapes.js';
import { isSecretName } from '../../knowledge/secret-names.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';

/** Long enough to know the place; the whole of a key would fill the screen. */
const LONGEST = 59;
const shown = ({ start, end }: Span): Span => ({ start, end: Math.min(end, start + LONGEST) });

interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
}

/** `ENV NAME=value`, `LABEL name=value`, `NAME=value command`, `export NAME=value`. */
function* namedValues(instruction: Instruction): Generator<NamedValue> {
  for (const { name, value } of instruction.pairs) if (value) yield { name: name.value, value: value.value, at: value.span };
  for (const script of instruction.scripts()) {
    for (const command of script.commands) {
      for (const { name, value } of command.assignments) {
        if (value?.value !== undefined) yield { name, value: value.value, at: value.span };
      }
      if (command.name !== 'export' && command.name !== 'declare' && command.name !== 'readonly') continue;
      for (const word of command.args) {
        const equals = word.value?.indexOf('=') ?? -1;
        if (word.value === undefined || equals < 1) continue;
        const isPlain = word.raw === word.value && word.span.end - word.span.start === word.raw.length;
        const at = isPlain ? { start: word.span.start + equals + 1, end: word.span.end } : word.span;
        yield { name: word.value.slice(0, equals), value: word.value.slice(equals + 1), at };
      }
    }
  }
}

const instructionsOf = (file: DockerfileModel): readonly Instruction[] => file.instructions.map((each) => each.trigger ?? each);

export default defineRule({
  id: 'dockerfile/hardcoded-secret',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'A credential is written out in the Dockerfile',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    shape: 'A {kind} is written out here, for all who get this file or the image: revoke it and use a secret mount',
    comment: 'A {kind} stands in this comment, for all who get the file: revoke it and take it out',
    named: 'The value of "{name}" looks like a real secret, open to all with this file: change and mount it',
  },
  docs: {
    description:
      'A value has the form of a credential: a key or token with the prefix, alphabet, length and, for GitHub and npm, the checksum of its issuer; the text of a private key; a signed token (JWT); a URL with user and password; or a random value behind a name that means a secret. Variables, placeholders, examples of the vendors, passwords such as "changeme", fingerprints and public keys are not reported. A signed token is a warning, as some are meant for everybody.',
    rationale:
      'The file is in version control and the value in the configuration, the history or a layer of the image. Whoever can read one of them has the credential, and programs search public registries and repositories for exactly these forms within minutes.',
    impact:
      'The credential has to be revoked at its issuer: taking it out of the file leaves it in the history of the repository and in every image built so far.',
    audit:
      'docker history --no-trunc IMAGE and docker image inspect IMAGE show values of ARG, ENV, LABEL and RUN; git log -p shows the rest.',
    remediation:
      'Revoke it, then hand the new one over where it is needed: RUN --mount=type=secret,id=token,env=TOKEN for the build, a variable or file set by Compose, Kubernetes or the secret store for the container.',
    defaultValue: 'Nothing of this enters an image by itself.',
    references: ['Docker: Build secrets', 'CIS Docker Benchmark 4.10', 'OWASP: Secrets Management Cheat Sheet'],
    limits:
      'Passwords that people thought up, and tokens without a form of their own, are only seen by the name of their variable (dockerfile/secret-in-arg-or-env).',
  },
  equivalents: ['sonar:S6437', 'tally:secrets-in-code', 'cis-docker-1.6:4.10', 'dockle:CIS-DI-0010', '~trivy:DS-0031'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN apk add --no-cache git && git clone https://deploy:9f3kQ7xw@git.corp.dev/shop.git /shop\n',
      good: 'FROM alpine:3.24\nRUN --mount=type=ssh apk add --no-cache git openssh-client && git clone git@git.corp.dev:shop.git /shop\n',
      byFix: false,
    },
    {
      bad: 'FROM alpine:3.24\nENV API_TOKEN=q7Rk2ZpX9vLm4TbW8sYd\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nENV API_TOKEN_FILE=/run/secrets/api_token\nCMD ["/app"]\n',
      byFix: false,
    },
  ],
  *check(file, ctx) {
    const found = findCredentials(file.text);
    const comments = found.length > 0 ? file.comments : [];
    const instructions = instructionsOf(file);
    const peersAt = (at: Span, name?: string): string[] => {
      const instruction = instructions.find(({ span }) => span.start <= at.start && at.start < span.end);
      const peers = ['sonar:S6437', 'tally:secrets-in-code', 'cis-docker-1.6:4.10'];
      if (instruction?.keyword === 'ENV') peers.push('dockle:CIS-DI-0010');
      const owner = name ?? instruction?.pairs.find(({ span }) => span.start <= at.start && at.start < span.end)?.name.value;
      if (owner !== undefined && isSecretName(owner) && (instruction?.keyword === 'ENV' || instruction?.keyword === 'ARG')) {
        peers.push('trivy:DS-0031');
      }
      return peers;
    };

    for (const { kind, isUrl, ...at } of found) {
      const isComment = comments.some(({ span }) => span.start <= at.start && at.start < span.end);
      if (isComment && isUrl) continue;
      yield ctx.problem(isComment ? 'comment' : 'shape', {
        at: shown(at),
        data: { kind },
        ...(kind.includes('JWT') ? { severity: 'warning' as const } : {}),
        standsFor: isComment ? ['sonar:S6437', 'tally:secrets-in-code'] : peersAt(at),
      });
    }
    for (const instruction of instructions) {
      for (const { name, value, at } of namedValues(instruction)) {
        if (credentialKindOf(name, value) !== 'random' || found.some((one) => one.start < at.end && at.start < one.end)) continue;
        yield ctx.problem('named', { at: shown(at), data: { name }, standsFor: peersAt(at, name) });
      }
    }
  },
});
