// Cases of the ports' contracts × adapters: which hold, which were skipped, which an adapter is not held to.
const marks = { passed: 'ok', failed: 'FAILS', pending: 'skipped', absent: '-' };
// What a server lacks is said at the end of a skipped case's title.
const lacking = / \(no [^:]+: the server .*\)$/s;

/** The contract that a test belongs to and the test's place in it; undefined for any other test. */
function placeOf(test) {
  const titles = [test.title.replace(lacking, '')];
  for (let suite = test.parent; suite !== undefined; suite = suite.parent) {
    if (suite.contract !== undefined) return { ...suite.contract, titles };
    titles.unshift(suite.title);
  }
  return undefined;
}

class ContractTable {
  /** Port → adapters, and case → adapter → what became of it. */
  #ports = new Map();

  note(test, result) {
    const place = placeOf(test);
    if (place === undefined) return;
    const { port, adapter, titles } = place;
    if (!this.#ports.has(port)) this.#ports.set(port, { adapters: new Set(), cases: new Map() });
    const { adapters, cases } = this.#ports.get(port);
    adapters.add(adapter);
    const name = titles.join(' / ');
    if (!cases.has(name)) cases.set(name, new Map());
    cases.get(name).set(adapter, result);
  }

  /** How many cases of each contract each adapter passed, and skipped. */
  short() {
    const lines = [];
    for (const [port, { adapters, cases }] of this.#ports)
      for (const adapter of adapters) {
        const results = [...cases.values()].map((row) => row.get(adapter) ?? 'absent');
        const count = (result) => results.filter((one) => one === result).length;
        const skipped = count('pending');
        lines.push(
          `  ${port}: ${adapter}: ${count('passed')} of ${results.length - count('absent')} cases` +
            (skipped === 0 ? '' : `, ${skipped} skipped`),
        );
      }
    return lines;
  }

  /** Every case, with a column for each adapter. */
  full() {
    return [...this.#ports].flatMap(([port, { adapters, cases }]) => {
      const columns = [...adapters];
      const wide = columns.map((adapter) => Math.max(adapter.length, marks.pending.length));
      const widest = Math.max(port.length, ...[...cases.keys()].map((name) => name.length));
      const row = (name, cells) =>
        [name.padEnd(widest), ...cells.map((cell, index) => cell.padEnd(wide[index]))]
          .join('  ')
          .trimEnd();
      const rows = [...cases].map(([name, results]) =>
        row(
          name,
          columns.map((adapter) => marks[results.get(adapter) ?? 'absent']),
        ),
      );
      return ['', row(port, columns), ...rows];
    });
  }
}

module.exports = { ContractTable };
