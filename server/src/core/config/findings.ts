// Turns the problems of a configuration file into findings in that file.
import type { Finding } from '../engine/finding.js';
import type { Fix } from '../engine/rule.js';
import type { ConfigProblem, ConfigReading } from './types.js';

/** The file's own `rules` section holds for them too: a severity, or off. */
export function configFindings(text: string, reading: ConfigReading): Finding[] {
  return reading.problems.flatMap((problem): Finding[] => {
    const setting = reading.config?.rules.get(problem.rule)?.severity;
    if (setting === 'off') return [];
    const fix = correction(text, problem);
    return [
      {
        rule: problem.rule,
        key: problem.key,
        message: problem.message,
        severity: setting ?? problem.severity,
        at: problem.span,
        equivalents: [],
        related: [],
        fixes: fix ? [fix] : [],
        tags: problem.rule === 'config/unknown-key' || problem.rule === 'config/unknown-rule' ? ['unnecessary'] : [],
      },
    ];
  });
}

function correction(text: string, { span, suggestion }: ConfigProblem): Fix | undefined {
  if (suggestion === undefined) return undefined;
  const first = text[span.start];
  const quote = first === '"' || first === "'" ? first : '';
  return {
    title: `Write ${suggestion}`,
    safety: 'safe',
    edits: [{ span, newText: quote + suggestion + quote }],
    // What stands there meant nothing so far.
    effect: { kind: 'none' },
  };
}
