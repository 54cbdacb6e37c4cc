import { expect } from 'chai';
import { openApiCity } from './city.js';
import { furnish } from './riverton.js';
import { complaintsAreDealtWith } from './stories/complaint.js';
import { everythingIsMeasured } from './stories/measures.js';
import { aPermitIsGranted } from './stories/permit.js';
import { servicesAreKept } from './stories/services.js';
import { storyIn, type Story } from './stories/story.js';

describe('the API, by its own document', () => {
  let told: Story;
  const story = () => told;
  before(async () => {
    const city = await openApiCity();
    told = storyIn(city);
    await furnish(city, ['complaint', 'building-permit']);
  });
  after(() => told.city.close());

  servicesAreKept(story);
  complaintsAreDealtWith(story);
  aPermitIsGranted(story);
  everythingIsMeasured(story);

  it('was driven in every operation', () => {
    const { specification, driven } = told.city.shared;
    const all = [...specification.operations.keys()];
    expect(all.filter((operation) => !driven.has(operation))).to.deep.equal([]);
    expect(all).to.have.length(39);
  });
});
