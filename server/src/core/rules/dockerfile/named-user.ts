import { defineRule } from '../../engine/rule.js';
import { appendToStage, replaceWord } from '../../fix/dockerfile.js';
import { accountsOf } from '../../knowledge/accounts.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';
import { effectiveUserOf, isNumeric, isRoot, readUser } from '../../knowledge/effective-user.js';

/** A name of an account, with or without a group; root has a finding of its own. */
const isName = (user: string): boolean => /^[a-z_][\w.-]*\$?(?::|$)/i.test(user) && !isRoot(user);

export default defineRule({
  id: 'dockerfile/named-user',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'USER is a name, which Kubernetes cannot tell from root',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    named: 'Kubernetes cannot tell whether "{user}" is root, so runAsNonRoot refuses this image: write its number',
    numbered: 'Kubernetes cannot tell if "{user}" is root, so runAsNonRoot refuses: write "{uid}"',
    inherited: '"{image}" runs as "{user}", and runAsNonRoot refuses names: add a USER by number',
  },
  docs: {
    description:
      'The effective user of the final stage is a name and not a number. Windows images and variables whose default is a number are left alone, and so is root, which has a finding of its own.',
    rationale:
      'Kubernetes reads only the configuration of the image, not its /etc/passwd. A pod with runAsNonRoot: true and no runAsUser is refused when the user is a name, with CreateContainerConfigError.',
    impact:
      'A number that no account has leaves the process without a name and a home directory; take the number of the account that is there. Groups given by name stay as they are.',
    audit: 'docker image inspect --format "{{.Config.User}}" IMAGE prints a name; docker run --rm --entrypoint id IMAGE shows its number.',
    remediation: 'Create the account with a fixed number (useradd -u 10001, adduser -u 10001) and name that number in USER.',
    defaultValue: 'Without USER the base image decides; some (memcached, haproxy) say a name.',
    references: ['Kubernetes: Configure a Security Context for a Pod, runAsNonRoot', 'Dockerfile reference: USER'],
    limits: 'The number is only known where the account is created with one in this file, or where the base image is in the table.',
  },
  equivalents: ['hadolint:DL3066'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN adduser -D -u 10001 app\nUSER app\nCMD ["/app"]\n',
      good: 'FROM alpine:3.24\nRUN adduser -D -u 10001 app\nUSER 10001\nCMD ["/app"]\n',
      byFix: true,
    },
  ],
  *check(file, ctx) {
    const stage = file.finalStage;
    if (!stage) {
      // A piece of a file: only what is written can be judged.
      const last = file.isFragment ? file.instructions.filter(({ keyword }) => keyword === 'USER').at(-1) : undefined;
      const found = last && readUser(last);
      const word = last?.words[0];
      if (found?.resolved === undefined || !word || !isName(found.resolved)) return;
      yield ctx.problem('named', { at: word.span, data: { user: found.written }, standsFor: ['hadolint:DL3066'] });
      return;
    }
    const facts = factsOfUse(stage.rootImage);
    if (facts?.os === 'windows') return;
    const accounts = accountsOf(stage);
    const uidOf = (name: string): number | undefined => accounts.filter((account) => account.name === name).at(-1)?.uid;

    const user = effectiveUserOf(stage);
    if (user) {
      const { resolved, written, at } = user;
      const word = at.words[0];
      if (resolved === undefined || !word || !isName(resolved)) return;
      const [name = '', group] = resolved.split(':');
      const uid = uidOf(name);
      const standsFor = written.startsWith('$') ? [] : ['hadolint:DL3066'];
      if (uid === undefined) {
        yield ctx.problem('named', { at: word.span, data: { user: written }, standsFor });
        return;
      }
      const wanted = group === undefined ? String(uid) : `${uid}:${group}`;
      const change = replaceWord(file, at, word.span, wanted);
      yield ctx.problem('numbered', {
        at: word.span,
        data: { user: written, uid: wanted },
        standsFor,
        fixes: [change && { title: `Run as ${wanted}`, safety: 'unsafe', ...change }],
      });
      return;
    }

    const inherited = facts?.user;
    if (inherited === undefined || isNumeric(inherited) || isRoot(inherited)) return;
    const uid = uidOf(inherited);
    const change = uid === undefined ? undefined : appendToStage(file, stage, [`USER ${uid}`]);
    yield ctx.problem('inherited', {
      at: stage.image.shortSpan,
      data: { image: shortName(stage.rootImage.raw), user: inherited },
      standsFor: [],
      fixes: [change && { title: `Add USER ${uid}`, safety: 'unsafe', ...change }],
    });
  },
});
