import { expect } from 'chai';
import type { PlainDate } from '../instant.js';
import type { JsonObject } from '../json.js';
import { validateAnswers } from './index.js';

describe('a date that must have come', () => {
  const asked: JsonObject = {
    type: 'object',
    properties: { noticed: { type: 'string', format: 'date', past: true } },
  };
  const on = '2026-03-02' as PlainDate;

  it('may be the present day or any before', () => {
    for (const noticed of ['2026-03-02', '1999-12-31'])
      expect(validateAnswers(asked, { noticed }, '', on).ok).to.equal(true);
  });

  it('is refused with the day after which it must not lie', () => {
    const result = validateAnswers(asked, { noticed: '2026-03-03' }, '/answers', on);
    expect(result.ok ? [] : result.error.faults).to.deep.equal([
      {
        pointer: '/answers/noticed',
        message: 'must not lie after the present day, 2026-03-02',
        code: 'to-come',
        values: { limit: '2026-03-02' },
      },
    ]);
  });

  it('is taken as it was where no present day is named, as of history', () => {
    expect(validateAnswers(asked, { noticed: '2030-01-01' }).ok).to.equal(true);
  });
});
