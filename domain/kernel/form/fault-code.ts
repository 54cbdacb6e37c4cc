/** What can be wrong with an answer: a closed set, for those who say it in other words or another language. */
export const formFaultCodes = [
  'required',
  'dependent',
  'not-asked',
  'field-name',
  'type',
  'choice',
  'constant',
  'short',
  'long',
  'pattern',
  'format',
  'least',
  'most',
  'above',
  'below',
  'not-earlier',
  'not-later',
  'later',
  'earlier',
  'to-come',
  'multiple',
  'few-entries',
  'many-entries',
  'twice',
  'few-fitting',
  'few-fields',
  'many-fields',
  'no-form',
  'several-forms',
  'ruled-out',
  'other',
] as const;
export type FormFaultCode = (typeof formFaultCodes)[number];

/** Limits and names that belong to a code. */
export type FaultValues = Readonly<Record<string, string | number>>;

export interface CodedFault {
  readonly code: FormFaultCode;
  readonly values: FaultValues;
}

type Parameters = Readonly<Record<string, unknown>>;
type Coder = (parameters: Parameters) => CodedFault;

const bare =
  (code: FormFaultCode): Coder =>
  () => ({ code, values: {} });

const shown = (value: unknown): string | number =>
  typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);

/** A code with one of ajv's parameters, under a name of ours. */
const withOne =
  (code: FormFaultCode, parameter: string, name = 'limit'): Coder =>
  (parameters) => ({ code, values: { [name]: shown(parameters[parameter]) } });

const oneOf: Coder = ({ passingSchemas }) => ({
  code: passingSchemas === null ? 'no-form' : 'several-forms',
  values: {},
});

const choices: Coder = ({ allowedValues }) => ({
  code: 'choice',
  values: {
    choices: (Array.isArray(allowedValues) ? allowedValues : []).slice(0, 10).map(shown).join(', '),
  },
});

/** Keyword of JSON Schema → code. */
const coders: Readonly<Record<string, Coder>> = {
  required: bare('required'),
  dependentRequired: withOne('dependent', 'property', 'field'),
  additionalProperties: bare('not-asked'),
  unevaluatedProperties: bare('not-asked'),
  'false schema': bare('not-asked'),
  propertyNames: withOne('field-name', 'propertyName', 'field'),
  type: ({ type }) => ({ code: 'type', values: { type: [type].flat().join(',') } }),
  enum: choices,
  const: withOne('constant', 'allowedValue', 'value'),
  minLength: withOne('short', 'limit'),
  maxLength: withOne('long', 'limit'),
  pattern: bare('pattern'),
  format: withOne('format', 'format', 'format'),
  minimum: withOne('least', 'limit'),
  maximum: withOne('most', 'limit'),
  exclusiveMinimum: withOne('above', 'limit'),
  exclusiveMaximum: withOne('below', 'limit'),
  formatMinimum: withOne('not-earlier', 'limit'),
  formatMaximum: withOne('not-later', 'limit'),
  formatExclusiveMinimum: withOne('later', 'limit'),
  formatExclusiveMaximum: withOne('earlier', 'limit'),
  past: withOne('to-come', 'on'),
  multipleOf: withOne('multiple', 'multipleOf', 'of'),
  minItems: withOne('few-entries', 'limit'),
  maxItems: withOne('many-entries', 'limit'),
  items: withOne('many-entries', 'limit'),
  unevaluatedItems: withOne('many-entries', 'len'),
  uniqueItems: bare('twice'),
  contains: withOne('few-fitting', 'minContains'),
  minProperties: withOne('few-fields', 'limit'),
  maxProperties: withOne('many-fields', 'limit'),
  anyOf: bare('no-form'),
  oneOf,
  not: bare('ruled-out'),
};

/** What a fault is called, by the keyword of JSON Schema that it breaks. */
export const codedFault = (keyword: string, parameters: Parameters): CodedFault =>
  coders[keyword]?.(parameters) ?? { code: 'other', values: {} };
