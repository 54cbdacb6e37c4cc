import type { z } from 'zod';
import type { notificationSchema } from '../schema/index.js';
import type { MappedAction } from './actions.js';
import type { DigitGraph } from './graph.js';
import type { DigitNotification } from './model.js';
import type { Notes } from './notes.js';
import type { DigitImportOptions } from './options.js';
import type { StartInput } from './states.js';
import { codeFrom, readable } from './words.js';

export type NotificationInput = z.input<typeof notificationSchema>;
type OurChannel = NotificationInput['channels'][number];

const channels: Readonly<Record<string, OurChannel>> = {
  SMS: 'sms',
  EMAIL: 'email',
  WHATSAPP: 'chat',
  EVENT: 'app',
  APP: 'app',
  PUSH: 'app',
  LETTER: 'letter',
};

interface Sent {
  readonly on: string;
  readonly notification: DigitNotification;
  readonly place: { readonly state: string; readonly action: string };
}

/** Notifications by template and audience, each with the actions and channels it goes out by. */
export function mapNotifications(
  {
    graph,
    starts,
    actions,
  }: {
    readonly graph: DigitGraph;
    readonly starts: readonly StartInput[];
    readonly actions: readonly MappedAction[];
  },
  options: DigitImportOptions,
  notes: Notes,
): readonly NotificationInput[] {
  const sent = [
    ...graph.entries.flatMap(({ name, action }, index) =>
      sentBy(action?.notifications, starts[index]?.code ?? name, {
        state: '(entry)',
        action: name,
      }),
    ),
    ...actions.flatMap(({ input, edges: [edge] }) =>
      edge === undefined
        ? []
        : sentBy(edge.action.notifications, input.code, {
            state: edge.from.name,
            action: edge.action.name,
          }),
    ),
  ].filter((item) => isKnown(item, notes));
  const groups = new Map<string, Sent[]>();
  for (const item of sent) {
    const key = JSON.stringify([item.notification.template, audience(item.notification, options)]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].flatMap((group) => notification(group, sent, options, notes));
}

const sentBy = (
  notifications: readonly DigitNotification[] | undefined,
  on: string,
  place: Sent['place'],
): readonly Sent[] => (notifications ?? []).map((item) => ({ on, notification: item, place }));

function isKnown({ notification: { channel }, place }: Sent, notes: Notes): boolean {
  if (channel.toUpperCase() in channels) return true;
  notes.warn('channel-unknown', `A notification by ${channel} was left out.`, place);
  return false;
}

const audience = (
  { audience: role, assigneeOnly }: DigitNotification,
  { party }: DigitImportOptions,
): string => (assigneeOnly ? 'assignee' : role === 'CITIZEN' ? party : codeFrom(role));

function notification(
  group: readonly Sent[],
  all: readonly Sent[],
  options: DigitImportOptions,
  notes: Notes,
): readonly NotificationInput[] {
  const [first] = group;
  if (first === undefined) return [];
  const { template } = first.notification;
  const to = audience(first.notification, options);
  const others = all.some(
    ({ notification: other }) => other.template === template && audience(other, options) !== to,
  );
  notes.warn('notification-words', `The words of "${template}" are not in the file.`, first.place);
  const by = group.flatMap(
    ({ notification: { channel } }) => channels[channel.toUpperCase()] ?? [],
  );
  return [
    {
      code: codeFrom(others ? `${template}.${to}` : template),
      on: [...new Set(group.map(({ on }) => on))],
      to: [to],
      channels: [...new Set(by)],
      body: { [options.language]: readable(template) },
    },
  ];
}
