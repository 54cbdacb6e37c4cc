import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import {
  importDigitWorkflow,
  noteText,
  type DigitImport,
} from '../../domain/service/digit/index.js';

const folder = new URL('../../../test/fixtures/digit-workflows/', import.meta.url);
export const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
export const fileOf = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
export const only = ({ definitions, errors }: DigitImport) => {
  expect(errors.map(noteText)).to.deep.equal([]);
  expect(definitions).to.have.length(1);
  return definitions[0]!;
};
export const codes = (notes: DigitImport['warnings']) => notes.map(({ code }) => code);
export const notesOf = ({ warnings }: DigitImport, code: string) =>
  warnings
    .filter((note) => note.code === code)
    .map(({ state, action }) => [state, action].filter((part) => part !== undefined).join('/'));

/** The smallest workflow as DIGIT writes it: one way in, one action, one end. */
interface RawAction {
  action: string;
  nextState: string | null;
  roles: unknown;
  [more: string]: unknown;
}
interface RawState {
  state: string | null;
  actions: RawAction[] | null;
  [more: string]: unknown;
}
export const smallest = () => ({
  tenantId: '{tenantid}',
  businessService: 'TINY',
  businessServiceSla: 1000 as unknown,
  states: [
    {
      state: null,
      isStartState: true,
      actions: [{ action: 'APPLY', nextState: 'OPEN', roles: ['CITIZEN', 'CLERK'] }],
    },
    { state: 'OPEN', actions: [{ action: 'CLOSE', nextState: 'CLOSED', roles: ['CLERK'] }] },
    { state: 'CLOSED', isTerminateState: true, actions: null },
  ] as RawState[],
});
export type Smallest = ReturnType<typeof smallest>;
export function imported(change: (service: Smallest) => void): DigitImport {
  const service = smallest();
  change(service);
  return importDigitWorkflow({ BusinessServices: [service] });
}
export const state = (service: Smallest, index: number) => service.states[index]!;
export const action = (service: Smallest, index: number) => state(service, index).actions![0]!;
