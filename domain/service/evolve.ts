import type { ServiceEvent } from './events.js';
import { draftOf, publishedOf, type ServiceState } from './state.js';
import { withTexts } from './texts.js';

type EventOfType<T extends ServiceEvent['type']> = Extract<ServiceEvent, { type: T }>['data'];

/** Folds a fact into what is known of a service. */
export function evolve(state: ServiceState, event: ServiceEvent): ServiceState {
  switch (event.type) {
    case 'service.drafted.v1':
      return drafted(state, event.data);
    case 'service.draft-discarded.v1':
      return withoutDraft(state);
    case 'service.published.v1':
      return published(state, event.data);
    case 'service.texts-corrected.v1':
      return corrected(state, event.data);
    case 'service.withdrawn.v1':
      return withdrawn(state, event.data);
  }
}

function drafted(state: ServiceState, draft: EventOfType<'service.drafted.v1'>): ServiceState {
  const before = publishedOf(state);
  return before === undefined
    ? { status: 'drafted', draft }
    : { status: 'revised', draft, ...partsOf(before) };
}

type Parts = NonNullable<ReturnType<typeof publishedOf>>;
const partsOf = ({ versions, withdrawals }: Parts): Parts => ({ versions, withdrawals });

function withoutDraft(state: ServiceState): ServiceState {
  const before = publishedOf(state);
  return before === undefined ? { status: 'absent' } : { status: 'published', ...partsOf(before) };
}

function published(
  state: ServiceState,
  version: EventOfType<'service.published.v1'>,
): ServiceState {
  const before = publishedOf(state);
  return {
    status: 'published',
    versions: before === undefined ? [version] : [...before.versions, version],
    withdrawals: before?.withdrawals ?? [],
  };
}

function corrected(
  state: ServiceState,
  { version, corrections }: EventOfType<'service.texts-corrected.v1'>,
): ServiceState {
  const before = publishedOf(state);
  if (before === undefined) return state;
  const texts = Object.fromEntries(corrections.map(({ path, after }) => [path, after]));
  const [first, ...rest] = before.versions.map((origin) =>
    origin.definition.version === version
      ? { ...origin, definition: withTexts(origin.definition, texts) }
      : origin,
  );
  return first === undefined ? state : withParts(state, { ...before, versions: [first, ...rest] });
}

function withdrawn(
  state: ServiceState,
  { from }: EventOfType<'service.withdrawn.v1'>,
): ServiceState {
  const before = publishedOf(state);
  if (before === undefined) return state;
  return withParts(state, { ...before, withdrawals: [...before.withdrawals, from] });
}

function withParts(state: ServiceState, parts: Parts): ServiceState {
  const draft = draftOf(state);
  return draft === undefined
    ? { status: 'published', ...partsOf(parts) }
    : { status: 'revised', draft, ...partsOf(parts) };
}
