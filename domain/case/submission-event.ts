import { z } from 'zod';
import { authoritySchema } from '../kernel/authority.js';
import { defineEvent } from '../kernel/event-definition.js';
import { codeSchema } from '../kernel/ids.js';
import {
  aliasSchema,
  channelSchema,
  confidentialities,
  documentSchema,
  linkSchema,
  partySchema,
  placeSchema,
  prioritySchema,
  subjectSchema,
} from './header.js';
import { amounts, answers, personalAnswers, stateRef, timers } from './event-parts.js';
import { personalInAnswers, personalInParties, personalInTelling } from './personal.js';

export const caseSubmitted = defineEvent(
  'case.submitted.v1',
  z.strictObject({
    reference: z.string(),
    service: codeSchema,
    version: z.int().positive(),
    /** Whose published definition it is: the case's authority, or one above it. */
    definedBy: authoritySchema,
    start: codeSchema,
    type: codeSchema.exactOptional(),
    state: stateRef,
    office: codeSchema.exactOptional(),
    priority: prioritySchema,
    confidentiality: z.enum(confidentialities),
    language: z.string().max(35),
    channel: channelSchema,
    parties: z.array(partySchema).max(100),
    places: z.array(placeSchema).max(20),
    answers,
    personalAnswers,
    documents: z.array(documentSchema).max(100),
    aliases: z.array(aliasSchema).max(20),
    subject: subjectSchema.exactOptional(),
    links: z.array(linkSchema).max(20),
    summary: z.string().max(500).exactOptional(),
    currency: z.string().exactOptional(),
    /** Local date of opening in the zone of the service's calendar. */
    on: z.iso.date(),
    timers,
    amounts,
    /** Legal date of receipt, when it is not the time it was entered. */
    receivedOn: z.string().exactOptional(),
  }),
  {
    personal: (data) => [
      ...personalInParties(data.reference, data.parties),
      ...personalInAnswers(data),
      ...personalInTelling(data),
    ],
  },
);
