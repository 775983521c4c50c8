// Drives a long computation in slices, so that messages are seen between them.

/** How long a slice may take, in milliseconds; the step that ends it comes on top. */
export const SLICE = 20;

/**
 * Runs the generator to its end, letting go of the thread whenever a slice is used up.
 * @returns what the generator returns, or `undefined` when `isStopped` said so in between
 */
export async function runSteps<T>(
  steps: Generator<void, T>,
  pause: () => Promise<void>,
  isStopped: () => boolean,
): Promise<{ readonly value: T } | undefined> {
  let started = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return { value: step.value };
    if (performance.now() - started < SLICE) continue;
    await pause();
    if (isStopped()) {
      steps.return(undefined as never); // Lets the generator clean up; its value is not used.
      return undefined;
    }
    started = performance.now();
  }
}
