// Mocha's dots and failures, and the counts as JSON in the file that SEAWORTHY_COUNTS names.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      if (process.env.SEAWORTHY_COUNTS) writeFileSync(process.env.SEAWORTHY_COUNTS, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
