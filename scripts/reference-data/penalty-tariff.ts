import { instant } from '../../domain/kernel/instant.js';
import { localDate } from '../../domain/kernel/calendar/index.js';
import { toMinorUnits } from '../import/mapping/convert.js';
import { openSource } from '../import/read/source.js';
import type { RawRow } from '../import/read/row.js';
import { readXes } from '../import/read/xes.js';

const zone = 'Europe/Rome';
const decimals = 2;

/** Year of creation → fine → total after the penalty → how often, all in cents. */
type Totals = Map<string, Map<number, Map<number, number>>>;

const within = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
};

const columns = new Set(['case:concept:name', 'time:timestamp', 'amount']);

/** Reads the log row by row: the fine of each case, then what it came to. */
class Counter {
  readonly totals: Totals = new Map();
  readonly #created = new Map<string, { readonly year: string; readonly fine: number }>();

  add({ activity, cells }: RawRow): void {
    const key = cells['case:concept:name'] ?? '';
    const amount = toMinorUnits(cells['amount'] ?? '0', decimals);
    if (activity === 'Create Fine') {
      const year = localDate(instant(cells['time:timestamp'] ?? ''), zone).slice(0, 4);
      this.#created.set(key, { year, fine: amount });
    } else if (activity === 'Add penalty') this.#count(key, amount);
  }

  #count(key: string, total: number): void {
    const created = this.#created.get(key);
    if (created === undefined) return;
    const byFine = within(this.totals, created.year, () => new Map<number, Map<number, number>>());
    const byTotal = within(byFine, created.fine, () => new Map<number, number>());
    byTotal.set(total, (byTotal.get(total) ?? 0) + 1);
  }
}

async function countTotals(path: string): Promise<Totals> {
  const counter = new Counter();
  const { text } = await openSource(path);
  for await (const rows of readXes(text, { columns, activity: 'concept:name' }))
    rows.forEach((row) => counter.add(row));
  return counter.totals;
}

/** The commonest; of equally common ones the smallest. */
const commonest = (counts: ReadonlyMap<number, number>): number =>
  [...counts].sort(([a, n], [b, m]) => m - n || a - b)[0]?.[0] ?? 0;

const title = {
  en: 'Total owed after the penalty, by fine and year of creation',
  hi: 'दंड के बाद कुल देय राशि, जुर्माने और वर्ष के अनुसार',
  it: 'Totale dovuto dopo la sanzione, per importo e anno del verbale',
};

/** The tariff as a reference set: one entry for each year of creation, one row for each fine of that year. */
export async function penaltyTariff(path: string) {
  const totals = await countTotals(path);
  const entries = [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([year, byFine]) => ({
      effectiveFrom: `${year}-01-01`,
      value: {
        title,
        currency: 'EUR',
        inputs: [{ name: 'fine', title: { en: 'Fine in cents' }, type: 'number' }],
        rows: [...byFine]
          .sort(([a], [b]) => a - b)
          .map(([fine, counts]) => ({ key: [fine], value: commonest(counts) })),
      },
    }));
  return { set: 'penalty-total', kind: 'tariff', entries };
}
