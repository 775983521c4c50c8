import { defineRule } from '../../engine/rule.js';
import type { Change, Fix } from '../../engine/rule.js';
import { removeArgument, removeInstruction, replaceWord } from '../../fix/dockerfile.js';
import { removeShellWord, replaceShellWord } from '../../fix/shell.js';
import { spanOfPart } from '../../knowledge/shell-text.js';
import type { TlsSwitch } from '../../knowledge/tls-switches.js';
import { isTlsVariable, tlsSwitchesOf } from '../../knowledge/tls-switches.js';
import type { DockerfileModel, Instruction, Pair } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../../model/shell/types.js';

/** What other tools say of the same switch. */
const PEERS: readonly (readonly [RegExp, string])[] = [
  [/^curl /, 'checkov:CKV2_DOCKER_2'],
  [/^wget2? /, 'checkov:CKV2_DOCKER_3'],
  [/^(?:pip|python|pypy)\S* --trusted-host/, 'checkov:CKV2_DOCKER_4'],
  [/^(?:variable|instruction) PYTHONHTTPSVERIFY$/, 'checkov:CKV2_DOCKER_5'],
  [/^(?:variable|instruction) NODE_TLS_REJECT_UNAUTHORIZED$/, 'checkov:CKV2_DOCKER_6'],
  [/^(?:variable|instruction) npm_config_strict_ssl$/i, 'checkov:CKV2_DOCKER_12'],
  [/^(?:npm|yarn) (?:--no-)?(?:--)?strict-ssl/, 'checkov:CKV2_DOCKER_13'],
  [/^(?:variable|instruction) GIT_SSL_NO_VERIFY$/, 'checkov:CKV2_DOCKER_14'],
  [/^(?:dnf|yum|tdnf|microdnf|yum-config-manager|echo|sed|printf) \S*sslverify/i, 'checkov:CKV2_DOCKER_15'],
  [/^(?:variable|instruction) PIP_TRUSTED_HOST$/, 'checkov:CKV2_DOCKER_16'],
];
const peersOf = (program: string, name: string): readonly string[] => [
  'sonar:S4830',
  ...PEERS.filter(([pattern]) => pattern.test(`${program} ${name}`)).map(([, id]) => id),
];

function cureOf(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  command: ShellCommand,
  { word, part, cure, name }: TlsSwitch,
): Fix | undefined {
  let change: Change | undefined;
  if (cure.kind === 'value') {
    change = replaceShellWord(model, instruction, script, cure.word, cure.text);
    return change && { title: 'Switch the check on', safety: 'unsafe', ...change };
  }
  if (cure.kind === 'pair' && script.form !== 'exec') {
    const span = { start: word.span.start, end: cure.next.span.end };
    const { text } = model;
    while (/[ \t]/.test(text.charAt(span.start - 1))) span.start--;
    const isOneLine = !/[\r\n]/.test(text.slice(span.start - 1, span.end));
    change = isOneLine ? replaceWord(model, instruction, span, '') : undefined;
  } else if (cure.kind === 'flag') {
    const letters = part === undefined || part === word.raw ? undefined : word.raw.replace(part.slice(1), '');
    change =
      letters === undefined || letters === '-'
        ? removeShellWord(model, instruction, script, command, word)
        : replaceShellWord(model, instruction, script, word, letters);
  }
  return change && { title: `Remove ${name}`, safety: 'unsafe', ...change };
}

function withoutPair(model: DockerfileModel, instruction: Instruction, pair: Pair): Fix | undefined {
  const isOnly = instruction.pairs.length === 1;
  if (isOnly && instruction.onbuild) return undefined;
  const change = isOnly ? removeInstruction(model, instruction) : removeArgument(model, instruction, pair.span);
  return change && { title: `Remove ${pair.name.value}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/disabled-tls-verification',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'ENV', 'ARG'] },
  summary: 'Certificates are not checked',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    option: '"{name}" switches certificate checks off, so anyone on the way can answer in its place: remove it',
    variable: '"{name}" switches certificate checks off for all that follows, the container too: remove it',
    argument: '"{name}" switches certificate checks off in the build, so anyone on the way can answer: remove it',
  },
  docs: {
    description:
      'A command of a RUN, an ENV or an ARG switches the check of TLS certificates off: curl -k, wget --no-check-certificate, git http.sslVerify, strict-ssl of npm and yarn, pip --trusted-host, sslverify of dnf and yum, Verify-Peer of apt, GOINSECURE, maven.wagon.http.ssl.insecure, secure-http of Composer, ssl_verify of conda, NODE_TLS_REJECT_UNAUTHORIZED, PYTHONHTTPSVERIFY and the like. Requests to this machine are left alone.',
    rationale:
      'Without the check TLS only hides what is sent, from everybody but the one who answers. Whoever is on the path can hand out another file or take the credentials that are sent. As ENV the switch stays in the running container and opens every connection of the program.',
    impact: 'Servers with a certificate of an unknown authority are refused; then add that authority to the trust store.',
    audit: 'docker image inspect --format "{{json .Config.Env}}" IMAGE, and docker history --no-trunc IMAGE.',
    remediation:
      'Remove the switch. For an authority of your own copy its certificate and run update-ca-certificates, or use --cacert, NODE_EXTRA_CA_CERTS, PIP_CERT, http.sslCAInfo and the like; for a proxy that breaks TLS likewise.',
    defaultValue: 'All of these programs check certificates by themselves.',
    references: ['OWASP: Transport Layer Security Cheat Sheet', 'CWE-295'],
    limits: 'Switches inside configuration files that are copied, and in scripts, are not read.',
  },
  equivalents: [
    'checkov:CKV2_DOCKER_2',
    'checkov:CKV2_DOCKER_3',
    'checkov:CKV2_DOCKER_4',
    'checkov:CKV2_DOCKER_5',
    'checkov:CKV2_DOCKER_6',
    'checkov:CKV2_DOCKER_12',
    'checkov:CKV2_DOCKER_13',
    'checkov:CKV2_DOCKER_14',
    'checkov:CKV2_DOCKER_15',
    'checkov:CKV2_DOCKER_16',
    'sonar:S4830',
  ],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSLk https://example.com/a -o /a\n',
      good: 'FROM debian:trixie-slim\nRUN curl -fsSL https://example.com/a -o /a\n',
      byFix: true,
    },
    {
      bad: 'FROM node:24-slim\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\nCMD ["node", "main.js"]\n',
      good: 'FROM node:24-slim\nCMD ["node", "main.js"]\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { keyword } = instruction;
    if (keyword === 'ENV' || keyword === 'ARG') {
      for (const pair of instruction.pairs) {
        const name = pair.name.value;
        if (!pair.value || !isTlsVariable(name, pair.value.value)) continue;
        yield ctx.problem(keyword === 'ENV' ? 'variable' : 'argument', {
          at: pair.span,
          data: { name },
          fixes: [withoutPair(ctx.model, instruction, pair)],
          standsFor: peersOf('instruction', name),
        });
      }
      return;
    }
    if (keyword !== 'RUN') return;
    for (const script of instruction.scripts()) {
      for (const command of script.commands) {
        for (const found of tlsSwitchesOf(command, instruction)) {
          yield ctx.problem('option', {
            at: found.part === undefined ? found.word.span : spanOfPart(found.word, found.part.replace(/^-(?=\w$)/, '')),
            data: { name: found.name },
            fixes: [cureOf(ctx.model, instruction, script, command, found)],
            standsFor: peersOf(found.program, found.name),
          });
        }
      }
    }
  },
});
