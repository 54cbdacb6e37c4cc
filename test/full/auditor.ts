import { charter, type RunningCity } from '../program.js';

type Row = Readonly<Record<string, unknown>>;

interface PageOfRows {
  readonly items: readonly Row[];
  readonly next?: string;
}

/** Reads a city over HTTP as an auditor of it. */
export class Auditor {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async of(city: RunningCity, data: string, authority: string): Promise<Auditor> {
    const flags = ['--actor', 'auditor', '--roles', 'auditor', '--authority', authority];
    const { output } = await charter(['token', '--data', data, ...flags]);
    return new Auditor(city.url, output.trim());
  }

  async get<T>(path: string): Promise<T> {
    return this.#ask<T>(path, {});
  }

  /** Rows of an aggregate. */
  async query(body: object): Promise<readonly Row[]> {
    const { rows } = await this.#ask<{ rows: readonly Row[] }>('/api/query', {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return rows;
  }

  /** Every item of a list, page by page. */
  async *all(path: string): AsyncGenerator<Row> {
    let cursor = '';
    for (;;) {
      const separator = path.includes('?') ? '&' : '?';
      const page = await this.get<PageOfRows>(`${path}${separator}limit=200${cursor}`);
      yield* page.items;
      if (page.next === undefined) return;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
  }

  async #ask<T>(path: string, init: RequestInit): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}

/** Group → number, of an aggregate with one group and one measure. */
export const counts = (
  rows: readonly Row[],
  group: string,
  measure: string,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(rows.map((row) => [String(row[group]), row[measure]]));
