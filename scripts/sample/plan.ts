import type { Instant } from '../../domain/kernel/instant.js';
import type { Lifetime } from './lifetime.js';
import { lakshmi } from './residents.js';
import { buildingPermits } from './stories/building-permits.js';
import { complaints, type Limits } from './stories/complaints.js';
import { fines } from './stories/fines.js';
import { fireCertificates } from './stories/fire-certificates.js';
import { ownStories } from './stories/personas.js';
import { properties } from './stories/properties.js';
import { septicRequests, vehicleTrips } from './stories/septic.js';
import { tradeLicences } from './stories/trade-licences.js';
import { waterConnections } from './stories/water-connections.js';
import { workToDo } from './stories/work-to-do.js';
import type { Step, Story } from './story.js';

/** How many cases of which service: what a town of this size might see in five weeks, made smaller. */
const counts = {
  complaints: 175,
  tradeLicences: 34,
  waterConnections: 24,
  properties: 20,
  septic: 22,
  trips: 12,
  fire: 12,
  building: 12,
} as const;

/** Everything that happens in the sample city up to its present. The same for the same lifetime. */
export const storiesOf = (life: Lifetime, limits: Limits): readonly Story[] => [
  ...ownStories(life, limits),
  ...workToDo(life, limits),
  ...complaints(life, limits, counts.complaints),
  ...tradeLicences(life, counts.tradeLicences),
  ...waterConnections(life, counts.waterConnections),
  ...properties(life, counts.properties),
  ...septicRequests(life, counts.septic),
  ...vehicleTrips(life, counts.trips),
  ...fireCertificates(life, counts.fire),
  ...buildingPermits(life, counts.building),
  ...fines(life, lakshmi),
];

/** One step of a story, with its place in it. */
export interface Planned {
  readonly story: Story;
  readonly index: number;
  readonly step: Step;
}

const order = (a: Planned, b: Planned): number => {
  if (a.step.at !== b.step.at) return a.step.at < b.step.at ? -1 : 1;
  return a.story.key < b.story.key ? -1 : 1;
};

/** The steps up to the present in the order of their times; what would come later has not happened yet. */
export const stepsUpTo = (end: Instant, stories: readonly Story[]): readonly Planned[] =>
  stories
    .flatMap((story) => story.steps.map((step, index) => ({ story, index, step })))
    .filter(({ step }) => step.at < end)
    .sort(order);
