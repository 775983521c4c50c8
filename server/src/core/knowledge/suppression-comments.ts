// Comments that hush a linter, ours or another's, and the reason they give.
import type { Comment, DockerfileModel } from '../model/dockerfile/types.js';
import type { Span } from '../text/span.js';
import { readIgnoreComment } from './ignore-text.js';
import { checkComment, readCheckOptions, readHadolint, readPeerComment } from './peer-comments.js';

export interface SuppressionComment {
  readonly span: Span;
  /** Whose form it has: "seaworthy", "hadolint", "BuildKit", "another linter". */
  readonly tool: 'seaworthy' | 'hadolint' | 'buildkit' | 'other';
  readonly hasReason: boolean;
}

/** Words that are more than the name of a rule or a sign. */
const isReason = (text: string | undefined): boolean => text !== undefined && /\p{L}{2,}/u.test(text);

/** The text that a form of another linter leaves for people. */
function restOf(value: string): string {
  return value
    .replace(/(?:^|\s)(?:trivy|tfsec):ignore:\S+/gi, '')
    .replace(/(?:checkov|bridgecrew|cortex):skip= *[\w,]+:?/i, '')
    .replace(/^kics-scan\s+(?:ignore-line|ignore-block|ignore|(?:en|dis)able\s*=\s*[\w,\s-]+)/i, '')
    .replace(/(?:^|\s)nosem(?:grep)?(?::[\w.,\s-]*)?/, '')
    .replace(/^tally\s+(?:global\s+)?ignore\s*=\s*[\w/,\s-]+;?(?:reason=)?/, '')
    .replace(/^(?:dockerfile-utils:\s*ignore|dockerfile_lint\W*ignore)/, '')
    .replace(/\bNOSONAR\b/, '');
}

function readComment(comment: Comment, text: string): SuppressionComment | undefined {
  const { span } = comment;
  // Nobody writes a longer one by hand.
  if (span.end - span.start > 1000) return undefined;
  const value = comment.value.trim();
  const own = value.startsWith('seaworthy-ignore') ? readIgnoreComment(text.slice(span.start, span.end)) : undefined;
  if (own) return { span, tool: 'seaworthy', hasReason: isReason(own.reason) };
  if (value.includes('hadolint') && readHadolint(comment.value))
    return { span, tool: 'hadolint', hasReason: isReason(/ignore[^#]*#(.*)$/.exec(value)?.[1]) };
  const options = checkComment(value);
  if (options !== undefined && readCheckOptions(options) !== undefined)
    return { span, tool: 'buildkit', hasReason: isReason(/\s(.*)$/.exec(options)?.[1]) };
  const isOther = readPeerComment(value).length > 0 || /^dockerfile-utils:\s*ignore$|^dockerfile_lint\W*ignore\b|\bNOSONAR\b/.test(value);
  return isOther ? { span, tool: 'other', hasReason: isReason(restOf(value)) } : undefined;
}

/** Several rules ask for the same file. */
const known = new WeakMap<DockerfileModel, readonly SuppressionComment[]>();

/** All of a file, the `check=skip` directive included; a comment line directly above one counts as its reason. */
export function suppressionComments(file: DockerfileModel): readonly SuppressionComment[] {
  const found = known.get(file) ?? readAll(file);
  known.set(file, found);
  return found;
}

function readAll(file: DockerfileModel): readonly SuppressionComment[] {
  const found: SuppressionComment[] = [];
  for (const { name, value, span } of file.directives) {
    const skipped = name === 'check' ? readCheckOptions(value.value) : undefined;
    if (skipped !== undefined) found.push({ span, tool: 'buildkit', hasReason: isReason(/\s(.*)$/.exec(value.value)?.[1]) });
  }
  let above: { readonly end: number; readonly hasReason: boolean } | undefined;
  for (const comment of file.comments) {
    const read = readComment(comment, file.text);
    const isBelow = above !== undefined && /^\r?\n[ \t]*$/.test(file.text.slice(above.end, comment.span.start));
    const hasReason = read ? read.hasReason || (isBelow && above?.hasReason === true) : isReason(comment.value);
    if (read) found.push({ ...read, hasReason });
    above = { end: comment.span.end, hasReason };
  }
  return found;
}
