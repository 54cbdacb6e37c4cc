import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { projections } from '../../projections/index.js';
import type { Document, Tombstone } from '../../projections/read-store.js';
import { documentsIn, eventsIn } from '../../test/import/folder.js';
import { contentOf, isCase } from '../../test/import/import-city.js';
import { charter, CharterProcess, type Run } from '../../test/program.js';
import { root } from '../root.js';
import type { ImportReport } from './index.js';

const sample = join(root, 'test', 'fixtures', 'road-traffic-fines-sample.xes.gz');
const mapping = join(root, 'services', 'traffic-fine', 'import.json');
const importInto = (data: string): readonly string[] => [
  ...['import', 'xes', sample, '--mapping', mapping, '--data', data],
  ...['--window', '16', '--report', join(data, 'report.json')],
];

interface Moment {
  readonly title: string;
  readonly come: (errors: string, events: () => Promise<number>) => boolean | Promise<boolean>;
}
const oncePast = (events: number): Moment => ({
  title: `after ${events} events`,
  come: async (_errors, now) => (await now()) >= events,
});
const moments: readonly Moment[] = [
  oncePast(1),
  oncePast(700),
  oncePast(1700),
  { title: 'while read models are loaded', come: (errors) => /Importing: 1912 /.test(errors) },
  { title: 'when they are loaded', come: (errors) => errors.includes('Loading read models:') },
];

/** Starts an import and kills it when its moment has come. */
async function killed(data: string, { come }: Moment): Promise<Run> {
  const running = new CharterProcess(importInto(data));
  const events = async (): Promise<number> => (await eventsIn(data)).length;
  while (!running.hasEnded && !(await come(running.errors, events))) await sleep(20);
  return running.stop('SIGKILL');
}

const reportIn = (data: string): object => {
  const report = JSON.parse(readFileSync(join(data, 'report.json'), 'utf8')) as ImportReport;
  const { rows, cases, commands, derived, corrections, ignored, skipped, events } = report;
  const rejected = report.rejected.count;
  return { rows, cases, commands, derived, corrections, ignored, skipped, events, rejected };
};
const ofCases = (events: readonly Recorded[]) => contentOf(events.filter(isCase));
const countsOf = (events: readonly Recorded[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};
/** Without what depends on when something was recorded, and in which order. */
const lasting = (document: Document | Tombstone): object =>
  Object.fromEntries(
    Object.entries(document).filter(([name]) => !['position', 'recordedAt'].includes(name)),
  );
/** Publishing has the time of its day. */
const timeless = (documents: readonly (Document | Tombstone)[]) =>
  documents.filter(({ _id }) => !/^(service|reference)-/.test(_id)).map(lasting);

describe('charter import, killed on the way', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'charter-killed-'));
  const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
  let expected: readonly Recorded[];
  before(async () => {
    const { code, errors } = await charter(importInto(whole));
    expect(code, errors).to.equal(0);
    expected = await eventsIn(whole);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const moment of moments)
    it(`${moment.title}, leaves a log with nothing twice and nothing else`, async () => {
      const { code, errors } = await killed(broken, moment);
      expect(code, errors).to.equal(null);
      const left = ofCases(await eventsIn(broken));
      const ids = new Set(left.map((event) => (event as Recorded).id));
      expect(ids.size).to.equal(left.length);
      const there = contentOf(
        expected.filter(({ id, stream }) => isCase({ stream }) && ids.has(id)),
      );
      expect(left).to.deep.equal(there);
    });

  it('goes on to the same log and the same report as one that nobody killed', async () => {
    const { code, errors, output } = await charter(importInto(broken));
    expect(code, errors).to.equal(0);
    expect(output).to.match(/^resumed after \d{4} steps$/m);
    const events = await eventsIn(broken);
    expect(countsOf(events)).to.deep.equal(countsOf(expected));
    expect(ofCases(events)).to.deep.equal(ofCases(expected));
    expect(reportIn(broken)).to.deep.equal(reportIn(whole));
  });

  it('has the same read models as one that nobody killed', async () => {
    const [models, others] = [await documentsIn(broken), await documentsIn(whole)];
    expect([...models.keys()]).to.have.members(projections.map(({ name }) => name));
    for (const [name, documents] of models) {
      // No service of the sample gives work out by turns.
      expect(documents.length, name).to.be.greaterThan(name === 'turns' ? -1 : 0);
      expect(documents.length, name).to.equal(others.get(name)?.length);
      if (name === 'services') continue;
      expect(timeless(documents), name).to.deep.equal(timeless(others.get(name) ?? []));
    }
  });

  it('has the read models that its log says, document by document', async () => {
    const before = await documentsIn(broken);
    const { code, output, errors } = await charter(['rebuild', '--data', broken]);
    expect(code, output + errors).to.equal(0);
    for (const [name, documents] of before)
      expect(output).to.match(new RegExp(`^${name} +${documents.length} +0$`, 'm'));
    expect(await documentsIn(broken)).to.deep.equal(before);
  });
});
