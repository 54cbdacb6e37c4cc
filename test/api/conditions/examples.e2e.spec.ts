import { expect } from 'chai';
import type { Caller } from '../../../commands/dispatch.js';
import { administrator } from '../riverton.js';
import { posting, raw } from '../raw.js';
import { asha, officer, town } from './town.js';

const onComplaint = (code = 'complaint') => ({ authority: 'demo.riverton', code });
const onCalendar = { authority: 'demo.riverton', set: 'shifts' };

interface Sent {
  readonly by: Caller;
  readonly params?: Readonly<Record<string, string>>;
  /** Why it is refused, where what the example names is not there, or not now: never for its form. */
  readonly refused?: string;
}

/** Who sends the example of an operation and to where, in an order in which each may follow the one before. */
const sent: Readonly<Record<string, Sent>> = {
  submitCase: { by: asha },
  comment: { by: asha },
  attachDocument: { by: asha },
  amendAnswers: { by: officer },
  reviewDocument: { by: officer, params: { document: 'd1' } },
  extend: { by: officer },
  reclassify: { by: officer },
  act: { by: officer },
  assign: { by: officer },
  escalate: { by: officer },
  linkCase: { by: officer, refused: 'case.link-nowhere' },
  unlinkCase: { by: officer, refused: 'case.link-unknown' },
  completeTask: {
    by: officer,
    params: { group: 'clearances', task: 'fire' },
    refused: 'case.task-unknown',
  },
  giveFeedback: { by: asha, refused: 'case.feedback-too-early' },
  settle: { by: officer },
  draftService: { by: administrator, params: onComplaint('lost-dog') },
  publishService: { by: administrator, params: onComplaint('lost-dog') },
  discardDraft: {
    by: administrator,
    params: onComplaint('lost-dog'),
    refused: 'service.no-draft',
  },
  adoptService: {
    by: administrator,
    params: onComplaint('street-trees'),
    refused: 'service.nothing-to-adopt',
  },
  correctServiceTexts: { by: administrator, params: onComplaint() },
  withdrawService: { by: administrator, params: onComplaint() },
  publishReference: { by: administrator, params: onCalendar },
  correctReference: { by: administrator, params: onCalendar },
  query: { by: officer },
  moveSampleCityClock: { by: administrator },
};

describe('the example of each body in the OpenAPI document', () => {
  const city = town();
  let reference = '';

  it('is sent here', () => {
    const { operations } = city().shared.specification;
    const bodies = [...operations.values()].filter(({ requestBody }) => requestBody !== undefined);
    expect(Object.keys(sent)).to.have.members(bodies.map(({ operationId }) => operationId));
  });

  for (const [operationId, { by, params = {}, refused }] of Object.entries(sent))
    it(`does what it says, sent as it stands: ${operationId}`, async () => {
      const { path, requestBody } = city().shared.specification.operation(operationId);
      const { example } = requestBody?.content?.['application/json'] ?? {};
      const address = path.replaceAll(
        /\{(\w+)\}/g,
        (_, name: string) => ({ reference, ...params })[name] ?? '',
      );
      const { status, text, problem } = await raw(
        city(),
        address,
        posting(await city().token(by), example),
      );
      expect(problem.code, text).to.equal(refused);
      if (refused === undefined) expect(status, text).to.be.oneOf([200, 201]);
      if (operationId === 'submitCase') ({ reference } = JSON.parse(text) as { reference: string });
    });
});
