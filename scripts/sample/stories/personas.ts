import type { Instant } from '../../../domain/kernel/instant.js';
import { earlier, lately, workLater, type Lifetime } from '../lifetime.js';
import { createRandom } from '../random.js';
import { abdul, lakshmi, type Resident } from '../residents.js';
import type { Story } from '../story.js';
import { role } from '../telling.js';
import { assigned, reported, type Complaint, type Limits } from './complaints.js';
import { abdulsLicence } from './trade-licences.js';

const worker = role('field-worker');

interface Told {
  readonly key: string;
  readonly type: string;
  /** Working hours before the present. */
  readonly at: Instant;
  readonly resident?: Resident;
}

function tell(
  life: Lifetime,
  limits: Limits,
  { key, type, at, resident = lakshmi }: Told,
  rest: (complaint: Complaint) => void,
): Story {
  const limit = limits[type] ?? 5;
  const complaint = reported(life, createRandom(key), { type, limit, at, resident });
  rest(complaint);
  return complaint.telling.story(key, 'complaint');
}

const resolved = (comment: string, work_done: string) => ({ comment, input: { work_done } });

/** What the citizens one can act as have going on: something to answer, to judge, to reopen, to pay. */
export function ownStories(life: Lifetime, limits: Limits): readonly Story[] {
  const ago = (days: number): Instant => workLater(life, earlier(life.end, days), 0.4);
  return [
    tell(
      life,
      limits,
      { key: 'lakshmi-light', type: 'light-not-working', at: ago(4) },
      (complaint) => {
        assigned(complaint);
        complaint.telling
          .until(lately(life, 0.5))
          .act(worker, 'resolve', resolved('Lamp and choke replaced.', 'replaced'));
      },
    ),
    tell(life, limits, { key: 'lakshmi-drain', type: 'blocked-drain', at: ago(3) }, (complaint) => {
      assigned(complaint);
      complaint.telling.work(0.5, 2).act(worker, 'ask', {
        comment: 'There are two drains in this street. Is it the one at the school?',
      });
    }),
    tell(life, limits, { key: 'lakshmi-pothole', type: 'pothole', at: ago(20) }, assigned),
    tell(life, limits, { key: 'lakshmi-water', type: 'leaking-pipe', at: ago(27) }, (complaint) => {
      assigned(complaint);
      complaint.telling
        .work(4, 8)
        .act(worker, 'resolve', resolved('Joint sealed.', 'repaired'))
        .wait(6, 12)
        .act(complaint.coming.again, 'rate', { score: 5, comment: 'Very quick, thank you.' });
    }),
    tell(
      life,
      limits,
      { key: 'abdul-dogs', type: 'stray-dogs', at: ago(9), resident: abdul },
      assigned,
    ),
    abdulsLicence(life, ago(17), abdul),
  ];
}
