// Mocha's dots and failures, and the counts as JSON in the file that SEAWORTHY_COUNTS names. A suite that leaves something running fails.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

/** Milliseconds from the last test to the end of the process. */
const PATIENCE = 15_000;

module.exports = class extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      if (process.env.SEAWORTHY_COUNTS) writeFileSync(process.env.SEAWORTHY_COUNTS, JSON.stringify({ passed: passes, failed: failures }));
      setTimeout(() => {
        console.error(`the tests are over, but something still runs: ${process.getActiveResourcesInfo().join(', ')}`);
        process.exit(1);
      }, PATIENCE).unref();
    });
  }
};
