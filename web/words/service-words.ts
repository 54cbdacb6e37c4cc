import { localDate } from '../../domain/kernel/calendar/index.js';
import { formatMoney } from '../../domain/kernel/money-text.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import type { Text } from '../../domain/kernel/text.js';
import type { ReferenceView } from '../../domain/reference/index.js';
import type { CompiledService } from '../../domain/service/compiled.js';
import { placedTypes } from '../../domain/service/types.js';
import type { ServiceDefinition } from '../../domain/service/schema/index.js';
import type { CaseView } from '../../projections/cases/model.js';
import type { WebParts } from '../parts.js';
import type { Visit } from '../base/visit.js';

/** Words for the codes of one service, as one case knows it; a code that nobody explains stands for itself. */
export interface ServiceWords {
  readonly service: CompiledService | undefined;
  readonly title: string;
  readonly state: (code: string) => string;
  /** What the public is told of a state. */
  readonly status: (code: string) => string;
  readonly type: (code: string) => string;
  readonly action: (code: string) => string;
  readonly timer: (name: string) => string;
  /** `group/task` */
  readonly task: (code: string) => string;
  readonly amount: (code: string) => string;
  readonly money: (minor: number) => string;
  readonly party: (role: string) => string;
  readonly field: (name: string) => string;
  readonly office: (code: string) => string;
  readonly area: (code: string) => string;
}

type Taken = Pick<CaseView, 'authority' | 'service' | 'version' | 'definedBy'>;

const typeTitles = new WeakMap<ServiceDefinition, ReadonlyMap<string, Text>>();

function typeTitle(definition: ServiceDefinition, code: string): Text | undefined {
  const titles =
    typeTitles.get(definition) ??
    new Map(placedTypes(definition.types).map(({ type }) => [type.code, type.title]));
  typeTitles.set(definition, titles);
  return titles.get(code);
}

const titled = <T extends { readonly title: Text }>(
  list: readonly T[],
  fits: (item: T) => boolean,
) => list.find(fits)?.title;

/** Words of the version that a case took. */
export async function wordsOf(parts: WebParts, visit: Visit, taken: Taken): Promise<ServiceWords> {
  const offer = await parts.commands.catalogue.offer(taken.authority, taken.service);
  const chosen = offer.version(taken.version, taken.definedBy);
  if (!chosen.ok) return serviceWords(parts, visit, { code: taken.service });
  const { service, reference } = chosen.value;
  return serviceWords(parts, visit, { code: taken.service, service, reference });
}

/** Timers that follow from the definition's escalation have no titles of their own. */
function derivedTimer({ t }: Visit, name: string): string | undefined {
  const level = /^escalation\.(\d+)$/.exec(name)?.[1];
  return level === undefined ? undefined : t('timer.escalation', { level });
}

interface Known {
  readonly code: string;
  readonly service?: CompiledService;
  readonly reference?: Pick<ReferenceView<unknown>, 'office' | 'area'>;
}
type Word = (text: Text | undefined, code: string) => string;

const placeWords = ({ reference }: Known, on: PlainDate, word: Word) => ({
  office: (code: string) => word(reference?.office(code, on)?.title, code),
  area: (code: string) => word(reference?.area(code, on)?.title, code),
});

const listWords = (definition: ServiceDefinition | undefined, word: Word) => ({
  amount: (code: string) =>
    word(
      titled(definition?.amounts ?? [], (one) => one.code === code),
      code,
    ),
  party: (role: string) =>
    word(
      titled(definition?.parties ?? [], (one) => one.role === role),
      role,
    ),
  field: (name: string) => word(definition?.form?.labels[name]?.label, name),
});

const workflowWords = (visit: Visit, { service }: Known, word: Word) => ({
  state: (code: string) => word(service?.state(code)?.title, code),
  status: (code: string) => {
    const state = service?.state(code);
    return word(state?.publicStatus ?? state?.title, code);
  },
  action: (code: string) => word(service?.action(code)?.title, code),
  timer: (name: string) => derivedTimer(visit, name) ?? word(service?.timer(name)?.title, name),
  task: (path: string) => {
    const [group = '', code = ''] = path.split('/');
    const tasks = service?.taskGroup(group)?.tasks ?? [];
    return word(
      titled(tasks, (task) => task.code === code),
      code,
    );
  },
});

export function serviceWords(
  { city }: Pick<WebParts, 'city'>,
  visit: Visit,
  known: Known,
): ServiceWords {
  const { service, code: of } = known;
  const definition = service?.definition;
  const word: Word = (text, code) => (text ? visit.say(text) : code);
  const currency = definition?.currency;
  return {
    service,
    title: word(definition?.title, of),
    type: (code) => word(definition && typeTitle(definition, code), code),
    money: (amount) =>
      currency === undefined ? String(amount) : formatMoney({ amount, currency }, visit.language),
    ...workflowWords(visit, known, word),
    ...listWords(definition, word),
    ...placeWords(known, localDate(visit.now, city.zone), word),
  };
}
