const bits = 2 ** 24;

/** Remembers, in 2 MiB, which of up to some million ids it was shown. It may say yes of others too, never no of those. */
export class Seen {
  readonly #words = new Uint32Array(bits / 32);

  add(id: string): void {
    const bit = hash(id) % bits;
    this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  has(id: string): boolean {
    const bit = hash(id) % bits;
    return ((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }
}

/** FNV-1a over UTF-16 units, mixed once more so that its low bits are good. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
