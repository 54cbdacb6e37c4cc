import { z } from 'zod';
import { authoritySchema, type Authority } from './authority.js';
import type { CommandId, EventId, Position, Revision, StreamName } from './ids.js';
import { storedInstant, type Instant } from './instant.js';
import type { Json } from './json.js';

export const actorKinds = ['citizen', 'staff', 'vendor', 'system', 'public'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** Who acts. `onBehalfOf` names the person a clerk or a mandate holder acts for. */
export const actorSchema = z.strictObject({
  id: z.string().min(1).max(120),
  kind: z.enum(actorKinds),
  roles: z.array(z.string().min(1).max(80)).max(50).readonly(),
  onBehalfOf: z.string().min(1).max(120).exactOptional(),
});
export type Actor = z.infer<typeof actorSchema>;

/**
 * The accounts of citizens and firms that an actor stands for: their own, and whom they act for. Ids
 * of staff, systems and the public are no accounts, though they may read the same.
 */
export function accountsOf({
  id,
  kind,
  onBehalfOf,
}: Pick<Actor, 'id' | 'kind'> & { readonly onBehalfOf?: string | undefined }): readonly string[] {
  const own = kind === 'citizen' || kind === 'vendor' ? [id] : [];
  return onBehalfOf === undefined ? own : [...own, onBehalfOf];
}

export const channels = [
  'web',
  'counter',
  'phone',
  'email',
  'letter',
  'mobile',
  'chat',
  'api',
  'import',
  'system',
] as const;
export type Channel = (typeof channels)[number];

/** The rule that caused an event of origin `policy`, precise enough to run it again. */
export const ruleReferenceSchema = z.strictObject({
  service: z.string().min(1),
  /** The authority whose published definition it is; events of before it was recorded have none. */
  definedBy: authoritySchema.exactOptional(),
  /** Version of the service definition. */
  version: z.int().positive(),
  /** `timer/penalty`, `escalation/1`, `assignment`, … */
  rule: z.string().min(1),
  /** Reference data that decided: set name → effective date of the entry used. */
  reference: z.record(z.string(), z.string()).exactOptional(),
});
export type RuleReference = z.infer<typeof ruleReferenceSchema>;

export const origins = ['actor', 'policy', 'import'] as const;
export type Origin = (typeof origins)[number];

/** What every event says of its cause. */
export interface EventMeta {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly rule?: RuleReference;
  /** The body that owns the data. */
  readonly authority: Authority;
  /** The office acting. */
  readonly office?: string;
  readonly channel: Channel;
  /** When it happened; never decreases within a stream. */
  readonly occurredAt: Instant;
  readonly commandId: CommandId;
  /** SHA-256 (hex, first 32 characters) of the command's body: the same key with another body is refused. */
  readonly commandHash: string;
  readonly correlationId: string;
  readonly causationId?: string;
}

export const eventMetaSchema = z.strictObject({
  actor: actorSchema,
  origin: z.enum(origins),
  rule: ruleReferenceSchema.exactOptional(),
  authority: authoritySchema,
  office: z.string().min(1).max(80).exactOptional(),
  channel: z.enum(channels),
  occurredAt: storedInstant,
  commandId: z.uuid(),
  commandHash: z.string().max(64),
  correlationId: z.string().min(1).max(120),
  causationId: z.string().min(1).max(120).exactOptional(),
});

/** An event before the store has taken it: data is JSON-plain and already sealed. */
export interface NewEvent {
  readonly id: EventId;
  readonly type: string;
  readonly data: Json;
  readonly meta: EventMeta;
}

/** An event as the store gives it back. */
export interface Recorded extends NewEvent {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  /** When the store took it. */
  readonly recordedAt: Instant;
}
