import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Caller } from '../../commands/dispatch.js';
import { epochMilliseconds } from '../../domain/kernel/instant.js';
import { createApp } from '../../http/app.js';
import type { ClockStep, Persona } from '../../web/parts.js';
import { createPages } from '../../web/pages.js';
import { city } from '../commands/city.js';
import { silent } from '../commands/workbench.js';
import { openTown, type Town } from './town.js';

const both = (en: string, hi: string) => ({ en, hi });

const staff = (id: string, office: string | undefined, ...roles: string[]): Caller => ({
  actor: { id, kind: 'staff', roles },
  authority: city,
  ...(office !== undefined && { office }),
  channel: 'counter',
});

export const personas: readonly Persona[] = [
  {
    id: 'asha',
    name: both('Asha Verma', 'आशा वर्मा'),
    post: both('Citizen', 'नागरिक'),
    hint: both('Report a problem.', 'समस्या बताएँ।'),
    caller: {
      actor: { id: 'asha.verma', kind: 'citizen', roles: [] },
      authority: city,
      channel: 'web',
    },
  },
  {
    id: 'ritu',
    name: both('Ritu Malhotra', 'रितु मल्होत्रा'),
    post: both('Complaints officer, street lighting', 'शिकायत अधिकारी, सड़क प्रकाश'),
    hint: both('Assign what waits.', 'बाकी मामले सौंपें।'),
    caller: staff('ritu.malhotra', 'street-lighting', 'complaints-officer'),
  },
  {
    id: 'ramesh',
    name: both('Ramesh Patil', 'रमेश पाटिल'),
    post: both('Field worker, street lighting', 'क्षेत्र कर्मी, सड़क प्रकाश'),
    hint: both('Resolve a complaint.', 'शिकायत का समाधान करें।'),
    caller: staff('ramesh.patil', 'street-lighting', 'field-worker'),
  },
  {
    id: 'anil',
    name: both('Anil Joshi', 'अनिल जोशी'),
    post: both('Supervisor, street lighting', 'पर्यवेक्षक, सड़क प्रकाश'),
    hint: both('See what is late.', 'देखें क्या देर से है।'),
    caller: staff('anil.joshi', 'street-lighting', 'supervisor'),
  },
  {
    id: 'gita',
    name: both('Gita Rao', 'गीता राव'),
    post: both('Counter clerk', 'काउंटर लिपिक'),
    hint: both('Register a complaint for somebody.', 'किसी के लिए शिकायत दर्ज करें।'),
    caller: staff('gita.rao', 'call-centre', 'call-taker', 'counter-clerk'),
  },
  {
    id: 'arjun',
    name: both('Arjun Mehta', 'अर्जुन मेहता'),
    post: both('Commissioner', 'आयुक्त'),
    hint: both('See what is very late.', 'देखें क्या बहुत देर से है।'),
    begins: '/overview',
    caller: staff('arjun.mehta', 'commissioner', 'commissioner'),
  },
  {
    id: 'kabir',
    name: both('Kabir Sethi', 'कबीर सेठी'),
    post: both('Administrator', 'प्रशासक'),
    hint: both('See the services.', 'सेवाएँ देखें।'),
    begins: '/services',
    caller: staff('kabir.sethi', undefined, 'admin'),
  },
];

const hour = 3_600_000;
const steps: Readonly<Record<ClockStep, number>> = {
  hour,
  'working-day': 24 * hour,
  'two-working-days': 48 * hour,
  week: 7 * 24 * hour,
  'sixty-days': 60 * 24 * hour,
};

export interface Site {
  readonly url: string;
  readonly town: Town;
  readonly close: () => Promise<void>;
}

export interface SiteOptions {
  readonly root: string;
  readonly services?: readonly string[];
  /** Without it there is nobody to act as, and no clock to move. */
  readonly sample?: boolean;
  readonly port?: number;
}

/** The pages of a small Riverton over HTTP. */
export async function openSite(options: SiteOptions): Promise<Site> {
  const { root, services = ['complaint', 'trade-licence'], sample = true, port = 0 } = options;
  const town = await openTown({ root, services });
  const { clock } = town.city;
  const pages = createPages({
    root,
    commands: town.city,
    reads: town.reads,
    city: { title: both('Riverton', 'रिवरटन'), authority: city, zone: 'Asia/Kolkata' },
    clock,
    logger: silent,
    secret: 'a secret of the tests',
    secure: false,
    ...(sample && {
      sample: {
        personas,
        advance: async (step) => {
          const from = clock.now();
          clock.forward(steps[step]);
          await town.settle();
          return { from, to: clock.now() };
        },
      },
    }),
  });
  const app = createApp({
    routes: [],
    authenticator: { verify: () => Promise.reject(new Error('no tokens here')) },
    logger: silent,
    limits: { bodyBytes: 65_536, requestsPerMinute: 0, requestsAtOnce: 100 },
    version: 'test',
    pages,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    town,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await town.close();
    },
  };
}

export const at = (site: Site): number => epochMilliseconds(site.town.city.clock.now());
