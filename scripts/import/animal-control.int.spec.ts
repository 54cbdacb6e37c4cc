import { join } from 'node:path';
import { expect } from 'chai';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import { systemClock } from '../../commands/ports/clock.js';
import { scratchDirectory } from '../../test/fixtures/scratch.js';
import { everyEvent, importCity } from '../../test/import/import-city.js';
import { boston, flagsOf, officesOf, readBoston } from '../../test/import/boston.js';
import { root } from '../root.js';
import { importCsv } from './index.js';

const file = join(root, 'test', 'fixtures', 'boston-311-2018-sample.csv.gz');

describe('requests of the Boston sample, lived through again', () => {
  const scratch = scratchDirectory();

  it('are on time or overdue as the file says, in its queues and departments', async function () {
    this.timeout(30_000);
    const store = createMemoryEventStore({ now: systemClock.now });
    const app = importCity(store, scratch('imports'));
    const report = await importCsv(file, { mapping: boston.mapping }, app);
    expect(report.rejected).to.include({ count: 0 });
    const rows = await readBoston(file);
    const events = await everyEvent(store);
    expect(flagsOf(events)).to.deep.equal(
      new Map(rows.map((row) => [row.case_enquiry_id, `${row.case_status} ${row.on_time}`])),
    );
    expect(officesOf(events)).to.deep.equal(
      new Map(rows.map((row) => [row.case_enquiry_id, `${row.department} ${row.queue}`])),
    );
  });
});
