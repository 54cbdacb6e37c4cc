import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { eventId, streamName } from '../../../domain/kernel/ids.js';
import { root } from '../../../scripts/root.js';
import { raw } from '../raw.js';
import { asha, submitted, town } from './town.js';

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

describe('the measures of a city', () => {
  const city = town();
  const measures = async () => (await raw(city(), '/metrics')).text;
  const value = (text: string, line: string): number =>
    Number(
      text
        .split('\n')
        .find((each) => each.startsWith(`${line} `))
        ?.slice(line.length) ?? NaN,
    );

  it('are all that the dashboard asks for', async () => {
    await submitted(city(), asha);
    const text = await measures();
    const known = new Set([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name]) => name));
    const path = join(root, 'docs', 'how-to', 'grafana-dashboard.json');
    const { panels } = JSON.parse(readFileSync(path, 'utf8')) as Dashboard;
    const asked = panels
      .flatMap(({ targets }) => targets)
      .flatMap(({ expr }) => expr.match(/\b(charter|process|nodejs)_\w+/g) ?? [])
      .map((name) => name.replace(/_(bucket|count)$/, ''));
    expect(asked.length).to.be.greaterThan(12);
    for (const name of asked) expect(known, name).to.include(name);
  });

  it('count requests by route, commands under way and cases found in memory', async () => {
    const before = await measures();
    const reference = await submitted(city(), asha);
    const client = await city().as(asha);
    await client.must('comment', { params: { reference }, body: { comment: 'Still there' } });
    const after = await measures();
    const found = 'charter_cached_cases_asked_total{found="yes"}';
    expect(value(after, found)).to.be.greaterThan(value(before, found));
    expect(value(after, 'charter_cached_cases')).to.be.greaterThan(0);
    expect(value(after, 'charter_commands_under_way')).to.equal(0);
    const route = 'method="POST",route="/api/cases/:reference/comments",status="201"';
    expect(after).to.include(`charter_http_request_seconds_count{${route}} 1`);
  });
});

describe('a city whose log holds a fact that it does not know', () => {
  const city = town();

  it('says which work stopped for it, and why', async () => {
    const stream = streamName(`case-${await submitted(city(), asha)}`);
    const { store } = city().system;
    const events: Recorded[] = [];
    for await (const page of store.read(stream)) events.push(...page);
    const [{ meta }] = events as [Recorded];
    const unknown = { id: eventId(randomUUID()), type: 'case.dreamt.v1', data: {}, meta };
    await store.append(stream, [unknown], events.at(-1)!.revision);
    const until = Date.now() + 10_000;
    const ready = async () => (await raw(city(), '/readyz')).text;
    while (!(await ready()).includes('"reactions"') && Date.now() < until) await sleep(50);
    expect(await ready()).to.match(/"reactions":"needs-newer-code: [^"]*case\.dreamt\.v1/);
    const measures = (await raw(city(), '/metrics')).text;
    expect(measures).to.include('charter_work_stopped{work="reactions"} 1');
  });
});
