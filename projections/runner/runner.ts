import { setTimeout } from 'node:timers/promises';
import type { AnyProjection } from '../projection.js';
import type { VersionId, VersionState } from '../read-store.js';
import { compareVersions, type Comparison } from './compare.js';
import { fingerprintOf } from './fingerprint.js';
import { Lane, type LaneEnd, type LaneOptions } from './lane.js';
import { bulkPace, livePace } from './projection-consumer.js';
import { refold } from './refold.js';
import { Reporting } from './reporting.js';
import { retrying } from './retrying.js';
import type { RebuildOptions, RebuildReport, RunningProjections, RunOptions } from './options.js';
import type { Consumer } from './source.js';
import { openNext, openVersions, type Fed, type VersionsContext } from './versions.js';
import type { Position } from '../../domain/kernel/ids.js';

const lookMilliseconds = 1_000;

/** Longer than readers believe in a pointer (`served`). */
const pointerMilliseconds = 1_500;

export class Runner {
  readonly #reporting: Reporting;
  readonly #live: Lane;
  /** What earlier runs had begun is ended, or can not be. */
  #begun: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: RunOptions,
    private readonly context: VersionsContext,
    private readonly opened: readonly Fed[],
  ) {
    this.#reporting = new Reporting(options, context.clock);
    for (const fed of opened) this.#reporting.add(fed);
    const ready = opened.filter(({ status }) => status === 'ready').map(({ consumer }) => consumer);
    this.#live = new Lane(this.#laneOptions({ mode: 'following' }), [
      ...ready,
      ...(options.consumers ?? []),
    ]);
  }

  /** @throws CodeDiffersError, RebuildNeededError */
  static async open(options: RunOptions): Promise<Runner> {
    const { events, store, sources, onParked } = options;
    const context: VersionsContext = {
      events,
      store,
      logId: await events.identity(),
      fingerprint: (projection) => fingerprintOf(projection, sources?.(projection)),
      whenCodeDiffers: options.whenCodeDiffers ?? 'refuse',
      whenLogDiffers: options.whenLogDiffers ?? 'refuse',
      clock: options.clock ?? Date.now,
      ...(onParked && { onParked }),
    };
    const opened: Fed[] = [];
    for (const projection of options.projections)
      opened.push(...(await openVersions(context, projection)));
    return new Runner(options, context, opened);
  }

  start(): RunningProjections {
    const following = this.#live.run();
    const loading = this.opened.filter(({ status }) => status === 'loading');
    const begun = [this.#loadAll(loading), this.#tidy()];
    this.#begun = Promise.allSettled(begun);
    const work = [following, ...begun, this.#watch()];
    return {
      finished: this.#finished(work),
      refold: (projection, id) => this.#refold(projection, id),
      rebuild: (name, rebuild = {}) => this.#rebuild(this.#projectionOf(name), rebuild),
    };
  }

  async #finished(work: readonly Promise<unknown>[]): Promise<void> {
    const results = await Promise.allSettled(work);
    for (const fed of this.#reporting.all) this.#reporting.remove(fed);
    const failed = results.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected' && !this.options.signal.aborted) throw failed.reason;
  }

  async #loadAll(loading: readonly Fed[]): Promise<void> {
    if (loading.length === 0 || (await this.#load(loading)) !== 'done') return;
    const serving: Fed[] = [];
    for (const fed of loading) {
      await this.#makeReady(fed);
      if (await this.#serveUnlessOlder(fed)) serving.push(fed);
      await this.#join(fed);
    }
    await this.#dropOlderOf(serving);
  }

  /** Ends what a load or rebuild that was cut off had begun: switches to what was ready, drops what was replaced. */
  async #tidy(): Promise<void> {
    const ready = this.opened.filter(({ status }) => status === 'ready');
    for (const fed of ready) if (await this.#wasToServe(fed)) await this.#serve(fed);
    await this.#dropOlderOf(ready.filter(({ serving }) => serving));
  }

  async #wasToServe({ projection, consumer }: Fed): Promise<boolean> {
    const { version, generation } = consumer.id;
    const serving = await this.#serving(projection);
    if (serving === undefined) return true;
    return serving.version === version && serving.generation < generation;
  }

  /** At a time: before each drop there is a wait. */
  async #dropOlderOf(feds: readonly Fed[]): Promise<void> {
    await Promise.all(feds.map((fed) => this.#dropOlder(fed)));
  }

  #join({ consumer }: Fed): Promise<void> {
    return this.#persistently(() => this.#live.join(consumer), consumer);
  }

  async #load(loading: readonly Fed[], until?: Position): Promise<LaneEnd> {
    const consumers = loading.map(({ consumer }) => consumer);
    for (const consumer of consumers) await consumer.changePace(bulkPace(consumers.length));
    return new Lane(this.#laneOptions({ mode: 'once', ...(until && { until }) }), consumers).run();
  }

  async #makeReady({ consumer, definition }: Fed): Promise<void> {
    await this.#persistently(async () => {
      await this.context.store.finish(definition);
      await consumer.changePace(livePace);
    }, consumer);
  }

  async #serveUnlessOlder(fed: Fed): Promise<boolean> {
    const serving = await this.#serving(fed.projection);
    const serves = serving === undefined || isLower(serving, fed.consumer.id);
    if (serves) await this.#serve(fed);
    return serves;
  }

  async #serve(fed: Fed): Promise<void> {
    await this.#persistently(() => this.context.store.serve(fed.consumer.id), fed.consumer);
    for (const each of this.#reporting.all)
      if (each.projection.name === fed.projection.name) each.serving = each === fed;
  }

  async #serving({ name }: AnyProjection) {
    return (await this.context.store.versions(name)).find(({ serving }) => serving);
  }

  /** Follows what others do to the versions: switch the pointer, drop one. */
  async #watch(): Promise<void> {
    const { signal } = this.options;
    while (!signal.aborted) {
      // A store that fails is noticed by those who write to it; here it is asked again.
      await this.#look().catch(() => undefined);
      await setTimeout(lookMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const states = await this.context.store.versions();
    for (const fed of this.#reporting.all) {
      const state = states.find((each) => isSame(each, fed.consumer.id));
      fed.serving = state?.serving ?? false;
      if (state !== undefined) continue;
      await this.#live.leave(fed.consumer);
      this.#reporting.remove(fed);
    }
  }

  async #rebuild(
    projection: AnyProjection,
    { compare = false, keepOld = false }: RebuildOptions,
  ): Promise<RebuildReport> {
    await this.#begun;
    const old = await this.#serving(projection);
    const next = await openNext(this.context, projection);
    this.#reporting.add(next);
    const compared = compare ? old : undefined;
    const early = await this.#compareEarly(compared, next);
    await this.#loadWhole(next);
    await this.#makeReady(next);
    await this.#join(next);
    const comparison = early ?? (await this.#compareLive(compared, next));
    await this.#serve(next);
    if (old !== undefined && !keepOld) await this.#drop(old);
    const { version, generation } = next.consumer.id;
    return { version, generation, ...(comparison && { comparison }) };
  }

  /** An old version that nobody feeds stands still: the new one is compared when it comes by. */
  async #compareEarly(old: VersionState | undefined, next: Fed): Promise<Comparison | undefined> {
    if (old === undefined || this.#fedAs(old) !== undefined) return undefined;
    const { checkpoint } = old;
    if (checkpoint?.logId !== this.context.logId) return undefined;
    await this.#loadWhole(next, checkpoint.position);
    return compareVersions(this.context.store, old.definition, next.definition);
  }

  /** Two versions that are fed together stand at one position between pages. */
  async #compareLive(old: VersionState | undefined, next: Fed): Promise<Comparison | undefined> {
    const fed = this.#fedAs(old);
    if (old === undefined || fed === undefined) return undefined;
    return this.#live.between(async () => {
      await fed.consumer.flush();
      await next.consumer.flush();
      return compareVersions(this.context.store, old.definition, next.definition);
    });
  }

  async #loadWhole(fed: Fed, until?: Position): Promise<void> {
    const end = await this.#load([fed], until);
    if (end !== 'done') throw new Error(`The rebuild of ${fed.projection.name} was ${end}`);
  }

  /** Drops a version that served until now, once no reader can believe that it still does. */
  async #drop(old: VersionState): Promise<void> {
    const { signal } = this.options;
    await setTimeout(pointerMilliseconds, undefined, { signal });
    const fed = this.#fedAs(old);
    if (fed !== undefined) {
      await this.#live.leave(fed.consumer);
      this.#reporting.remove(fed);
    }
    await this.context.store.drop(old);
  }

  /** Drops other generations of this very version: those of other code or of another log, and those replaced. */
  async #dropOlder({ projection, consumer }: Fed): Promise<void> {
    const { version, generation } = consumer.id;
    for (const state of await this.context.store.versions(projection.name))
      if (state.version === version && state.generation < generation) await this.#drop(state);
  }

  #fedAs(id: VersionId | undefined): Fed | undefined {
    return this.#reporting.all.find((fed) => id !== undefined && isSame(fed.consumer.id, id));
  }

  async #refold(projection: string, id: string): Promise<boolean> {
    const { events, store, codec } = this.options;
    const versions = this.#reporting.all.filter((fed) => fed.projection.name === projection);
    const refolded = versions.map((fed) =>
      this.#live.between(() => refold({ events, store, codec }, fed, id)),
    );
    return (await Promise.all(refolded)).includes(true);
  }

  #projectionOf(name: string): AnyProjection {
    const projection = this.options.projections.find((each) => each.name === name);
    if (projection === undefined) throw new RangeError(`No projection is named ${name}`);
    return projection;
  }

  #laneOptions(mode: Pick<LaneOptions, 'mode' | 'until'>): LaneOptions {
    const { events: source, codec, signal } = this.options;
    return {
      source,
      codec,
      signal,
      ...mode,
      onPage: (consumer, page) => {
        this.#reporting.page(consumer, page);
      },
      onLive: (consumers) => {
        this.#reporting.live(consumers);
      },
      onTrouble: (trouble) => {
        this.#reporting.trouble(trouble);
      },
    };
  }

  #persistently(work: () => Promise<void>, consumer: Consumer): Promise<void> {
    return retrying(work, this.options.signal, (error) => {
      this.#reporting.trouble({ state: 'retrying', error, consumers: [consumer] });
    });
  }
}

const isSame = (a: VersionId, b: VersionId): boolean =>
  a.projection === b.projection && a.version === b.version && a.generation === b.generation;

const isLower = (a: VersionId, b: VersionId): boolean =>
  a.version < b.version || (a.version === b.version && a.generation < b.generation);
