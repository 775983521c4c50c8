// Entry in the node extension host, the same for the desktop and for a workbench in the browser.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 90_000, reporter: 'spec', color: false, forbidOnly: true, forbidPending: true });
  // The tests are in this bundle, so mocha has no files to load.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  require('./all-tests.js');
  if (process.env['SEAWORTHY_TEST_GREP']) mocha.grep(process.env['SEAWORTHY_TEST_GREP']);
  const failures: { title: string; error: string }[] = [];
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failed) => {
      const report = process.env['SEAWORTHY_COUNTS'];
      if (report) writeFileSync(report, JSON.stringify({ passed: runner.stats?.passes ?? 0, failed, failures }, undefined, 1));
      if (failed > 0) reject(new Error(`${failed} failed`));
      else resolve();
    });
    runner.on('fail', (test, error: Error) => failures.push({ title: test.fullTitle(), error: String(error.stack ?? error) }));
  });
}
