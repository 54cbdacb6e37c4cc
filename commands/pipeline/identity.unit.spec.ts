import { expect } from 'chai';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.js';
import { v5 } from 'uuid';
import { commandId, streamName } from '../../domain/kernel/ids.js';
import { toyDispatch } from '../../test/commands/workbench.js';
import { commandHashOf, commandIdOf, eventIdOf, uuidNamespace } from './identity.js';

const namespace = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('ids', () => {
  it('are UUIDs of version 5 as the uuid package makes them, for text of any length', () => {
    const ours = uuidNamespace(namespace);
    fc.assert(
      fc.property(anyText({ maxLength: 60 }), (name) => {
        expect(ours(name)).to.equal(v5(name, namespace));
      }),
      { numRuns: 40 },
    );
    const long = '\u20ac'.repeat(800);
    expect(ours(long)).to.equal(v5(long, namespace));
  });

  it('of commands differ when any of their parts does, however the parts are cut', () => {
    const dispatch = toyDispatch('add', 'box', {});
    const { caller } = dispatch;
    const named = (id: string) => ({ ...caller, actor: { ...caller.actor, id } });
    const variants = [
      dispatch,
      { ...dispatch, operation: 'ad' },
      { ...dispatch, aggregate: 'to' },
      { ...dispatch, target: 'boxe' },
      { ...dispatch, idempotencyKey: 'k' },
      { ...dispatch, caller: { ...caller, actor: { ...caller.actor, kind: 'vendor' } } } as const,
      { ...dispatch, caller: named('a","b') },
      { ...dispatch, caller: named('a'), aggregate: 'b' },
    ];
    expect(new Set(variants.map(commandIdOf)).size).to.equal(variants.length);
  });

  it('of commands do not depend on body, time or correlation', () => {
    const dispatch = toyDispatch('add', 'box', {});
    expect(commandIdOf({ ...dispatch, body: 1, correlationId: 'x', expected: 3n })).to.equal(
      commandIdOf(dispatch),
    );
  });

  it('of events differ by command, stream, place and content', () => {
    const command = commandId(namespace);
    const box = streamName('toy-box');
    const ids = [
      eventIdOf(command, box, 0, 'a'),
      eventIdOf(command, box, 1, 'a'),
      eventIdOf(command, box, 0, 'b'),
      eventIdOf(command, streamName('toy-cup'), 0, 'a'),
    ];
    expect(new Set(ids).size).to.equal(4);
  });
});

describe('the hash of a body', () => {
  it('is 32 hex characters, equal for equal JSON, different for different JSON', () => {
    expect(commandHashOf({ a: 1, b: [2] })).to.match(/^[0-9a-f]{32}$/);
    expect(commandHashOf({ a: 1, b: [2] })).to.equal(commandHashOf({ b: [2], a: 1 }));
    expect(commandHashOf({ a: 1 })).to.not.equal(commandHashOf({ a: '1' }));
    expect(commandHashOf(undefined)).to.not.equal(commandHashOf(null));
  });
});
