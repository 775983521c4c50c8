// Matches the patterns of a .gitignore file.
import ignore from 'ignore';
import type { IgnoreMatcher } from '../core/workspace/walk.js';

export const ignoreMatcher = (text: string): IgnoreMatcher => ignore().add(text.replace(/^\uFEFF/, ''));
