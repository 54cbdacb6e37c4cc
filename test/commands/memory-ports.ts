import type { Checkpoint, Checkpoints } from '../../commands/ports/checkpoints.js';
import type { ParkedEvent, Parking, Resolution } from '../../commands/ports/parking.js';

export interface MemoryCheckpoints extends Checkpoints {
  readonly stored: Map<string, Checkpoint>;
}

export function memoryCheckpoints(): MemoryCheckpoints {
  const stored = new Map<string, Checkpoint>();
  return {
    stored,
    load: (name) => Promise.resolve(stored.get(name)),
    save: (name, checkpoint) => {
      stored.set(name, checkpoint);
      return Promise.resolve();
    },
  };
}

export interface MemoryParking extends Parking {
  readonly resolved: { id: string; resolution: Resolution }[];
}

export function memoryParking(): MemoryParking {
  const parked = new Map<string, ParkedEvent>();
  const resolved: MemoryParking['resolved'] = [];
  return {
    resolved,
    park: (event) => {
      parked.set(event.id, event);
      return Promise.resolve();
    },
    get: (id) => Promise.resolve(parked.get(id)),
    list: (limit) => Promise.resolve([...parked.values()].slice(0, limit)),
    resolve: (id, resolution) => {
      parked.delete(id);
      resolved.push({ id, resolution });
      return Promise.resolve();
    },
  };
}
