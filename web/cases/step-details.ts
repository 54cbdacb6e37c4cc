import type { TimerSetting } from '../../domain/case/header.js';
import type { NamedStep, Telling } from './telling.js';

type Line = (telling: Telling, step: NamedStep) => readonly string[];

const moved: Line = ({ visit, words, inside }, { from, to, fact }) => {
  if (to === undefined || from === to || fact === 'moved') return [];
  const name = inside ? words.state : words.status;
  return from === undefined
    ? [visit.t('detail.state', { to: name(to) })]
    : [visit.t('detail.moved', { from: name(from), to: name(to) })];
};

const worked: Line = ({ visit, inside }, { workingTime, fact }) =>
  !inside || workingTime === undefined || workingTime === 0
    ? []
    : [
        visit.t(fact === 'resolved' || fact === 'closed' ? 'detail.workedInAll' : 'detail.worked', {
          length: visit.times.length(workingTime),
        }),
      ];

function timerLine({ visit, words }: Telling, setting: TimerSetting): string {
  const timer = words.timer(setting.timer);
  return 'dueAt' in setting
    ? visit.t(`detail.timer.${setting.change}`, {
        timer,
        date: visit.times.dateTime(setting.dueAt),
      })
    : visit.t(`detail.timer.${setting.change}`, { timer });
}

/** Internal limits are the office's own business. */
const timers: Line = (telling, { timers: settings = [] }) =>
  settings
    .filter((setting) => telling.inside || ('kind' in setting && setting.kind !== 'internal'))
    .map((setting) => timerLine(telling, setting));

const amounts: Line = ({ visit, words }, { amounts: changes = [] }) =>
  changes.map(({ amount, before, after }) =>
    visit.t('detail.amount', {
      amount: words.amount(amount),
      before: words.money(before),
      after: words.money(after),
    }),
  );

const ended: Line = ({ visit }, { outcome, onTime }) => [
  ...(outcome ? [visit.t('detail.outcome', { outcome: visit.t(`outcome.${outcome}`) })] : []),
  ...(typeof onTime === 'boolean' ? [visit.t(onTime ? 'detail.onTime' : 'detail.late')] : []),
];

const changed: Line = ({ visit, words }, { priority, office, type }) => [
  ...(priority && priority.before !== priority.after
    ? [visit.t('detail.priority', { priority: visit.t(`priority.${priority.after}`) })]
    : []),
  ...(office ? [visit.t('detail.office', { office: words.office(office.after ?? '–') })] : []),
  ...(type ? [visit.t('detail.type', { type: words.type(type.after ?? '–') })] : []),
];

const listed: Line = ({ visit, words }, { fields = [], documents = [], tasks = [], fact }) => [
  ...(fields.length > 0
    ? [visit.t('detail.fields', { fields: fields.map(words.field).join(', ') })]
    : []),
  ...(documents.length > 0
    ? [visit.t('detail.documents', { documents: documents.join(', ') })]
    : []),
  ...(fact === 'tasks-opened'
    ? [visit.t('detail.tasks', { tasks: tasks.map(words.task).join(', ') })]
    : []),
];

const said: Line = ({ visit }, { reason, score, fact }) => [
  ...(reason !== undefined && fact !== 'moved' ? [visit.t('detail.reason', { reason })] : []),
  ...(score === undefined ? [] : [visit.t('detail.score', { score })]),
];

const about: Line = ({ visit, inside }, { link, timer, failures = [] }) => [
  ...(link === undefined ? [] : [visit.t('detail.link', { case: link.case })]),
  ...(timer === undefined
    ? []
    : [visit.t('detail.dueAt', { date: visit.times.dateTime(timer.dueAt) })]),
  ...(inside ? failures.map((failure) => visit.t('detail.failure', { failure })) : []),
];

const lines: readonly Line[] = [
  moved,
  ended,
  amounts,
  changed,
  listed,
  said,
  about,
  timers,
  worked,
];

/** What more there is to say of a step, a line each. */
export const stepDetails = (telling: Telling, step: NamedStep): readonly string[] =>
  lines.flatMap((line) => line(telling, step));
