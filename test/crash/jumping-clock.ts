/** Loaded into a process ahead of its program: its clock is off by what a file says, which changes under way. */
import { readFileSync } from 'node:fs';

const path = process.env['JUMPING_CLOCK'] ?? '';
const lookMilliseconds = 20;
const RealDate = Date;
const realNow = Date.now.bind(Date);
let offset = 0;
let looked = 0;

function offsetNow(): number {
  const now = realNow();
  if (Math.abs(now - looked) < lookMilliseconds) return offset;
  looked = now;
  try {
    offset = Number(readFileSync(path, 'utf8'));
  } catch {
    // It is being replaced; the one known holds.
  }
  return offset;
}

const jumpingNow = (): number => realNow() + offsetNow();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[], newTarget) =>
    Reflect.construct(target, given.length === 0 ? [jumpingNow()] : given, newTarget) as object,
  apply: () => new RealDate(jumpingNow()).toString(),
  get: (target, name, receiver) =>
    name === 'now' ? jumpingNow : (Reflect.get(target, name, receiver) as unknown),
});
