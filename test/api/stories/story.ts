import type { Caller } from '../../../commands/dispatch.js';
import type { ApiCity } from '../city.js';
import type { Client } from '../client.js';
import { someone } from '../city.js';

/** People of Riverton, by what they are to the API. */
export const people = {
  asha: someone('citizen', 'asha'),
  bala: someone('citizen', 'bala'),
  architect: someone('citizen', 'archi'),
  administrator: someone('staff', 'kabir.sethi', ['admin']),
  northern: someone('staff', 'nora', ['admin'], { authority: 'demo.riverton.north' as never }),
  officer: someone('staff', 'ritu.malhotra', ['complaints-officer'], { office: 'roads' }),
  supervisor: someone('staff', 'vikram.singh', ['supervisor'], { office: 'roads' }),
  balu: someone('staff', 'balu.yadav', ['field-worker'], { office: 'roads' }),
  salma: someone('staff', 'salma.khatun', ['field-worker'], { office: 'roads' }),
  auditor: someone('staff', 'leela.thomas', ['auditor']),
  analyst: someone('staff', 'nandini.bose', ['analyst']),
  bank: someone('system', 'bank', ['payment']),
} satisfies Readonly<Record<string, Caller>>;
export type Person = keyof typeof people;

/** A city that a story is told in. */
export interface Story {
  readonly city: ApiCity;
  as(person: Person | Caller): Promise<Client>;
}

export const storyIn = (city: ApiCity): Story => ({
  city,
  as: (person) => city.as(typeof person === 'string' ? people[person] : person),
});

export const hour = 3_600_000;
export const day = 24 * hour;
export const onCase = (reference: string) => ({ params: { reference } });

/** Asks until an answer is as wanted: what happens on its own needs a moment. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (let left = 100; ; left -= 1) {
    const answer = await ask();
    if (wanted(answer) || left === 0) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
