import { expect } from 'chai';
import { projections } from '../../projections/index.js';
import type { Run } from '../program.js';

/** No work of these histories is given out in turn. */
const emptyModel = 'turns';

/** Every read model was folded anew, had documents to compare, and not one of them differed. */
export function expectEqualRebuild({ code, output, errors }: Run): void {
  expect(code, output + errors).to.equal(0);
  for (const { name } of projections)
    expect(output, name).to.match(
      new RegExp(`^${name} +${name === emptyModel ? '0' : '[1-9]\\d*'} +0 `, 'm'),
    );
}
