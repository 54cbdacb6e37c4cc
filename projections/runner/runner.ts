import type { AnyProjection } from '../projection.js';
import type { VersionState } from '../read-store.js';
import { compareVersions, type Comparison } from './compare.js';
import { fingerprintOf } from './fingerprint.js';
import { Lane, type LaneEnd, type LaneOptions } from './lane.js';
import { bulkPace, livePace } from './projection-consumer.js';
import { refold } from './refold.js';
import { Pointers } from './pointers.js';
import { Reporting } from './reporting.js';
import { retrying } from './retrying.js';
import type { RebuildOptions, RebuildReport, RunningProjections, RunOptions } from './options.js';
import type { Consumer } from './source.js';
import { openNext, openVersions, type Fed, type VersionsContext } from './versions.js';
import type { Position } from '../../domain/kernel/ids.js';

/** A version that is loaded beside the one that serves. */
interface Rebuild {
  readonly old: VersionState | undefined;
  readonly next: Fed;
  /** The old one, when it is to be compared. */
  readonly compared: VersionState | undefined;
  readonly early: Comparison | undefined;
}

const consumersOf = (feds: readonly Fed[]): readonly Fed['consumer'][] =>
  feds.map(({ consumer }) => consumer);

export class Runner {
  readonly #reporting: Reporting;
  readonly #live: Lane;
  readonly #pointers: Pointers;
  /** What earlier runs had begun is ended, or can not be. */
  #begun: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: RunOptions,
    private readonly context: VersionsContext,
    private readonly opened: readonly Fed[],
  ) {
    this.#reporting = new Reporting(options, options.clock ?? Date.now);
    for (const fed of opened) this.#reporting.add(fed);
    const ready = opened.filter(({ status }) => status === 'ready').map(({ consumer }) => consumer);
    this.#live = new Lane(this.#laneOptions({ mode: 'following' }), [
      ...ready,
      ...(options.consumers ?? []),
    ]);
    this.#pointers = new Pointers({
      store: context.store,
      reporting: this.#reporting,
      live: this.#live,
      signal: options.signal,
      persistently: (work, consumers) => this.#persistently(work, consumers),
    });
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
    const ready = this.opened.filter(({ status }) => status === 'ready');
    const tidied = this.#persistently(() => this.#pointers.tidy(ready), consumersOf(ready));
    const begun = [this.#loadAll(loading), tidied];
    this.#begun = Promise.allSettled(begun);
    const work = [following, ...begun, this.#pointers.watch()];
    return {
      finished: this.#finished(work),
      refold: (projection, id) => this.#refold(projection, id),
      rebuild: (names, rebuild = {}) =>
        this.#rebuild(
          names.map((name) => this.#projectionOf(name)),
          rebuild,
        ),
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
      if (await this.#pointers.serveUnlessOlder(fed)) serving.push(fed);
      await this.#join(fed);
    }
    await this.#persistently(() => this.#pointers.dropOlderOf(serving), consumersOf(serving));
  }

  #join({ consumer }: Fed): Promise<void> {
    return this.#persistently(() => this.#live.join(consumer), [consumer]);
  }

  async #load(loading: readonly Fed[], until?: Position): Promise<LaneEnd> {
    const consumers = consumersOf(loading);
    for (const consumer of consumers) await consumer.changePace(bulkPace(consumers.length));
    return new Lane(this.#laneOptions({ mode: 'once', ...(until && { until }) }), consumers).run();
  }

  async #makeReady({ consumer, definition }: Fed): Promise<void> {
    await this.#persistently(async () => {
      await this.context.store.finish(definition);
      await consumer.changePace(livePace);
    }, [consumer]);
  }

  /** One reading of the log feeds all that are rebuilt together. */
  async #rebuild(
    asked: readonly AnyProjection[],
    { compare = false, keepOld = false }: RebuildOptions,
  ): Promise<readonly RebuildReport[]> {
    await this.#begun;
    const rebuilds: Rebuild[] = [];
    for (const projection of asked) rebuilds.push(await this.#beginRebuild(projection, compare));
    await this.#loadWhole(rebuilds.map(({ next }) => next));
    const reports: RebuildReport[] = [];
    for (const rebuild of rebuilds) reports.push(await this.#finishRebuild(rebuild));
    if (!keepOld) await this.#pointers.drop(rebuilds.flatMap(({ old }) => old ?? []));
    return reports;
  }

  async #beginRebuild(projection: AnyProjection, compare: boolean): Promise<Rebuild> {
    const old = await this.#pointers.of(projection);
    const next = await openNext(this.context, projection);
    this.#reporting.add(next);
    const compared = compare ? old : undefined;
    return { old, next, compared, early: await this.#compareEarly(compared, next) };
  }

  async #finishRebuild({ next, compared, early }: Rebuild): Promise<RebuildReport> {
    await this.#makeReady(next);
    await this.#join(next);
    const comparison = early ?? (await this.#compareLive(compared, next));
    await this.#pointers.serve(next);
    const { version, generation } = next.consumer.id;
    const projection = next.projection.name;
    return { projection, version, generation, ...(comparison && { comparison }) };
  }

  /** An old version that nobody feeds stands still: the new one is compared when it comes by. */
  async #compareEarly(old: VersionState | undefined, next: Fed): Promise<Comparison | undefined> {
    if (old === undefined || this.#reporting.fedAs(old) !== undefined) return undefined;
    const { checkpoint } = old;
    if (checkpoint?.logId !== this.context.logId) return undefined;
    await this.#loadWhole([next], checkpoint.position);
    return compareVersions(this.context.store, old.definition, next.definition);
  }

  /** Two versions that are fed together stand at one position between pages. */
  async #compareLive(old: VersionState | undefined, next: Fed): Promise<Comparison | undefined> {
    const fed = old && this.#reporting.fedAs(old);
    if (fed === undefined) return undefined;
    return this.#live.between(async () => {
      await fed.consumer.flush();
      await next.consumer.flush();
      return compareVersions(this.context.store, fed.definition, next.definition);
    });
  }

  async #loadWhole(loading: readonly Fed[], until?: Position): Promise<void> {
    const end = await this.#load(loading, until);
    if (end !== 'done') throw new Error(`The rebuild was ${end}`);
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

  #persistently(work: () => Promise<void>, consumers: readonly Consumer[]): Promise<void> {
    return retrying(work, this.options.signal, (error) => {
      this.#reporting.trouble({ state: 'retrying', error, consumers });
    });
  }
}
