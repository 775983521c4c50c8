import { defineRule } from '../../engine/rule.js';
import { credentialsOn } from '../../knowledge/command-credentials.js';
import type { CommandCredential } from '../../knowledge/command-credentials.js';
import { findCredentials, isMadeUp } from '../../knowledge/credential-shapes.js';
import { isSecretName } from '../../knowledge/secret-names.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';
import { shorten } from '../../text/shorten.js';

const VARIABLE = /\$\{?(\w+)/g;

/** Does the value come from the Dockerfile, and is it nobody else's finding? */
function isOurs({ text, at }: CommandCredential, command: ShellCommand, instruction: Instruction, file: string): boolean {
  const { args, env } = instruction.state;
  const names = [...text.matchAll(VARIABLE)].map((match) => match[1] ?? '');
  if (names.length > 0 || /[$`]/.test(text)) {
    // Set by ARG or ENV; what the script itself read is not known. Those with the name of a secret are reported where they are declared.
    return (
      names.some((name) => args.has(name) || env.has(name)) &&
      !names.some((name) => (args.has(name) || env.has(name)) && isSecretName(name))
    );
  }
  if (isMadeUp(text) || /^[<{%]|^(?:temp|tmp|test|none|null)$/i.test(text)) return false;
  // What has the form of a credential, with what stands in front of it, is dockerfile/hardcoded-secret's.
  const from = Math.min(command.span.start, at.start);
  return !findCredentials(file.slice(from, command.span.end)).some((one) => from + one.start < at.end && at.start < from + one.end);
}

const secretMounts = new WeakMap<Instruction, boolean>();

/** Asked for by each command of a RUN. */
function hasSecret(run: Instruction): boolean {
  let known = secretMounts.get(run);
  if (known === undefined) {
    known = run.flags.some(({ name, options }) => name === 'mount' && options.some(({ value }) => value === 'secret' || value === 'ssh'));
    secretMounts.set(run, known);
  }
  return known;
}

export default defineRule({
  id: 'dockerfile/credential-on-command-line',
  category: 'security',
  on: 'dockerfile.command',
  summary: 'A RUN passes a credential as a word of a command',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    ships: 'A credential for {program} is in the command, and so in the history of the image: use a secret mount',
    builder: 'A credential for {program} is in the command, and so in the build cache and logs: use a secret mount',
    keyFile: 'The key file of {program} has to be in a layer for this, deleted or not: use a secret mount',
  },
  docs: {
    description:
      'A RUN without secret mount passes a credential: a password of docker, podman, helm, az, doctl, dotnet nuget or sshpass; a token set by npm, yarn, aws, composer or poetry config; curl or wget with user and password or an Authorization header; a URL with a password in front of the host; a key file for gcloud. It is written out, or comes from ARG or ENV. What has the form of a known credential, and ARG and ENV with the name of a secret, are reported there. In a stage that does not ship it is an info.',
    rationale:
      'The command is part of the history of the image, with the values of build arguments put in, and of the log of every build. Login commands also write what they got to a file of the layer (~/.docker/config.json, ~/.aws/credentials, ~/.npmrc).',
    impact: 'Nothing is changed by Seaworthy; a secret mount has to be passed to the build.',
    audit: 'docker history --no-trunc IMAGE shows the commands of all layers.',
    remediation:
      'RUN --mount=type=secret,id=token,env=TOKEN curl -H "Authorization: Bearer $TOKEN" ...; for git use --mount=type=ssh; log in to registries outside the Dockerfile. Change what was passed this way.',
    defaultValue: 'Nothing is passed by itself.',
    references: ['Docker: Build secrets', 'Dockerfile reference: RUN --mount=type=secret', 'CWE-214'],
    limits: 'Programs that are not in the list, and scripts that get a password as an argument, are not known.',
  },
  equivalents: ['trivy:DS-0031'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN curl -u deploy:hunter2-x9 -fsSO https://nexus.corp.dev/app.tgz\n',
      good: 'FROM alpine:3.24\nRUN --mount=type=secret,id=netrc,target=/root/.netrc curl --netrc -fsSO https://nexus.corp.dev/app.tgz\n',
      byFix: false,
    },
  ],
  *check({ command, instruction }, ctx) {
    if (hasSecret(instruction)) return;
    const ships = instruction.stage?.ships ?? ctx.model.isFragment;
    for (const credential of credentialsOn(command)) {
      const { program, at } = credential;
      const isKeyFile = program === 'gcloud auth';
      if (!isKeyFile && !isOurs(credential, command, instruction, ctx.text)) continue;
      if (isKeyFile && /^\/(?:run|dev|tmp)\//.test(credential.text)) continue;
      yield ctx.problem(isKeyFile ? 'keyFile' : ships ? 'ships' : 'builder', {
        at: { start: at.start, end: Math.min(at.end, at.start + 59) },
        data: { program: shorten(program) },
        ...(ships ? {} : { severity: 'info' as const }),
        standsFor: ships ? ['trivy:DS-0031'] : [],
      });
    }
  },
});
