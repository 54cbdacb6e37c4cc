import { LRUCache } from 'lru-cache';
import type { Connection, Statement } from '../driver.js';

const maxStatements = 300;

/** A connection that remembers the statements it has prepared. */
export function remembering(db: Connection): Connection {
  const statements = new LRUCache<string, Statement>({ max: maxStatements });
  return {
    ...db,
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = db.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
  };
}
