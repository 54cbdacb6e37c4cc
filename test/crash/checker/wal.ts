/** Where commits end in a write-ahead log of SQLite (its file format, section 4). */
import { readFileSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;

/** Offsets in the file after which each commit is complete, in order. */
export function commitEnds(path: string): readonly number[] {
  const bytes = readFileSync(path);
  if (bytes.length < headerBytes) return [];
  const frame = frameHeaderBytes + bytes.readUInt32BE(8);
  const salts = bytes.subarray(16, 24);
  const ends: number[] = [];
  for (let at = headerBytes; at + frame <= bytes.length; at += frame) {
    // What an earlier round of the file left is not part of this one.
    if (!bytes.subarray(at + 8, at + 16).equals(salts)) break;
    if (bytes.readUInt32BE(at + 4) !== 0) ends.push(at + frame);
  }
  return ends;
}
