// Which rules of a format take the most time over some texts, each timed alone over facts that are read already.
import { finish, runChunk } from '../server/src/core/engine/run.js';
import { activeRules, settingsOf } from '../server/src/core/engine/select.js';
import type { Config } from '../server/src/core/config/types.js';
import { dockerfile as format } from '../server/src/core/formats/dockerfile.js';

export interface RuleTime {
  readonly rule: string;
  readonly time: number;
}

/** The least of some runs for each rule, summed over the texts, the slowest first. */
export function ruleTimes(texts: readonly string[], config: Config, today: string): readonly RuleTime[] {
  const RUNS = 5;
  const settings = settingsOf(config);
  const around = { path: 'Dockerfile', settings, today, files: undefined };
  const times = new Map<string, number>();
  for (const text of texts) {
    const model = format.read({ base: 0, text }, { completeness: 'whole', json: false, settings });
    const active = activeRules(format.rules, config);
    finish(runChunk(format, active, model, around));
    for (const one of active) {
      let least = Infinity;
      for (let run = 0; run < RUNS; run++) {
        const started = performance.now();
        finish(runChunk(format, [one], model, around));
        least = Math.min(least, performance.now() - started);
      }
      times.set(one.rule.id, (times.get(one.rule.id) ?? 0) + least);
    }
  }
  return [...times].map(([rule, time]) => ({ rule, time })).sort((a, b) => b.time - a.time);
}
