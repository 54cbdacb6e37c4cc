export { compileForm, validateAnswers } from './form.js';
export type { Form } from './form.js';
export { jsonTypes, knownFormats } from './words.js';
export { formFaultCodes, type FormFaultCode } from './fault-code.js';
