import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { createKeeper, SourceError, type RawRow, type ReadOptions } from './row.js';

/** Elements that carry a value under a key (IEEE 1849); lists and containers carry none that a row could use. */
const valued = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

const mostColumns = 10_000;

interface XesOptions extends ReadOptions {
  /** Attribute that says what was done. */
  readonly activity: string;
}

class XesReader {
  readonly #parser = new SaxesParser<{ xmlns: false; position: true }>({
    xmlns: false,
    position: true,
  });
  readonly #keep = createKeeper();
  /** One and the same text for each column that is kept: setting a member by a new text is slow. */
  readonly #names: Map<string, string>;
  #rows: RawRow[] = [];
  /** Depth within an attribute: those nested in others describe them, not the event. */
  #nesting = 0;
  #trace: Record<string, string> | undefined;
  #event: { line: number; activity?: string; cells: Record<string, string> } | undefined;

  constructor(private readonly options: XesOptions) {
    const { columns } = options;
    this.#names = new Map(columns === 'all' ? [] : [...columns].map((name) => [name, name]));
    this.#parser.on('error', (error) => {
      const [, line, column, reason] = /^(\d+):(\d+): (.*)$/s.exec(error.message) ?? [];
      throw new SourceError(
        line === undefined
          ? `Not well-formed XML: ${error.message}`
          : `Line ${line}, column ${column}: not well-formed XML: ${reason}`,
      );
    });
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('closetag', (tag) => this.#close(tag.name));
  }

  write(chunk: string): readonly RawRow[] {
    this.#parser.write(chunk);
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  close(): void {
    this.#parser.close();
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    if (name === 'trace') this.#trace = {};
    else if (name === 'event' && this.#trace !== undefined)
      // A spread would make an object three times as large.
      this.#event = { line: this.#parser.line, cells: Object.assign({}, this.#trace) };
    else if (this.#trace !== undefined) this.#attribute(name, attributes);
  }

  #attribute(name: string, { key, value }: Record<string, string>): void {
    this.#nesting += 1;
    if (this.#nesting > 1 || !valued.has(name) || key === undefined || value === undefined) return;
    if (this.#event === undefined) this.#set(this.#trace, `case:${key}`, value);
    else {
      if (key === this.options.activity) this.#event.activity = this.#keep(value);
      this.#set(this.#event.cells, key, value);
    }
  }

  #set(cells: Record<string, string> | undefined, key: string, value: string): void {
    const name = this.#names.get(key) ?? this.#learn(key);
    if (cells !== undefined && name !== undefined) cells[name] = this.#keep(value);
  }

  #learn(key: string): string | undefined {
    if (this.options.columns !== 'all' || this.#names.size >= mostColumns) return undefined;
    const own = this.#keep(key);
    this.#names.set(own, own);
    return own;
  }

  #close(name: string): void {
    if (name === 'trace') this.#trace = undefined;
    else if (name === 'event' && this.#event !== undefined) {
      const { line, activity, cells } = this.#event;
      this.#rows.push({ line, activity, cells });
      this.#event = undefined;
    } else if (this.#trace !== undefined) this.#nesting -= 1;
  }
}

/**
 * Events of an XES log, in file order. An attribute of a trace that stands after its events is seen
 * by none of them.
 *
 * @throws SourceError for XML that is not well-formed; the message has line and column.
 */
export async function* readXes(
  text: AsyncIterable<string>,
  options: XesOptions,
): AsyncGenerator<readonly RawRow[]> {
  const reader = new XesReader(options);
  for await (const chunk of text) yield reader.write(chunk);
  reader.close();
}
