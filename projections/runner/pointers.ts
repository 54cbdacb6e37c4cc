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
  /** Repeats what consumers need until it succeeds. */
  readonly persistently: (
    work: () => Promise<void>,
    consumers: readonly Consumer[],
  ) => Promise<void>;
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
    await persistently(() => store.serve(fed.consumer.id), [fed.consumer]);
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
    const serving: Fed[] = [];
    for (const fed of ready) if (await this.#serves(fed)) serving.push(fed);
    await this.dropOlderOf(serving);
  }

  async #serves({ projection, consumer }: Fed): Promise<boolean> {
    const serving = await this.of(projection);
    return serving !== undefined && isSame(serving, consumer.id);
  }

  async #wasToServe({ projection, consumer }: Fed): Promise<boolean> {
    const { version, generation } = consumer.id;
    const serving = await this.of(projection);
    if (serving === undefined) return true;
    return serving.version === version && serving.generation < generation;
  }

  /** Drops versions that served until now, once no reader can believe that they still do. */
  async drop(olds: readonly VersionState[]): Promise<void> {
    if (olds.length === 0) return;
    await setTimeout(pointerMilliseconds, undefined, { signal: this.options.signal });
    for (const old of olds) await this.#dropNow(old);
  }

  async #dropNow(old: VersionState): Promise<void> {
    const { store, reporting, live, persistently } = this.options;
    const fed = reporting.fedAs(old);
    if (fed !== undefined) await live.leave(fed.consumer);
    await persistently(() => store.drop(old), fed === undefined ? [] : [fed.consumer]);
    if (fed !== undefined) reporting.remove(fed);
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
