import { expect } from 'chai';
import { MongoBulkWriteError, MongoServerError } from 'mongodb';
import { problemOfFault } from '../../http/problem.js';
import { rejection } from '../../test/contracts/read-store/fixture.js';
import { codes, guarded } from './faults.js';

const message = 'available disk space is less than required';
const outOfSpace = new MongoServerError({ message, code: codes.full });
const duplicate = { index: 0, code: codes.duplicateKey, errmsg: 'E11000' };
const full = { index: 1, code: codes.full, errmsg: message };
const bulk = new MongoBulkWriteError(
  { message: 'E11000', code: codes.duplicateKey, writeErrors: [duplicate, full] as never },
  {} as never,
);

describe('a MongoDB whose disk is full', () => {
  for (const [what, error] of [
    ['a write', outOfSpace],
    ['one of many writes, after another that was stale', bulk],
  ] as const)
    it(`is said to be full by ${what}, with a time to try again`, async () => {
      const fault = await rejection(guarded('write', 1_000, () => Promise.reject(error)));
      const { problem, retryAfter } = problemOfFault(fault, 'request-1');
      expect([problem.status, problem.code, retryAfter]).to.deep.equal([503, 'read-store.full', 1]);
    });
});

describe('a MongoDB whose connection breaks while something is written to it', () => {
  it('is said to be away, whoever tells of it', async () => {
    const broken = Object.assign(new Error('This socket has been ended by the other party'), {
      code: 'EPIPE',
    });
    const fault = await rejection(guarded('query', 1_000, () => Promise.reject(broken)));
    const { problem } = problemOfFault(fault, 'request-1');
    expect([problem.status, problem.code]).to.deep.equal([503, 'read-store.unavailable']);
  });
});
