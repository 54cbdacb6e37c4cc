import { expect } from 'chai';
import type { PublishedSet } from '../../../domain/reference/index.js';
import type { ServiceView } from '../../../projections/services/model.js';
import type { ServiceSummary } from '../../../projections/services/queries.js';
import { riverton } from '../city.js';
import { definitionOf } from '../riverton.js';
import type { Story } from './story.js';

interface List<T> {
  readonly items: readonly T[];
}

const complaint = { authority: riverton, code: 'complaint' };
const northern = { authority: 'demo.riverton.north', code: 'complaint' };
const codes = ({ items }: List<ServiceSummary>) => items.map(({ code }) => code);

/** Services and reference data: drafted, published, adopted, corrected, withdrawn. */
export function servicesAreKept(story: () => Story): void {
  it('keeps reference data with its dates, and corrects what was wrong', async () => {
    const admin = await story().as('administrator');
    const set = { params: { authority: riverton, set: 'outcomes' } };
    const before = await admin.must<PublishedSet>('getReference', set);
    expect(before).to.include({ kind: 'code-list', set: 'outcomes', status: 'published' });
    const [entry] = before.entries;
    const value = { ...entry?.value, title: { en: 'Outcomes of a case' } };
    const reason = 'clearer';
    await admin.must('correctReference', {
      ...set,
      body: { kind: 'code-list', effectiveFrom: entry?.effectiveFrom, value, reason },
    });
    const after = await admin.must<PublishedSet>('getReference', set);
    expect(after.entries).to.have.length(1);
    expect(after.entries[0]?.value).to.deep.equal(value);
  });

  it('lists what an authority takes cases of on a date', async () => {
    const asha = await story().as('asha');
    const list = (query: Record<string, string>) =>
      asha.must<List<ServiceSummary>>('listServices', { query: { authority: riverton, ...query } });
    expect(codes(await list({}))).to.deep.equal(['building-permit', 'complaint']);
    expect(codes(await list({ text: 'pothole' }))).to.deep.equal(['complaint']);
    expect(codes(await list({ text: 'गड्ढा' }))).to.deep.equal(['complaint']);
    expect(codes(await list({ on: '2023-12-31' }))).to.deep.equal([]);
  });

  it('shows a draft to its own authority until it is discarded', async () => {
    const admin = await story().as('administrator');
    const definition = { ...definitionOf('complaint'), effectiveFrom: '2026-06-01' };
    await admin.must('draftService', { params: complaint, body: { definition } });
    const list = async (who: 'administrator' | 'asha') =>
      (await (await story().as(who)).must<List<ServiceSummary>>('listServiceVersions')).items
        .filter(({ code }) => code === 'complaint')
        .map(({ version, status }) => `${version} ${status}`);
    expect(await list('administrator')).to.deep.equal(['2 draft', '1 published']);
    expect(await list('asha')).to.deep.equal(['1 published']);
    await admin.must('discardDraft', { params: complaint, body: {} });
    expect(await list('administrator')).to.deep.equal(['1 published']);
  });

  it('lets a narrower authority adopt a service, with what it may have otherwise', async () => {
    const nora = await story().as('northern');
    const overrides = { limits: { standard: { workingDays: 2 } } };
    const body = { of: riverton, effectiveFrom: '2026-03-01', overrides };
    await nora.must('adoptService', { params: northern, body });
    const version = { params: { ...northern, version: 1 } };
    const draft = await nora.must<ServiceView>('getServiceVersion', version);
    expect(draft.status).to.equal('draft');
    await nora.must('publishService', { params: northern, body: {} });
    const asha = await story().as('asha');
    const published = await asha.must<ServiceView>('getServiceVersion', version);
    expect(published).to.deep.include({
      status: 'published',
      derivedFrom: { authority: riverton, version: 1, overridden: ['limits'] },
    });
    const standard = published.definition.workflow.timers.find(({ name }) => name === 'standard');
    expect(standard?.length).to.deep.equal({ workingDays: 2 });
  });

  it('shows a service with all its versions', async () => {
    const asha = await story().as('asha');
    const { status, headers, body } = await asha.call<List<ServiceSummary>>('getService', {
      params: northern,
    });
    expect(status).to.equal(200);
    expect(body.items).to.have.length(1);
    expect(body.items[0]).to.include({ version: 1, status: 'published', code: 'complaint' });
    expect(headers.get('etag')).to.equal('"1"');
  });

  it('corrects words of a version without a new one', async () => {
    const admin = await story().as('administrator');
    const title = { en: 'Report a problem', hi: 'समस्या बताएँ' };
    await admin.must('correctServiceTexts', {
      params: complaint,
      body: { texts: { '/title': title }, reason: 'plainer' },
    });
    const found = await admin.must<ServiceView>('getServiceVersion', {
      params: { ...complaint, version: 1 },
    });
    expect(found.definition.title).to.deep.equal(title);
    expect(found.version).to.equal(1);
  });

  it('takes no new cases of a service that was withdrawn', async () => {
    const nora = await story().as('northern');
    const body = { from: '2026-03-10', reason: 'the wider service is enough' };
    await nora.must('withdrawService', { params: northern, body });
    const on = async (date: string) =>
      codes(
        await nora.must<List<ServiceSummary>>('listServices', {
          query: { authority: northern.authority, on: date },
        }),
      );
    expect(await on('2026-03-09')).to.include('complaint');
    expect(await on('2026-03-10')).not.to.include('complaint');
  });
}
