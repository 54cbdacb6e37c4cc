import { LRUCache } from 'lru-cache';
import { lineage, type Authority } from '../../domain/kernel/authority.js';
import type { WorkingCalendar } from '../../domain/kernel/calendar/index.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import {
  referenceDecider,
  referenceStream,
  referenceView,
  type ReferenceState,
  type ReferenceView,
} from '../../domain/reference/index.js';
import {
  publishedOf,
  serviceDecider,
  serviceStream,
  type ServiceDefinition,
  type ServiceState,
} from '../../domain/service/index.js';
import type { MaybePromise } from '../pipeline/aggregate.js';
import type { Loader } from '../pipeline/loader.js';
import { createOffer, type Offer } from './offer.js';
import { setsOf } from './sets.js';
import { createShelf, takeAll, type Shelf } from './shelf.js';

/** Definitions and reference data, read when they are needed. */
export interface Catalogue {
  /** At once when it is in memory and young. */
  offer(authority: Authority, code: string): MaybePromise<Offer>;
  /** A service of exactly this authority. */
  service(authority: Authority, code: string): MaybePromise<ServiceState>;
  /** What an authority sees of the sets that these definitions name. */
  reference(
    authority: Authority,
    definitions: readonly ServiceDefinition[],
  ): Promise<ReferenceView<WorkingCalendar>>;
  /** This process has appended to a definition or a set. */
  expire(): void;
}

export interface CatalogueParts {
  readonly services: Loader<ServiceState>;
  readonly references: Loader<ReferenceState>;
  readonly monotonic: () => number;
}

interface Kept {
  readonly offer: Offer;
  readonly states: readonly ServiceState[];
  readonly sets: readonly ReferenceState[];
  checkedAt: number;
  generation: number;
}

const mostOffers = 5000;
/** Milliseconds. An offer of this age made of states of this age is what stood at most a second ago. */
const longestAge = 500;

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** The name if it can be one: a definition may speak of a set that no stream could be called after. */
function streamOrNone(name: () => StreamName): readonly StreamName[] {
  try {
    return [name()];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

export const createCatalogue = (parts: CatalogueParts): Catalogue => new StreamCatalogue(parts);

class StreamCatalogue implements Catalogue {
  readonly #services: Shelf<ServiceState>;
  readonly #references: Shelf<ReferenceState>;
  readonly #monotonic: () => number;
  readonly #offers = new LRUCache<string, Kept>({ max: mostOffers });
  readonly #underWay = new Map<string, Promise<Offer>>();
  #generation = 0;

  constructor({ services, references, monotonic }: CatalogueParts) {
    const { initialState: noService } = serviceDecider;
    const { initialState: noSet } = referenceDecider;
    this.#monotonic = monotonic;
    this.#services = createShelf(services, noService, monotonic, longestAge);
    this.#references = createShelf(references, noSet, monotonic, longestAge);
  }

  offer(authority: Authority, code: string): MaybePromise<Offer> {
    const key = `${authority}/${code}`;
    const kept = this.#offers.get(key);
    if (kept?.generation === this.#generation && this.#monotonic() - kept.checkedAt < longestAge)
      return kept.offer;
    // Who asks after an append of this process must not get what was begun before it.
    const turn = `${key}#${this.#generation}`;
    const building =
      this.#underWay.get(turn) ??
      this.#build(authority, code, kept).finally(() => this.#underWay.delete(turn));
    this.#underWay.set(turn, building);
    return building;
  }

  service(authority: Authority, code: string): MaybePromise<ServiceState> {
    return this.#services.take(serviceStream(authority, code));
  }

  async reference(
    authority: Authority,
    definitions: readonly ServiceDefinition[],
  ): Promise<ReferenceView<WorkingCalendar>> {
    return viewOf(authority, await this.#sets(authority, definitions));
  }

  expire(): void {
    this.#generation += 1;
  }

  async #build(authority: Authority, code: string, kept: Kept | undefined): Promise<Offer> {
    const checkedAt = this.#monotonic();
    const generation = this.#generation;
    const places = lineage(authority).flatMap((above) =>
      streamOrNone(() => serviceStream(above, code)).map((stream) => ({ above, stream })),
    );
    const states = await takeAll(
      this.#services,
      places.map(({ stream }) => stream),
    );
    const found = await this.#sets(authority, states.flatMap(definitionsOf));
    const sets = found.map(({ set }) => set);
    if (kept !== undefined && sameItems(kept.states, states) && sameItems(kept.sets, sets)) {
      Object.assign(kept, { checkedAt, generation });
      return kept.offer;
    }
    const reference = viewOf(authority, found);
    const published = places.flatMap(({ above }, index) => {
      const state = states[index];
      return state === undefined ? [] : [{ authority: above, state }];
    });
    const offer = createOffer({ authority, code, published, reference });
    this.#offers.set(`${authority}/${code}`, { offer, states, sets, checkedAt, generation });
    return offer;
  }

  async #sets(
    authority: Authority,
    definitions: readonly ServiceDefinition[],
  ): Promise<readonly FoundSet[]> {
    const names = setsOf(definitions);
    const places = lineage(authority).flatMap((above) =>
      names.flatMap((name) =>
        streamOrNone(() => referenceStream(above, name)).map((stream) => ({ above, stream })),
      ),
    );
    const states = await takeAll(
      this.#references,
      places.map(({ stream }) => stream),
    );
    return places.flatMap(({ above }, index) => {
      const set = states[index];
      return set === undefined ? [] : [{ authority: above, set }];
    });
  }
}

interface FoundSet {
  readonly authority: Authority;
  readonly set: ReferenceState;
}

const definitionsOf = (state: ServiceState): readonly ServiceDefinition[] =>
  publishedOf(state)?.versions.map(({ definition }) => definition) ?? [];

const viewOf = (authority: Authority, found: readonly FoundSet[]): ReferenceView<WorkingCalendar> =>
  referenceView(
    authority,
    found.flatMap(({ authority: of, set }) =>
      set.status === 'published' ? [{ authority: of, set }] : [],
    ),
  );
