import { setTimeout } from 'node:timers/promises';
import type { AnyProjection } from '../projection.js';
import type { ReadStore, VersionId, VersionState } from '../read-store.js';
import type { Lane } from './lane.js';
import { isSame, type Reporting } from './reporting.js';
import type { Consumer } from './source.js';
import type { Fed } from './versions.js';

const lookMilliseconds = 1_000;

/** Longer than readers believe in a pointer (`served`). */
const pointerMilliseconds = 1_500;

export interface PointersOptions {
  readonly store: ReadStore;
  readonly reporting: Reporting;
  /** What feeds the versions that are ready. */
  readonly live: Lane;
  readonly signal: AbortSignal;
  /** Repeats what a consumer needs until it succeeds. */
  readonly persistently: (work: () => Promise<void>, consumer: Consumer) => Promise<void>;
}

/** Which version of each projection serves; those that no longer do are dropped. */
export class Pointers {
  constructor(private readonly options: PointersOptions) {}

  /** The version of a projection that serves. */
  async of({ name }: AnyProjection): Promise<VersionState | undefined> {
    return (await this.options.store.versions(name)).find(({ serving }) => serving);
  }

  async serve(fed: Fed): Promise<void> {
    const { store, reporting, persistently } = this.options;
    await persistently(() => store.serve(fed.consumer.id), fed.consumer);
    for (const each of reporting.all)
      if (each.projection.name === fed.projection.name) each.serving = each === fed;
  }

  /** @returns whether it serves now */
  async serveUnlessOlder(fed: Fed): Promise<boolean> {
    const serving = await this.of(fed.projection);
    const serves = serving === undefined || isLower(serving, fed.consumer.id);
    if (serves) await this.serve(fed);
    return serves;
  }

  /** Ends what a load or rebuild that was cut off had begun: switches to what was ready, drops what was replaced. */
  async tidy(ready: readonly Fed[]): Promise<void> {
    for (const fed of ready) if (await this.#wasToServe(fed)) await this.serve(fed);
    await this.dropOlderOf(ready.filter(({ serving }) => serving));
  }

  async #wasToServe({ projection, consumer }: Fed): Promise<boolean> {
    const { version, generation } = consumer.id;
    const serving = await this.of(projection);
    if (serving === undefined) return true;
    return serving.version === version && serving.generation < generation;
  }

  /** Drops versions that served until now, once no reader can believe that they still do. */
  async drop(olds: readonly VersionState[]): Promise<void> {
    const { store, reporting, live, signal } = this.options;
    if (olds.length === 0) return;
    await setTimeout(pointerMilliseconds, undefined, { signal });
    for (const old of olds) {
      const fed = reporting.fedAs(old);
      if (fed !== undefined) {
        await live.leave(fed.consumer);
        reporting.remove(fed);
      }
      await store.drop(old);
    }
  }

  /** Drops other generations of these very versions: those of other code or of another log, and those replaced. */
  async dropOlderOf(feds: readonly Fed[]): Promise<void> {
    const olds: VersionState[] = [];
    for (const { projection, consumer } of feds) {
      const { version, generation } = consumer.id;
      const states = await this.options.store.versions(projection.name);
      olds.push(
        ...states.filter((state) => state.version === version && state.generation < generation),
      );
    }
    await this.drop(olds);
  }

  /** Follows what others do to the versions: switch the pointer, drop one. */
  async watch(): Promise<void> {
    const { signal } = this.options;
    while (!signal.aborted) {
      // A store that fails is noticed by those who write to it; here it is asked again.
      await this.#look().catch(() => undefined);
      await setTimeout(lookMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const { store, reporting, live } = this.options;
    const states = await store.versions();
    for (const fed of reporting.all) {
      const state = states.find((each) => isSame(each, fed.consumer.id));
      fed.serving = state?.serving ?? false;
      if (state !== undefined) continue;
      await live.leave(fed.consumer);
      reporting.remove(fed);
    }
  }
}

const isLower = (a: VersionId, b: VersionId): boolean =>
  a.version < b.version || (a.version === b.version && a.generation < b.generation);
