import { expect } from 'chai';
import type { Problem } from '../../../http/problem.js';
import { openApiCity } from '../city.js';
import { Client, type Input } from '../client.js';
import type { Operation } from '../openapi.js';
import type { Story } from './story.js';

/** Positions are compared as text: no log comes to this one. */
const neverReached = 'ffffffffffffffff';
const takes = ({ parameters = [] }: Operation, header: string): boolean =>
  parameters.some((each) => each.in === 'header' && each.name === header);
export const writes = (operation: Operation): boolean => takes(operation, 'If-Match');
export const waits = (operation: Operation): boolean => takes(operation, 'At-Least-Position');
const nobody = ({ surroundings }: Client): Client => new Client(surroundings, undefined);

/** Each request that was granted before, sent again in ways that are refused. */
export function whatIsRefused(story: () => Story): void {
  const all = () => [...story().city.shared.specification.operations.values()];
  /** Sends the requests of some operations at once with more headers, and holds what is refused against what should be. */
  const refused = async (
    operations: readonly Operation[],
    headers: NonNullable<Input['headers']>,
    said: string,
    by = (client: Client): Client => client,
  ) => {
    const { granted } = story().city.shared.driven;
    const replies = operations.map(async ({ operationId }) => {
      const { client, input } = granted.get(operationId)!;
      const sent = { ...input, headers: { ...input.headers, ...headers } };
      const { status, body } = await by(client).call<Partial<Problem>>(operationId, sent);
      return `${operationId} ${status} ${body.code ?? ''}`;
    });
    const expected = operations.map(({ operationId }) => `${operationId} ${said}`);
    expect(await Promise.all(replies)).to.deep.equal(expected);
  };

  it('asks everyone who they are', () => refused(all(), {}, '401 http.unauthenticated', nobody));

  it('takes no header that it can not read', async () => {
    await refused(all(), { 'At-Least-Position': '{}' }, '400 http.invalid-position');
    await refused(all(), { 'If-Match': 'yesterday' }, '400 http.invalid-precondition');
  });

  it('takes no write without a key, and none of what has changed', async () => {
    const writing = all().filter(writes);
    await refused(writing, { 'Idempotency-Key': '' }, '400 http.idempotency-key-required');
    await refused(writing, { 'If-Match': '"999"' }, '412 request.precondition-failed');
  });

  it('says when it has not come as far as asked', () =>
    refused(
      all().filter(waits),
      { 'At-Least-Position': neverReached },
      '503 http.not-yet-readable',
    ));

  it('says when there are too many requests', async () => {
    const crowded = await openApiCity({ requestsPerMinute: 1 });
    try {
      const there = ({ surroundings, token }: Client) =>
        new Client({ ...surroundings, url: crowded.url }, token);
      await refused(all(), {}, '429 http.rate-limited', there);
    } finally {
      await crowded.close();
    }
  });

  it('writes no more when it is about to end', async () => {
    const { system } = story().city;
    await system.commands.close();
    await refused(all().filter(writes), {}, '503 commands.closed');
  });
}
