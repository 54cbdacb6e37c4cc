import type { Checkpoint, Checkpoints } from '../../../commands/ports/checkpoints.js';
import { parkedEventJson, parkedEventOf } from '../../../commands/ports/parked-events.js';
import type { ParkedEvent, Parking } from '../../../commands/ports/parking.js';
import type { EventId, Position } from '../../../domain/kernel/ids.js';
import { restoreBackup, tellingDamage } from '../damage/index.js';
import { openDatabase, type Connection, type SqlRow } from '../driver.js';

/** What reactions need to remember beside the log: where they stand, and what they set aside. */
export interface Operations {
  readonly checkpoints: Checkpoints;
  readonly parking: Parking;
  readonly close: () => void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS checkpoints (
    name TEXT PRIMARY KEY, log_id TEXT NOT NULL, position TEXT NOT NULL, event_id TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS parked (
    id TEXT PRIMARY KEY, event TEXT NOT NULL, parked_at TEXT NOT NULL, resolution TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS parked_open ON parked (parked_at) WHERE resolution IS NULL;`;

/** Opens, or makes, the small database of reactions. Flushed on every write: none of it can be rebuilt. @throws StoreDamagedError */
export const openOperations = (path: string): Operations =>
  tellingDamage(path, restoreBackup, () => open(path));

function open(path: string): Operations {
  const db = openDatabase(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec(schema);
  return { checkpoints: checkpointsIn(db), parking: parkingIn(db), close: () => db.close() };
}

function checkpointsIn(db: Connection): Checkpoints {
  const load = db.prepare('SELECT log_id, position, event_id FROM checkpoints WHERE name = ?');
  const save = db.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?)');
  return {
    load: (name) => Promise.resolve(checkpointOf(load.row(name))),
    save: (name, { logId, position, eventId }) => {
      save.run(name, logId, position, eventId);
      return Promise.resolve();
    },
  };
}

const checkpointOf = (row: SqlRow | undefined): Checkpoint | undefined =>
  row === undefined
    ? undefined
    : {
        logId: String(row[0]),
        position: String(row[1]) as Position,
        eventId: String(row[2]) as EventId,
      };

const parkedOf = (row: SqlRow): ParkedEvent => parkedEventOf(String(row[0]));

function parkingIn(db: Connection): Parking {
  const park = db.prepare('INSERT OR REPLACE INTO parked VALUES (?, ?, ?, NULL)');
  const get = db.prepare('SELECT event FROM parked WHERE id = ? AND resolution IS NULL');
  const list = db.prepare(
    'SELECT event FROM parked WHERE resolution IS NULL ORDER BY parked_at, id LIMIT ?',
  );
  const resolve = db.prepare('UPDATE parked SET resolution = ? WHERE id = ?');
  return {
    park: (event) => {
      park.run(event.id, parkedEventJson(event), event.parkedAt);
      return Promise.resolve();
    },
    get: (id) => {
      const row = get.row(id);
      return Promise.resolve(row === undefined ? undefined : parkedOf(row));
    },
    list: (limit) => Promise.resolve(list.rows(limit).map(parkedOf)),
    resolve: (id, resolution) => {
      resolve.run(JSON.stringify(resolution), id);
      return Promise.resolve();
    },
  };
}
