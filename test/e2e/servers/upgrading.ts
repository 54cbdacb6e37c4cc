import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { openEventStoreDb } from '../../../adapters/eventstoredb/index.js';
import type { EventStore } from '../../../commands/event-store.js';
import { streamName, type EventId } from '../../../domain/kernel/ids.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Problem } from '../../../http/problem.js';
import type { HistoryStep } from '../../../projections/history/model.js';
import type { Role } from '../../../scripts/configuration/settings.js';
import { root } from '../../../scripts/root.js';
import type { CaseReply, Answer } from '../../api/client.js';
import { raw } from '../../api/raw.js';
import { onCase, people } from '../../api/stories/story.js';
import type { Started } from '../../servers/city.js';
import { until, type Processes } from './processes.js';

const roles = [
  'write-api',
  'read-api',
  'projections',
  'timekeeper',
] as const satisfies readonly Role[];
const newerCode = join(root, 'dist', 'test', 'fixtures', 'newer-code.js');
const nextRelease = { NODE_OPTIONS: `--import ${pathToFileURL(newerCode).href}` };
const comment = (text: string) => ({ body: { comment: text } });

/** A release with a new version of an event comes while a city runs, which is left with two releases side by side. */
export function isUpgraded(processesNow: () => Processes): void {
  let processes: Processes;
  let log: EventStore;
  let ahead: string;
  let other: string;

  const ask = async <T>(one: Started, operation: string, input: object): Promise<Answer<T>> =>
    (await processes.city.as(people.asha, one)).call<T>(operation, input);
  const comments = async (id: string): Promise<readonly string[]> => {
    const [reader] = processes.of('read-api');
    const { body } = await ask<{ steps: HistoryStep[] }>(reader, 'getCaseHistory', onCase(id));
    return body.steps.flatMap((step) => step.comment ?? []);
  };
  /** As a process of the next release writes it. */
  const commentAsNextRelease = async (id: string, remark: string): Promise<void> => {
    const stream = streamName(`case-${id}`);
    const events: Recorded[] = [];
    for await (const page of log.read(stream)) events.push(...page);
    const { type, data, meta, revision } = events.at(-1)!;
    expect(type).to.equal('case.commented.v1');
    const { comment: _, ...rest } = data as Record<string, string>;
    const newer = { id: randomUUID() as EventId, type: 'case.commented.v2', meta };
    await log.append(stream, [{ ...newer, data: { ...rest, remark } }], revision);
  };
  const unready = async (role: Role, check: string): Promise<void> => {
    const [one] = processes.of(role);
    const needs = async () => (await raw(one, '/readyz')).text.includes(`"${check}":"needs-newer`);
    await until(needs);
    expect((await raw(one, '/readyz')).status).to.equal(503);
    expect((await raw(one, '/healthz')).status).to.equal(200);
    expect(one.process.errors).to.contain('case.commented.v2 is unknown');
  };

  before(async () => {
    processes = processesNow();
    await processes.add('timekeeper');
    const [writer] = processes.of('write-api');
    log = openEventStoreDb({ url: processes.city.servers.log.url });
    ahead = await processes.submit(writer);
    other = await processes.submit(writer);
    await ask(writer, 'comment', { ...onCase(ahead), ...comment('It grows') });
    expect(await comments(ahead)).to.deep.equal(['It grows']);
    await commentAsNextRelease(ahead, 'It still grows');
  });
  after(() => log.close());

  it('makes old projections and reactions halt and say so, and still be alive', async () => {
    await Promise.all([unready('projections', 'cases'), unready('timekeeper', 'reactions')]);
    const [folding] = processes.of('projections');
    expect(folding.process.errors).to.match(/"level":50.*"state":"needs-newer-code"/);
  });

  it('makes old code refuse that case, and no other', async () => {
    const [[writer], [reader]] = [processes.of('write-api'), processes.of('read-api')];
    const refused = [
      await ask<Problem>(writer, 'comment', { ...onCase(ahead), ...comment('And grows') }),
      await ask<Problem>(reader, 'getCaseHistory', onCase(ahead)),
    ];
    for (const { status, body, headers } of refused)
      expect([status, body.code, headers.get('retry-after')]).to.deep.equal([
        ...([503, 'event.unknown', '30'] as const),
      ]);
    const taken = await ask(writer, 'comment', { ...onCase(other), ...comment('Here too') });
    expect(taken.status).to.equal(201);
  });

  it('goes on where old code halted, as soon as there is newer code', async () => {
    // The old processes are still there: they have left the work to others.
    const newer = await Promise.all(roles.map((role) => processes.city.start(role, nextRelease)));
    const [writer, reader] = newer;
    const view = await ask<CaseReply>(reader!, 'getCase', onCase(other));
    expect(view.status).to.equal(200);
    const { body } = await ask<{ steps: HistoryStep[] }>(reader!, 'getCaseHistory', onCase(ahead));
    const said = body.steps.flatMap((step) => step.comment ?? []);
    expect(said).to.deep.equal(['It grows', 'It still grows']);
    const taken = await ask(writer!, 'comment', { ...onCase(ahead), ...comment('And grows') });
    expect(taken.status).to.equal(201);
    for (const one of newer) expect((await raw(one, '/readyz')).status, one.role).to.equal(200);
  });
}
