import type { Application } from '../commands/application.js';
import type { Caller } from '../commands/dispatch.js';
import type { Clock } from '../commands/ports/clock.js';
import type { Logger } from '../commands/ports/logger.js';
import type { Authority } from '../domain/kernel/authority.js';
import type { Instant } from '../domain/kernel/instant.js';
import type { Text } from '../domain/kernel/text.js';
import type { Reads } from '../http/reads.js';

/** Somebody whom a visitor of the sample city can act as. */
export interface Persona {
  /** Letters, digits, `-` and `_`: kept in a cookie. */
  readonly id: string;
  readonly name: Text;
  /** What they are: `Clerk, street lighting`. */
  readonly post: Text;
  /** What to try as them. */
  readonly hint: Text;
  readonly caller: Caller;
  /** Path of the page on which they begin; by default that of their kind. */
  readonly begins?: string;
}

export const clockSteps = [
  'hour',
  'working-day',
  'two-working-days',
  'week',
  'sixty-days',
] as const;
export type ClockStep = (typeof clockSteps)[number];

/** What only the sample city has. */
export interface SampleCity {
  readonly personas: readonly Persona[];
  /** Moves the clock on; resolves when everything that fell due is written and readable. */
  advance(step: ClockStep): Promise<{ readonly from: Instant; readonly to: Instant }>;
}

export interface City {
  readonly title: Text;
  readonly authority: Authority;
  /** IANA time zone in which dates are shown and asked. */
  readonly zone: string;
}

/** What the pages are made of. */
export interface WebParts {
  /** Folder of the project, with `web/templates` and `node_modules`. */
  readonly root: string;
  readonly commands: Pick<Application, 'execute' | 'peek' | 'catalogue'>;
  readonly reads: Reads;
  readonly city: City;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name and post of staff by their id, where known. */
  readonly people?: (id: string) => { readonly name: Text; readonly post?: Text } | undefined;
  readonly sample?: SampleCity;
  /** Signs cookies and forms. */
  readonly secret: string;
  /** Whether cookies are for HTTPS only. */
  readonly secure: boolean;
}
