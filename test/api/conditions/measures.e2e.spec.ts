import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
