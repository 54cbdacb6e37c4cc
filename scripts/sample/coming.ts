import type { Channel } from '../../domain/kernel/envelope.js';
import { email, residents, telephone, type Resident } from './residents.js';
import type { Random } from './random.js';
import type { Language, Taker } from './story.js';
import { citizen, forParty, staff } from './telling.js';

/** How somebody comes to the city with a matter, and who takes their later steps. */
export interface Coming {
  readonly language: Language;
  readonly resident: Resident;
  readonly channel: Channel;
  /** Who submits. */
  readonly by: Taker;
  /** Who acts for them later: they themselves, or somebody at the counter. */
  readonly again: Taker;
  readonly party: Readonly<Record<string, unknown>>;
  /** Whether it comes in working time. */
  readonly inOffice: boolean;
}

interface Ways {
  readonly role: string;
  /** Role of staff who take later steps for those without an account. */
  readonly counter: string;
  readonly resident?: Resident;
  /** They write themselves: at a time when no counter may be open. */
  readonly self?: true;
}

const callTakers = ['gita.rao', 'imran.sheikh', 'pooja.nair'] as const;
const counterClerks = ['gita.rao', 'suresh.pillai'] as const;

const named = (role: string, language: Language, { name }: Resident) => ({
  role,
  kind: 'person',
  name: name[language],
  language,
});

function channelOf(random: Random, { resident, self, counter }: Ways): Channel {
  if (resident !== undefined || self === true) return 'web';
  const phone = counter === 'call-taker' ? 16 : 0;
  return random.weighted({ web: 62, mobile: 12, phone, counter: 14 });
}

/** Most write themselves; some call or come to the counter. */
export function comes(random: Random, ways: Ways): Coming {
  const language: Language = random.percent(22) ? 'hi' : 'en';
  const resident = ways.resident ?? random.pick(residents);
  const channel = channelOf(random, ways);
  const party = named(ways.role, language, resident);
  const common = { language, resident, channel };
  if (channel === 'web' || channel === 'mobile') {
    const self = citizen(resident.id);
    const known = { ...party, email: email(resident) };
    return { ...common, by: self, again: self, party: known, inOffice: false };
  }
  const by = staff(random.pick(channel === 'phone' ? callTakers : counterClerks));
  const reachable = { ...party, phone: telephone(random) };
  return { ...common, by, again: forParty(ways.counter), party: reachable, inOffice: true };
}
