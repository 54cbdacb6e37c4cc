import { codeFrom } from './words.js';
import type { Notes } from './notes.js';
import type { RawAction, RawNotification, RawService, RawState } from './shape.js';

/** An action of a state, its values understood. */
export interface DigitAction {
  readonly name: string;
  /** As written; resolved later. */
  readonly next: string;
  readonly roles: readonly string[];
  readonly notifications: readonly DigitNotification[];
}

export interface DigitNotification {
  readonly audience: string;
  readonly channel: string;
  readonly template: string;
  readonly assigneeOnly: boolean;
}

export interface DigitState {
  /** Empty for the entry. */
  readonly name: string;
  /** Ours: no two states of a workflow share one. */
  readonly code: string;
  readonly uuid?: string;
  readonly publicStatus?: string;
  /** Milliseconds; none when absent, empty or zero. */
  readonly sla?: number;
  readonly documents: boolean;
  readonly start: boolean;
  readonly terminal: boolean;
  readonly updatable: boolean;
  readonly actions: readonly DigitAction[];
}

export interface DigitService {
  readonly name: string;
  readonly tenant?: string;
  readonly business?: string;
  readonly sla?: number;
  readonly states: readonly DigitState[];
}

/** Understands the values of a file: flags and numbers as text, roles with commas, periods of zero. */
export class Reader {
  constructor(private readonly notes: Notes) {}

  service(raw: RawService): DigitService {
    const sla = this.period(raw.businessServiceSla, 'businessServiceSla', {});
    if (sla === undefined)
      this.notes.warn('no-standard', 'No limit is given for the whole: nothing will be late.');
    return {
      name: raw.businessService,
      states: raw.states.map((state) => this.state(state)),
      ...(raw.tenantId && { tenant: raw.tenantId }),
      ...(raw.business && { business: raw.business }),
      ...(sla !== undefined && { sla }),
    };
  }

  private state(raw: RawState): DigitState {
    const name = raw.state?.trim() ?? '';
    const place = { state: name || '(entry)' };
    const sla = this.period(raw.sla, 'sla', place);
    const actions = (raw.actions ?? []).flatMap((action) => this.action(action, place.state));
    return {
      name,
      code: codeFrom(name),
      actions,
      documents: this.flag(raw.docUploadRequired, false, place),
      start: this.flag(raw.isStartState, false, place),
      terminal: this.flag(raw.isTerminateState, false, place),
      updatable: this.flag(raw.isStateUpdatable, false, place),
      ...(raw.uuid && { uuid: raw.uuid }),
      ...(raw.applicationStatus && { publicStatus: raw.applicationStatus }),
      ...(sla !== undefined && { sla }),
    };
  }

  private action(raw: RawAction, state: string): readonly DigitAction[] {
    const place = { state, action: raw.action };
    if (!this.flag(raw.active, true, place)) {
      this.notes.warn('inactive-action', 'The action is not active and was left out.', place);
      return [];
    }
    const notifications = (raw.notifications ?? []).map((item) => this.notification(item, place));
    return [
      {
        name: raw.action.trim(),
        next: raw.nextState?.trim() ?? '',
        roles: this.roles(raw.roles, place),
        notifications,
      },
    ];
  }

  private notification(raw: RawNotification, place: object): DigitNotification {
    const { audience, channel, templateRef: template } = raw;
    return { audience, channel, template, assigneeOnly: this.flag(raw.assigneeOnly, false, place) };
  }

  private roles(raw: RawAction['roles'], place: object): readonly string[] {
    if (typeof raw === 'string' && raw.includes(','))
      this.notes.warn('roles-as-text', 'The roles are one text with commas; it was split.', place);
    const list = typeof raw === 'string' ? raw.split(',') : (raw ?? []);
    return [...new Set(list.map((role) => role.trim()).filter((role) => role !== ''))];
  }

  private flag(raw: boolean | string | null | undefined, usual: boolean, place: object): boolean {
    if (typeof raw !== 'string') return raw ?? usual;
    const text = raw.trim().toLowerCase();
    this.notes.warn('flag-as-text', `The text "${raw}" was taken for true or false.`, place);
    return text === '' ? usual : text === 'true';
  }

  private period(
    raw: number | string | null | undefined,
    field: string,
    place: object,
  ): number | undefined {
    if (raw === null || raw === undefined) return undefined;
    const value = typeof raw === 'number' ? raw : Number(raw.trim());
    if (Number.isFinite(value) && value > 0) return Math.round(value);
    const shown = JSON.stringify(raw);
    this.notes.warn(
      'no-period',
      `${field} is ${shown}: that means no limit, not one of zero.`,
      place,
    );
    return undefined;
  }
}
