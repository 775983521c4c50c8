import { defineRule } from '../../engine/rule.js';
import { commandsInFolders, isWithin, removedBy } from '../../knowledge/file-commands.js';
import { spanOfPart, writtenText } from '../../knowledge/shell-text.js';
import type { ShellCommand, ShellWord } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';
import { shorten } from '../../text/shorten.js';

interface Generation {
  /** "ssh-keygen", "openssl genrsa". */
  readonly name: string;
  readonly at: Span;
  /** Absent where the program has a place of its own. */
  readonly output: ShellWord | undefined;
}

const valueOf = (args: readonly ShellWord[], ...names: readonly string[]): ShellWord | undefined => {
  const index = args.findIndex(({ value }) => names.includes(value ?? ''));
  return index < 0 ? undefined : args[index + 1];
};
const redirectOf = ({ redirects }: ShellCommand): ShellWord | undefined => redirects.find(({ operator }) => /^1?>/.test(operator))?.target;
const has = (args: readonly ShellWord[], pattern: RegExp): boolean => args.some(({ value }) => value !== undefined && pattern.test(value));

/** The key or secret this command makes, when it is kept in a file. */
function generationOf(command: ShellCommand): Generation | undefined {
  const { name = '', args, word } = command;
  const verb = args[0];
  const make = (output: ShellWord | undefined, of: readonly ShellWord[] = []): Generation => ({
    name: [name, ...of.map((each) => writtenText(each))].join(' '),
    at: { start: word.span.start, end: of[of.length - 1]?.span.end ?? word.span.end },
    output,
  });
  const toFile = (output: ShellWord | undefined, of: readonly ShellWord[] = []): Generation | undefined =>
    output ? make(output, of) : undefined;
  switch (name) {
    case 'ssh-keygen':
      return has(args, /^-[a-z]*[RFHlyeLBQkMY][a-z]*$/) || args.length === 0 ? undefined : make(valueOf(args, '-f'));
    case 'dropbearkey':
      return toFile(valueOf(args, '-f'));
    case 'keytool':
      return has(args, /^-genkey(?:pair)?$/) ? make(valueOf(args, '-keystore')) : undefined;
    case 'wg':
      return verb?.value === 'genkey' || verb?.value === 'genpsk' ? toFile(redirectOf(command), [verb]) : undefined;
    case 'make-ssl-cert':
      return make(undefined);
    case 'dd': {
      const source = args.find(({ raw }) => /^if=\/dev\/u?random$/.test(raw));
      const target = args.find(({ raw }) => raw.startsWith('of='));
      return source ? toFile(target ?? redirectOf(command)) : undefined;
    }
    case 'head':
      return has(args, /^\/dev\/u?random$/) ? toFile(command.pipeline.map(redirectOf).find((each) => each !== undefined)) : undefined;
    case 'openssl':
      break;
    default:
      return undefined;
  }
  if (!verb) return undefined;
  const output = valueOf(args, '-out') ?? command.pipeline.map(redirectOf).find((each) => each !== undefined);
  if (/^(?:genrsa|genpkey|gendsa)$/.test(verb.value ?? '')) return toFile(output, [verb]);
  if (verb.value === 'ecparam') return has(args, /^-genkey$/) ? toFile(output, [verb]) : undefined;
  if (verb.value === 'rand') return toFile(output, [verb]);
  if (verb.value !== 'req' || !has(args, /^-(?:newkey|new|x509)$/) || has(args, /^-key$/)) return undefined;
  return make(valueOf(args, '-keyout'), [verb]);
}

/** A passphrase written out: `-N secret`, `-storepass secret`, `-passout pass:secret`. */
function hasPassphrase({ args }: ShellCommand): boolean {
  const written = valueOf(args, '-N', '-storepass', '-keypass')?.value;
  return (written !== undefined && written !== '') || has(args, /^pass:./);
}

const isKept = (path: string): boolean => !/^\/(?:dev|proc|run|var\/run)\//.test(path);

export default defineRule({
  id: 'dockerfile/build-time-key-generation',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A private key or secret is made while the image is built',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    made: '{program} makes one secret for all containers and all who pull the image: make it on first start',
  },
  docs: {
    description:
      'A stage that ships makes a private key or a random secret and keeps it in a file: ssh-keygen, openssl genrsa, genpkey, req -newkey and rand, keytool -genkeypair, dropbearkey, wg genkey, make-ssl-cert, dd or head from /dev/urandom. Not reported when the same RUN deletes the file.',
    rationale:
      'Every container of the image has the same key, and whoever can pull the image has it too: he can pose as the server, read its traffic or sign its sessions. A new key needs a new image.',
    impact:
      'Nothing is changed by Seaworthy; a key made on start differs per container, which clients notice unless it is kept on a volume.',
    audit: 'docker run --rm --entrypoint sh IMAGE -c "ls /etc/ssh/*_key; grep -rl PRIVATE /etc 2>/dev/null" lists keys.',
    remediation: 'Make the key in the entry point if it is not there yet (on a volume), or mount it as a secret of Compose or Kubernetes.',
    defaultValue: 'Packages such as openssh-server of Debian make host keys when they are installed.',
    references: ['CWE-321: Use of Hard-coded Cryptographic Key'],
    limits: 'Certificates for tests are found as well; suppress the finding where the key protects nothing.',
  },
  equivalents: ['~sonar:S6437'],
  examples: [
    {
      bad: 'FROM nginx:1.30\nRUN openssl req -x509 -nodes -newkey rsa:4096 -subj /CN=web -keyout /etc/nginx/tls.key -out /etc/nginx/tls.crt\n',
      good: 'FROM nginx:1.30\nCOPY make-certificate.sh /docker-entrypoint.d/\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN' || !(instruction.stage?.ships ?? ctx.model.isFragment)) return;
    const made: { readonly generation: Generation; readonly path: string | undefined; readonly command: ShellCommand }[] = [];
    const removed: string[] = [];
    for (const { command, resolve } of commandsInFolders(instruction)) {
      const generation = command.wrappers.includes('chroot') ? undefined : generationOf(command);
      if (generation) {
        const { output } = generation;
        const word = output?.raw.startsWith('of=') ? { ...output, raw: output.raw.slice(3), value: output.value?.slice(3) } : output;
        made.push({ generation, path: word && (resolve(word) ?? writtenText(word)), command });
      }
      for (const word of removedBy(command)) removed.push(resolve(word) ?? writtenText(word));
    }
    for (const { generation, path, command } of made) {
      if (
        path !== undefined &&
        (!isKept(path) || removed.some((gone) => isWithin(path, gone) || isWithin(path, gone.replace(/\/\*+$/, ''))))
      )
        continue;
      const { at, name } = generation;
      yield ctx.problem('made', {
        at: at.end - at.start < 60 ? at : spanOfPart(command.word, command.word.raw),
        data: { program: shorten(name) },
        standsFor: hasPassphrase(command) ? ['sonar:S6437'] : [],
      });
    }
  },
});
