// Mocha's list of tests, and the counts as JSON in the file that SEAWORTHY_COUNTS names.
module.exports = class extends require('mocha').reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      if (process.env.SEAWORTHY_COUNTS)
        require('node:fs').writeFileSync(process.env.SEAWORTHY_COUNTS, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
