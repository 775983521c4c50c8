// Drives a long computation in slices, so that messages are seen between them.

export interface Pace {
  /** How long a slice may take, in milliseconds; the step that ends it comes on top. */
  readonly slice: number;
  /** Lets messages in; resolves soon. */
  pause(): Promise<void>;
}

/**
 * Runs the generator to its end, letting go of the thread whenever a slice is used up.
 * @returns what the generator returns, or `undefined` when `isStopped` said so in between
 */
export async function runSteps<T>(
  steps: Generator<void, T>,
  pace: Pace,
  isStopped: () => boolean,
): Promise<{ readonly value: T } | undefined> {
  let started = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return { value: step.value };
    if (performance.now() - started < pace.slice) continue;
    await pace.pause();
    if (isStopped()) {
      steps.return(undefined as never); // Lets the generator clean up; its value is not used.
      return undefined;
    }
    started = performance.now();
  }
}
