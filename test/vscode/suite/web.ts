// Entry in the web worker extension host: the same tests, with mocha's build for browsers.
import 'mocha/mocha';

export function run(): Promise<void> {
  mocha.setup({ ui: 'bdd', reporter: class {} as never, timeout: 90_000 });
  require('./all-tests.js');
  return new Promise((resolve, reject) => {
    let passed = 0;
    const runner = mocha.run((failed) => {
      // The runner reads this line: a worker has no file to leave a report in.
      console.log(`${passed} passed, ${failed} failed`);
      if (failed > 0) reject(new Error(`${failed} failed`));
      else resolve();
    });
    runner.on('pass', (test) => {
      passed++;
      console.log(`  ✔ ${test.fullTitle()} (${test.duration} ms)`);
    });
    runner.on('fail', (test, error: Error) => console.log(`  FAILED ${test.fullTitle()}\n${error.stack ?? error}`));
  });
}
