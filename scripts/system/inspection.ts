import { inspect, type Inspection } from '../../adapters/sqlite/damage/index.js';
import type { Logger } from '../../commands/ports/logger.js';
import { StoreDamagedError } from '../../domain/kernel/faults.js';
import type { CityFile } from './city-files.js';

/** Reads a city's files through, one after the other, beside its work, and tells of those that are damaged. */
export class FilesInspection {
  readonly #damaged: StoreDamagedError[] = [];
  #reading: Inspection | undefined;
  #stopped = false;

  constructor(
    private readonly files: readonly CityFile[],
    private readonly logger: Pick<Logger, 'error'>,
  ) {}

  /** `ok`, as long as nothing was found. */
  get health(): string {
    return this.#damaged.length === 0
      ? 'ok'
      : this.#damaged.map(({ message }) => message).join(' ');
  }

  async run(): Promise<void> {
    for (const file of this.files) if (!this.#stopped) await this.#read(file);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#reading?.stop();
  }

  async #read({ path, advice }: CityFile): Promise<void> {
    this.#reading = inspect(path);
    try {
      const [first] = await this.#reading.found;
      if (first !== undefined) this.#note(new StoreDamagedError(path, first, advice));
    } catch (error) {
      this.logger.error({ error, path }, 'a file can not be inspected');
    }
  }

  #note(error: StoreDamagedError): void {
    this.#damaged.push(error);
    this.logger.error({ error }, 'a file is damaged');
  }
}
