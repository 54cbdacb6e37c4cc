// Dots while it runs, failures in full, skipped tests by name, contracts × adapters, and one closing line that a script can read.
// With `--reporter-option contracts=full` every case of the contracts has a line.
const { reporters } = require('mocha');
const { ContractTable } = require('./contract-table.cjs');

class Reporter extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    const contracts = new ContractTable();
    runner.on('pending', (test) => {
      skipped.push(test.fullTitle());
      contracts.note(test, 'pending');
    });
    runner.on('pass', (test) => contracts.note(test, 'passed'));
    runner.on('fail', (test) => contracts.note(test, 'failed'));
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const isFull = options?.reporterOptions?.contracts === 'full';
      printed('Contracts:', isFull ? contracts.full() : contracts.short());
      printed(
        'Skipped:',
        skipped.map((title) => `  ${title}`),
      );
      process.stdout.write(`\n${passes} passed, ${failures} failed, ${pending} skipped\n`);
    });
  }
}

function printed(title, lines) {
  if (lines.length > 0) process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}

module.exports = Reporter;
