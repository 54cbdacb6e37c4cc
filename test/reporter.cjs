// Dots while it runs, failures in full, skipped tests by name, and one closing line that a script can read.
const { reporters } = require('mocha');

class Reporter extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    runner.on('pending', (test) => skipped.push(test.fullTitle()));
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      if (skipped.length > 0) {
        process.stdout.write('\nSkipped:\n');
        for (const title of skipped) process.stdout.write(`  ${title}\n`);
      }
      process.stdout.write(`\n${passes} passed, ${failures} failed, ${pending} skipped\n`);
    });
  }
}

module.exports = Reporter;
