import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, type Inspection } from '../../adapters/sqlite/damage/index.js';
import { journalSize } from '../../adapters/sqlite/journal.js';
import type { Logger } from '../../commands/ports/logger.js';
import { StoreDamagedError } from '../../domain/kernel/faults.js';
import type { CityFile } from './city-files.js';

/** When a reading is given up, and for how long. */
export interface Patience {
  /** Bytes by which a journal may grow meanwhile. */
  readonly growth: number;
  readonly lookMilliseconds: number;
  readonly pauseMilliseconds: number;
}

const usualPatience: Patience = {
  growth: 256 * 2 ** 20,
  lookMilliseconds: 1_000,
  pauseMilliseconds: 600_000,
};

/**
 * Reads a city's files through, one after the other, beside its work, and tells of those that are damaged. While a
 * file is read, its journal can not start over: where much is written, the reading is given up and begun again later.
 */
export class FilesInspection {
  readonly #damaged: StoreDamagedError[] = [];
  #reading: Inspection | undefined;
  readonly #stopping = new AbortController();

  constructor(
    private readonly files: readonly CityFile[],
    private readonly logger: Pick<Logger, 'error' | 'info'>,
    private readonly patience: Patience = usualPatience,
  ) {}

  /** `ok`, as long as nothing was found. */
  get health(): string {
    return this.#damaged.length === 0
      ? 'ok'
      : this.#damaged.map(({ message }) => message).join(' ');
  }

  async run(): Promise<void> {
    for (const file of this.files) await this.#persist(file);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#reading?.stop();
  }

  async #persist(file: CityFile): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted && !(await this.#read(file))) {
      const { path } = file;
      this.logger.info({ path }, 'a file is inspected later: much is written to it');
      const { pauseMilliseconds } = this.patience;
      await sleep(pauseMilliseconds, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** @returns whether it came to an end */
  async #read({ path, advice }: CityFile): Promise<boolean> {
    const { growth, lookMilliseconds } = this.patience;
    const most = journalSize(path) + growth;
    const reading = (this.#reading = inspect(path));
    let givenUp = false;
    const watching = setInterval(() => {
      if (journalSize(path) <= most) return;
      givenUp = true;
      void reading.stop();
    }, lookMilliseconds).unref();
    try {
      const [first] = await reading.found;
      if (first !== undefined) this.#note(new StoreDamagedError(path, first, advice));
    } catch (error) {
      this.logger.error({ error, path }, 'a file can not be inspected');
    } finally {
      clearInterval(watching);
    }
    return !givenUp;
  }

  #note(error: StoreDamagedError): void {
    this.#damaged.push(error);
    this.logger.error({ error }, 'a file is damaged');
  }
}
