/** A file that keeps the stand-in's log over its end, killed or not. */
import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { StoredRecord } from './record.js';

type Line = readonly [
  stream: string,
  revision: string,
  position: string,
  ticks: string,
  id: string,
  type: string,
  contentType: string,
  data: string,
  meta: string,
][];

export class Journal {
  readonly #path: string;
  #file: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** What was appended together is one line; a line that was cut off by a kill counts for nothing. */
  read(): readonly (readonly StoredRecord[])[] {
    if (!existsSync(this.#path)) return [];
    const bytes = readFileSync(this.#path);
    const whole = bytes.lastIndexOf('\n') + 1;
    truncateSync(this.#path, whole);
    const lines = bytes.subarray(0, whole).toString('utf8').split('\n').filter(Boolean);
    return lines.map((line) => (JSON.parse(line) as Line).map(toRecord));
  }

  /** In the kernel's hands when it returns: a killed process loses nothing of it, a power cut may. */
  write(records: readonly StoredRecord[]): void {
    this.#file ??= openSync(this.#path, 'a');
    writeSync(this.#file, `${JSON.stringify(records.map(toFields))}\n`);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

const toFields = (record: StoredRecord): Line[number] => [
  record.stream,
  String(record.revision),
  String(record.position),
  String(record.ticks),
  record.id,
  record.type,
  record.contentType,
  Buffer.from(record.data).toString('base64'),
  Buffer.from(record.meta).toString('base64'),
];

const toRecord = ([
  stream,
  revision,
  position,
  ticks,
  id,
  type,
  contentType,
  data,
  meta,
]: Line[number]): StoredRecord => ({
  stream,
  revision: BigInt(revision),
  position: BigInt(position),
  ticks: BigInt(ticks),
  id,
  type,
  contentType,
  data: Buffer.from(data, 'base64'),
  meta: Buffer.from(meta, 'base64'),
});
