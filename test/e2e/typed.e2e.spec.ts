import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { environmentOfPrograms } from '../environment.js';
import { startCity, type RunningCity } from './running-city.js';

const address = 'http://127.0.0.1:3000';
/** Whatever is refused ends the script; replies are told apart by their lines. */
const strictly = `set -euo pipefail
curl() { command curl --silent --show-error --fail "$@"; if [ "$1" != -s ]; then echo; fi; }
`;

/** The commands of a page, or of one part of it, as a person would type them one after the other. */
function commandsOf(page: string, part = ''): string {
  const text = readFileSync(join(root, page), 'utf8');
  const from = text.indexOf(part);
  const [shown = ''] = text.slice(from + part.length).split(part === '' ? /$^/ : /\n### /);
  return [...shown.matchAll(/^( *)```sh\n([\s\S]*?)```/gm)]
    .map(([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
    .join('\n');
}

describe('what the pages say to type', function () {
  this.timeout(120_000);
  let city: RunningCity;
  before(async () => {
    city = await startCity('--sample');
  });
  after(() => city.stop());

  const typed = (commands: string): readonly Record<string, unknown>[] => {
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-c', strictly + commands.replaceAll(address, city.url)],
      {
        cwd: root,
        env: { ...environmentOfPrograms(), CHARTER_DATA: join(city.folder, 'data') },
        encoding: 'utf8',
      },
    );
    expect(status, stderr).to.equal(0);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('calls the API, and looks at a case as it stood', () => {
    const [open, history, stood, assigned, work, ...rest] = typed(
      commandsOf('README.md', '### Call the API'),
    );
    expect(rest).to.deep.equal([]);
    expect(open?.['items']).to.have.length(2);
    expect(history).to.include({ reference: stood?.['reference'] });
    expect(assigned).to.include({ revision: 2, repeated: false });
    const references = (work?.['items'] as { reference: string }[]).map((one) => one.reference);
    expect(references).to.include(assigned?.['reference']);
  });

  it('publishes a service', () => {
    const replies = typed(commandsOf('docs/how-to/add-a-service.md'));
    expect(replies).to.have.length(2);
    for (const reply of replies)
      expect(reply).to.include({ id: 'demo.riverton/complaint', repeated: false });
  });
});
