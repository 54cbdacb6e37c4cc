import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { caseEvents } from '../../domain/case/events.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { DomainEvent } from '../../domain/kernel/decider.js';
import { referenceEvents } from '../../domain/reference/index.js';
import { serviceEvents } from '../../domain/service/index.js';

const folder = new URL('../../../test/fixtures/events/', import.meta.url);
const codec = createCodec([...caseEvents, ...serviceEvents, ...referenceEvents]);

const samples = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as DomainEvent,
);

describe('stored samples of events', () => {
  it('are there for every type', () => {
    expect(samples.map(({ type }) => type)).to.have.members([...codec.types]);
  });

  for (const sample of samples)
    it(`of ${sample.type} still say what they said`, () => {
      expect(codec.encode(sample)).to.deep.equal(sample.data);
    });
});
