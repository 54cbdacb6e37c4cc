import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { eventDefinitions } from '../../commands/aggregates/index.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { Json } from '../../domain/kernel/json.js';

const folder = new URL('../../../test/fixtures/events/', import.meta.url);
const codec = createCodec(eventDefinitions);

interface Sample {
  readonly type: string;
  readonly data: Json;
}

const samples = readdirSync(folder).map((file) => ({
  file,
  sample: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Sample,
}));

describe('stored samples of events', () => {
  it('are there for every type, and of no other', () => {
    expect([...new Set(samples.map(({ sample }) => sample.type))]).to.have.members([
      ...codec.types,
    ]);
  });

  for (const { file, sample } of samples) {
    it(`${file} still says what it said`, () => {
      expect(codec.encode(sample)).to.deep.equal(sample.data);
    });

    it(`${file} is read as a fact that could be written today`, () => {
      const decoded = codec.decode(sample);
      if (decoded !== undefined) expect(codec.encode(decoded)).to.deep.equal(decoded.data);
    });
  }
});
