import { openDatabase } from '../driver.js';

/**
 * Writes what is in a database now to a new file, as one moment of it, while others go on writing.
 *
 * @throws Error when the file is there already, or the disk is full
 */
export function snapshot(path: string, target: string): void {
  const db = openDatabase(path, { readonly: true });
  try {
    db.prepare('VACUUM INTO ?').run(target);
  } finally {
    db.close();
  }
}
