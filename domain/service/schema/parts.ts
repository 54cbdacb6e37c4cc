import { z } from 'zod';
import {
  endRuleSchema,
  lengthSchema,
  type EndRule,
  type Length,
} from '../../kernel/calendar/length.js';
import { codeSchema } from '../../kernel/ids.js';
import { textSchema } from '../../kernel/text.js';

/** A FEEL expression; compiled once per published version. */
export const ruleSchema = z.string().min(1).max(2048);

export { endRuleSchema, lengthSchema, type EndRule, type Length };

export const partyKinds = ['person', 'organisation', 'anonymous'] as const;
export const identityLevels = ['none', 'contact', 'verified'] as const;
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export const partyRuleSchema = z.strictObject({
  role: codeSchema,
  title: textSchema,
  kinds: z.array(z.enum(partyKinds)).min(1),
  least: z.int().min(0).max(50).default(0),
  most: z.int().min(1).max(50).default(1),
  identity: z.enum(identityLevels).default('none'),
});

export const documentRuleSchema = z.strictObject({
  kind: codeSchema,
  title: textSchema,
  /** Required at submission when this holds; `true` for always. */
  requiredWhen: ruleSchema.exactOptional(),
  /** MIME types. */
  types: z.array(z.string().max(120)).max(20).default([]),
  /** Bytes. */
  size: z.int().positive().max(1_073_741_824).default(10_485_760),
  review: z.boolean().default(false),
  /** Who brings it: parties by default. What staff add to the case later is not asked of those who apply. */
  by: z.enum(['party', 'staff']).exactOptional(),
});

export type DocumentRule = z.infer<typeof documentRuleSchema>;

/** A sum that cases of this service keep: what is owed, what was paid. Minor units of the service's currency. */
export const amountRuleSchema = z.strictObject({ code: codeSchema, title: textSchema });

/** A JSON Schema 2020-12 object; properties may say `"personal": { "of": "<party role>" }`. */
export const jsonSchemaSchema = z.record(z.string(), z.json());

/** Words for fields and choices: field → label, hint, choices. */
export const labelsSchema = z
  .record(
    z.string().max(200),
    z.strictObject({
      label: textSchema,
      hint: textSchema.exactOptional(),
      choices: z.record(z.string(), textSchema).exactOptional(),
    }),
  )
  .default({});

/** What a person is asked: its words beside its JSON Schema. */
export const formSchema = z.strictObject({
  schema: jsonSchemaSchema,
  /** How pages ask: one group of fields a page, in this order. */
  pages: z
    .array(
      z.strictObject({
        title: textSchema,
        fields: z.array(z.string().max(200)).min(1).max(50),
        /** Where the matter is, is asked on this page; else on one of its own after the form. */
        place: z.literal(true).exactOptional(),
      }),
    )
    .max(50)
    .default([]),
  labels: labelsSchema,
});

export interface ServiceType {
  readonly code: string;
  readonly title: z.infer<typeof textSchema>;
  readonly office?: string;
  readonly priority?: Priority;
  readonly keywords?: readonly string[];
  /** Extra questions: JSON Schema properties beside the form's; their words are in the form's labels. */
  readonly questions?: z.infer<typeof jsonSchemaSchema>;
  /** Those of the extra questions that must be answered. */
  readonly required?: readonly string[];
  /** Timer name → length for this kind. */
  readonly limits?: Readonly<Record<string, Length>>;
  /** Charge → rule of its amount for this kind, in place of the service's. */
  readonly charges?: Readonly<Record<string, string>>;
  readonly documents?: readonly DocumentRule[];
  readonly children?: readonly ServiceType[];
}

/** A kind within the service; only leaves can be applied for. */
export const typeSchema: z.ZodType<ServiceType> = z.lazy(() =>
  z.strictObject({
    code: codeSchema,
    title: textSchema,
    office: codeSchema.exactOptional(),
    priority: z.enum(priorities).exactOptional(),
    keywords: z.array(z.string().max(80)).max(50).exactOptional(),
    questions: jsonSchemaSchema.exactOptional(),
    required: z.array(z.string().max(200)).max(50).exactOptional(),
    limits: z.record(codeSchema, lengthSchema).exactOptional(),
    charges: z.record(codeSchema, ruleSchema).exactOptional(),
    documents: z.array(documentRuleSchema).max(50).exactOptional(),
    children: z.array(typeSchema).max(500).exactOptional(),
  }),
);
