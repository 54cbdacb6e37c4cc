import { expect } from 'chai';
import { readRoutes } from '../../read-api/index.js';
import { clockRoutes } from '../../scripts/sample/clock-routes.js';
import { writeRoutes } from '../../write-api/index.js';
import { openApiCity } from './city.js';
import type { Operation } from './openapi.js';
import { furnish } from './riverton.js';
import { complaintsAreDealtWith } from './stories/complaint.js';
import { everythingIsMeasured } from './stories/measures.js';
import { aPermitIsGranted } from './stories/permit.js';
import { waits, whatIsRefused, writes } from './stories/refusals.js';
import { servicesAreKept } from './stories/services.js';
import { storyIn, type Story } from './stories/story.js';

describe('the API, by its own document', () => {
  let told: Story;
  const story = () => told;
  before(async () => {
    const city = await openApiCity({ readSeconds: 1 });
    told = storyIn(city);
    await furnish(city, ['complaint', 'building-permit']);
  });
  after(() => told.city.close());

  servicesAreKept(story);
  complaintsAreDealtWith(story);
  aPermitIsGranted(story);
  everythingIsMeasured(story);

  whatIsRefused(story);

  it('was driven to every reply of every operation', () => {
    const { specification, driven } = told.city.shared;
    // What neither writes nor waits is not available only when a store is not.
    const reachable = (operation: Operation) =>
      Object.keys(operation.responses).filter(
        (reply) => reply !== '503' || writes(operation) || waits(operation),
      );
    const missed = [...specification.operations.values()].flatMap((operation) =>
      reachable(operation)
        .filter((reply) => !driven.gave(operation.operationId, reply))
        .map((reply) => `${operation.operationId} ${reply}`),
    );
    expect(missed).to.deep.equal([]);
  });

  it('was served with every operation that there is', () => {
    const routes = [
      // Nothing is asked of the routes but what they say of themselves.
      ...writeRoutes({} as never),
      ...readRoutes({ reads: {} as never, readSeconds: 1 }),
      ...clockRoutes({} as never, {} as never),
    ];
    const { operations } = told.city.shared.specification;
    expect([...operations.keys()]).to.have.members(routes.map(({ operationId }) => operationId));
  });
});
