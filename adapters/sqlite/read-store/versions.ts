/** The table of versions: what is stored, what wrote it, which one serves. */
import type { EventId, Position } from '../../../domain/kernel/ids.js';
import type {
  Checkpoint,
  CollectionDefinition,
  VersionId,
  VersionState,
} from '../../../projections/read-store.js';
import type { Connection, SqlRow } from '../driver.js';

const columns = `v.projection, v.version, v.generation, v.fingerprint, v.ready, v.definition,
  v.log_id, v.position, v.event_id, v.previous, s.projection IS NOT NULL`;

const joined = `SELECT ${columns} FROM versions v LEFT JOIN serving s
  ON s.projection = v.projection AND s.version = v.version AND s.generation = v.generation`;

const order = 'ORDER BY v.projection, v.version, v.generation';

export const readVersions = (db: Connection, projection?: string): readonly VersionState[] =>
  projection === undefined
    ? db.prepare(`${joined} ${order}`).rows().map(toState)
    : db.prepare(`${joined} WHERE v.projection = ? ${order}`).rows(projection).map(toState);

export const readVersion = (db: Connection, id: VersionId): VersionState | undefined =>
  db
    .prepare(`${joined} WHERE v.projection = ? AND v.version = ? AND v.generation = ?`)
    .rows(...keyOf(id))
    .map(toState)[0];

export const keyOf = (id: VersionId): [string, number, number] => [
  id.projection,
  id.version,
  id.generation,
];

function toState(row: SqlRow): VersionState {
  const [projection, version, generation, fingerprint, ready, definition] = row;
  const checkpoint = toCheckpoint(row.slice(6, 10));
  return {
    projection: String(projection),
    version: Number(version),
    generation: Number(generation),
    fingerprint: String(fingerprint),
    status: ready === 1 ? 'ready' : 'loading',
    serving: row[10] === 1,
    definition: JSON.parse(String(definition)) as CollectionDefinition,
    ...(checkpoint && { checkpoint }),
  };
}

function toCheckpoint([logId, position, eventId, previous]: SqlRow): Checkpoint | undefined {
  if (typeof position !== 'string') return undefined;
  return {
    logId: String(logId),
    position: position as Position,
    eventId: String(eventId) as EventId,
    previous: String(previous) as Position,
  };
}

/** How many structures of a version are built; undefined when there is no such version. */
export function builtOf(db: Connection, id: VersionId): number | undefined {
  const row = db
    .prepare('SELECT built FROM versions WHERE projection = ? AND version = ? AND generation = ?')
    .row(...keyOf(id));
  return row === undefined ? undefined : Number(row[0]);
}

/** Moves the checkpoint forward; an older one than the stored changes nothing. */
export function moveCheckpoint(db: Connection, id: VersionId, checkpoint: Checkpoint): void {
  const { logId, position, eventId, previous } = checkpoint;
  db.prepare(
    `UPDATE versions SET log_id = ?, position = ?, event_id = ?, previous = ?
      WHERE projection = ? AND version = ? AND generation = ?
        AND (position IS NULL OR position < ?)`,
  ).run(logId, position, eventId, previous, ...keyOf(id), position);
}
