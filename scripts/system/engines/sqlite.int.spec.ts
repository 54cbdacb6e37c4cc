import { expect } from 'chai';
import { scratchDirectory } from '../../../test/fixtures/scratch.js';
import { caseCollection } from '../../../projections/cases/model.js';
import { engineChoice, openEngines } from './index.js';

describe('the engines that settings name', () => {
  const file = scratchDirectory();

  it('give up a query after the time that the settings give it', async () => {
    const files = {
      events: file('events.sqlite'),
      readModels: file('read-models.sqlite'),
      operations: file('operations.sqlite'),
    };
    const engines = await openEngines(engineChoice(files, { querySeconds: 0.02 }));
    const models = await engines.openModels();
    const asking = models.collection(caseCollection).count({ all: [] });
    const error: unknown = await asking.catch((thrown: unknown) => thrown);
    await models.close();
    expect(error).to.include({ code: 'query.timeout' });
  });
});
