import { expect } from 'chai';
import { RebuildNeededError } from '../../domain/kernel/faults.js';
import type { EventId, Position } from '../../domain/kernel/ids.js';
import { failure } from '../../test/contracts/event-store/samples.js';
import type { EventSource } from './source.js';
import { verifyCheckpoint } from './verify.js';

describe('a checkpoint whose event before is none of the log', () => {
  const checkpoint = {
    logId: 'log',
    position: '0000000000000070' as Position,
    eventId: 'a' as EventId,
    previous: '0000000000000050' as Position,
  };
  const refusing = (error: Error) => {
    const source: Pick<EventSource, 'identity' | 'head' | 'readAll'> = {
      identity: () => Promise.resolve('log'),
      head: () => Promise.resolve('0000000000000090' as Position),
      readAll: () => {
        throw error;
      },
    };
    return failure(() => verifyCheckpoint(source, 'cases', checkpoint));
  };

  it('needs a rebuild', async () => {
    expect(await refusing(new RangeError('Not a position'))).to.be.instanceOf(RebuildNeededError);
  });

  it('is no verdict when the log can not be read', async () => {
    const error = new Error('away');
    expect(await refusing(error)).to.equal(error);
  });
});
