import { expect } from 'chai';
import { lineProgress } from './progress.js';

describe('progress where there is no terminal', () => {
  it('is a line every five seconds and one at the end', () => {
    let now = 0;
    const lines: string[] = [];
    const progress = lineProgress(
      (line) => lines.push(line),
      () => now,
    );
    progress.begin('Importing', 200);
    progress.advance(10);
    now = 5000;
    progress.advance(40);
    progress.advance(1);
    progress.end();
    expect(lines).to.deep.equal(['Importing: 50 of 200 (25 %)\n', 'Importing: 51 of 200 (25 %)\n']);
  });

  it('says how much has been done where the whole is not known', () => {
    const lines: string[] = [];
    const progress = lineProgress(
      (line) => lines.push(line),
      () => 0,
    );
    progress.begin('Reading rows');
    progress.advance(3);
    progress.end();
    expect(lines).to.deep.equal(['Reading rows: 3\n']);
  });
});
