import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { frontendChannel } from '../../knowledge/frontend.js';
import { isMountKey, MOUNT_KEYS, MOUNT_TYPES, takesKey, valueProblem } from '../../knowledge/run-mounts.js';
import type { Flag, Instruction } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';
import { nearest, typingErrors } from '../../text/nearest.js';

type Option = Flag['options'][number];

const nameSpan = ({ span, name }: Option): Span => ({ start: span.start, end: Math.min(span.end, span.start + name.length) });

const isVariable = (text: string | undefined): boolean => text?.includes('$') ?? false;

/** A comma with nothing on one side of it. */
function strayComma(text: string, { valueSpan, value }: Flag): Span | undefined {
  if (!valueSpan || value === undefined || !/^,|,,|,$/.test(value)) return undefined;
  const at = /^,|,(?=,)|,["']*$/.exec(text.slice(valueSpan.start, valueSpan.end))?.index;
  return at === undefined ? undefined : { start: valueSpan.start + at, end: valueSpan.start + at + 1 };
}

/** A mount without target lies on the working directory, which must not be the root. */
function isAtRoot({ state, stage }: Instruction): 'yes' | 'maybe' | 'no' {
  if (state.workdir === undefined) return stage?.rootImage.resolved === 'scratch' ? 'yes' : 'maybe';
  return /^\/+$/.test(state.workdir) ? 'yes' : 'no';
}

export default defineRule({
  id: 'dockerfile/invalid-run-mount',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A RUN --mount has an option that is refused',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    typeNear: '"{type}" is no type of mount, so the build stops here: write {name}',
    type: '"{type}" is no type of mount, so the build stops here: use bind, cache, tmpfs, secret or ssh',
    keyNear: 'A mount has no option "{key}", so the build stops here: write {name}',
    key: 'A mount has no option "{key}", so the build stops here: remove it',
    comma: 'An option is missing beside this comma, so the build stops here: remove it, or the blank behind it',
    noValue: '"{key}" has no value, so the build stops here: write {key}=value',
    wrongType: 'A mount of type {type} takes no {key}, so the build stops here: remove one of them',
    order: '{key} in front of type={type} is refused, so the build stops here: put type= first',
    idAndSource: 'A secret is named by id or by source, not by both, so the build stops here: keep id',
    secretName: 'This secret has neither id nor target, so the build stops here: add id=name',
    noTarget: 'The mount has no target and would cover the whole root directory, so the build stops here: add target=path',
    rootTarget: 'A mount cannot cover the whole root directory, so the build stops here: choose a path below /',
    value: '"{value}" is no value for {key}, so the build stops: write {wanted}',
  },
  docs: {
    description:
      'A --mount of RUN has an unknown type or option, an option its type does not take (sharing and size beside cache and tmpfs, mode, uid and gid beside cache, secret and ssh, required beside secret and ssh, from on a secret), both id and source on a secret, no target where the working directory is /, or a mode, uid, gid, size, sharing or boolean that cannot be read. Values with a variable in them are left alone. Without any WORKDIR in the file a missing target is a warning.',
    rationale: 'BuildKit refuses the file or stops at the instruction.',
    impact: 'None: the instruction cannot be built as it is.',
    audit: 'docker build stops with "unexpected key", "unsupported mount type" or "invalid mount target".',
    remediation: 'Correct the option; the Dockerfile reference lists them for each type.',
    defaultValue: 'The type is bind; bind, secret and ssh are read-only.',
    references: ['Dockerfile reference: RUN --mount'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM golang:1.27\nRUN --mount=type=cahce,target=/root/.cache go build ./...\n',
      good: 'FROM golang:1.27\nRUN --mount=type=cache,target=/root/.cache go build ./...\n',
      byFix: true,
    },
    {
      bad: 'FROM alpine:3.24\nRUN --mount=type=bind,target=/src,sharing=locked ls /src\n',
      good: 'FROM alpine:3.24\nRUN --mount=type=bind,target=/src ls /src\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN') return;
    // Another frontend may know more.
    if (instruction.flags.length === 0 || frontendChannel(ctx.model) === 'foreign') return;
    for (const flag of instruction.flags) {
      if (flag.name !== 'mount' || flag.options.length === 0) continue;
      const stray = strayComma(ctx.text, flag);
      if (stray) {
        yield ctx.problem('comma', { at: stray });
        continue;
      }
      const typeOption = flag.options.find(({ name }) => name === 'type');
      const type = typeOption?.value?.toLowerCase() ?? 'bind';
      if (isVariable(type)) continue;
      if (typeOption?.value !== undefined && !MOUNT_TYPES.includes(type)) {
        const meant = nearest(type, MOUNT_TYPES, 2);
        const at = typeOption.valueSpan ?? typeOption.span;
        if (meant === undefined) yield ctx.problem('type', { at, data: { type: typeOption.value } });
        else {
          const change = replaceWord(ctx.model, instruction, at, meant);
          yield ctx.problem('typeNear', {
            at,
            data: { type: typeOption.value, name: meant },
            fixes: [change && { title: `Write ${meant}`, safety: 'safe', ...change }],
          });
        }
        continue;
      }
      const given = (...names: string[]): Option | undefined =>
        flag.options.find(({ name, value }) => names.includes(name) && value !== '');
      let isTyped = typeOption === undefined;
      for (const option of flag.options) {
        const { name, value } = option;
        const at = nameSpan(option);
        if (option === typeOption) isTyped = true;
        if (!isMountKey(name)) {
          const meant = nearest(name, MOUNT_KEYS, typingErrors(name));
          const change = meant === undefined || given(meant) ? undefined : replaceWord(ctx.model, instruction, at, meant);
          if (meant === undefined) yield ctx.problem('key', { at, data: { key: name } });
          else {
            yield ctx.problem('keyNear', {
              at,
              data: { key: name, name: meant },
              fixes: [change && { title: `Write ${meant}`, safety: 'safe', ...change }],
            });
          }
          continue;
        }
        if (!takesKey(type, name)) {
          yield ctx.problem('wrongType', { at, data: { key: name, type } });
          continue;
        }
        if (value === undefined) {
          if (!/^(?:readonly|ro|readwrite|rw|required)$/.test(name)) yield ctx.problem('noValue', { at, data: { key: name } });
        } else if (!isVariable(value)) {
          const wanted = valueProblem(name, value);
          if (wanted !== undefined) yield ctx.problem('value', { at: option.valueSpan ?? at, data: { key: name, value, wanted } });
        }
        // These two ask for the type while the options are read one by one.
        if (!isTyped && (name === 'required' || name === 'size')) yield ctx.problem('order', { at, data: { key: name, type } });
      }
      const source = given('source', 'src');
      const target = given('target', 'dst', 'destination');
      if (type === 'secret') {
        if (source && given('id')) yield ctx.problem('idAndSource', { at: nameSpan(source) });
        else if (!source && !given('id') && !target) yield ctx.problem('secretName', { at: flag.span });
      } else if (type !== 'ssh') {
        if (target?.value !== undefined && /^\/+\.?$/.test(target.value))
          yield ctx.problem('rootTarget', { at: target.valueSpan ?? target.span });
        const atRoot = isAtRoot(instruction);
        if ((!target || /^(?:\.\/?)?$/.test(target.value ?? 'x')) && atRoot !== 'no') {
          yield ctx.problem('noTarget', { at: (target ?? flag).span, severity: atRoot === 'yes' ? 'error' : 'warning' });
        }
      }
    }
  },
});
