import { expect } from 'chai';
import type { By, ServiceDefinition } from '../../../domain/service/schema/index.js';
import type { HistoryStep } from '../../../projections/history/model.js';
import { riverton, someone, type ApiCity } from '../city.js';
import type { CaseReply, Client } from '../client.js';
import { endOf, type Edge, type Path, type TakerKind } from './graph.js';

const document = {
  name: 'paper.pdf',
  mediaType: 'application/pdf',
  size: 1000,
  sha256: 'ef'.repeat(32),
};

/** Drives cases of one service over HTTP, with the token that each step needs. */
export class Driver {
  readonly #clients = new Map<string, Promise<Client>>();

  constructor(
    private readonly city: ApiCity,
    private readonly definition: ServiceDefinition,
  ) {}

  /** Lives one case through a way, and holds what the API says of it against the definition. */
  async follow(path: Path): Promise<void> {
    const reference = await this.#begin(path.start);
    for (const edge of path.edges) await this.#take(reference, edge);
    const view = await this.#caseOf(reference);
    const code = endOf(path);
    const state = this.definition.workflow.states.find((each) => each.code === code);
    expect(view.state).to.deep.equal({ code, kind: state?.kind });
    expect(view.outcome).to.equal(state?.outcome);
    const status = { end: 'closed', resolved: 'resolved' }[state?.kind as 'end'] as
      string | undefined;
    expect(view.status).to.equal(status ?? 'open');
    await this.#checkHistory(reference, path);
  }

  async #begin({ code, by }: Path['start']): Promise<string> {
    const start = this.definition.start.find((each) => each.code === code);
    const client = await this.#client(by, start?.by ?? {});
    const applicant = { role: 'applicant', kind: 'person', person: 'asha' };
    const parties = by === 'party' || this.definition.parties.length === 0 ? [] : [applicant];
    const body = { authority: riverton, service: this.definition.code, start: code, parties };
    return (await client.must('submitCase', { body })).reference;
  }

  async #take(reference: string, { action, taker, from }: Edge): Promise<void> {
    if (taker === 'timer') return this.#passTimer(reference, from);
    const client = await this.#client(taker, action.by);
    const rates = action.effects.some(({ effect }) => effect === 'feedback');
    await client.must('act', {
      params: { reference },
      body: {
        action: action.code,
        ...(action.comment === 'required' && { comment: 'So be it' }),
        ...(rates && { score: 4 }),
        ...(action.documents && {
          documents: action.documents.map((kind) => ({ kind, ...document })),
        }),
      },
    });
  }

  async #passTimer(reference: string, state: string): Promise<void> {
    const { timers } = await this.#caseOf(reference);
    const timer = this.definition.workflow.timers.find(
      ({ starts, passing }) =>
        starts.on === 'state' &&
        starts.state === state &&
        passing.some((each) => each.do === 'take'),
    );
    const running = timers.find(({ name }) => name === timer?.name);
    expect(running, `timer of ${state}`).not.to.equal(undefined);
    await this.city.move(running?.dueAt ?? '');
  }

  async #caseOf(reference: string): Promise<CaseReply> {
    const auditor = await this.#client('staff', { staff: ['auditor'] });
    return auditor.must<CaseReply>('getCase', { params: { reference } });
  }

  /** The steps between states are the edges of the way, each by whom it was taken. */
  async #checkHistory(reference: string, { edges }: Path): Promise<void> {
    const auditor = await this.#client('staff', { staff: ['auditor'] });
    const { steps } = await auditor.must<{ steps: readonly HistoryStep[] }>('getCaseHistory', {
      params: { reference },
    });
    const moves = steps.filter(({ from }) => from !== undefined);
    expect(moves.map(({ from, activity, to }) => [from, activity, to])).to.deep.equal(
      edges.map(({ from, action, to }) => [from, action.code, to]),
    );
    expect(moves.map(({ origin }) => origin === 'policy')).to.deep.equal(
      edges.map(({ taker }) => taker === 'timer'),
    );
  }

  #client(taker: TakerKind, by: By): Promise<Client> {
    const role = { staff: by.staff?.[0], external: by.external?.[0], payment: 'payment' }[
      taker as 'staff'
    ];
    const caller =
      taker === 'party'
        ? someone('citizen', 'asha')
        : someone(taker === 'staff' ? 'staff' : 'system', `${taker}.${role ?? ''}`, [role ?? '']);
    const known = this.#clients.get(caller.actor.id) ?? this.city.as(caller);
    this.#clients.set(caller.actor.id, known);
    return known;
  }
}
