export { compileForm, validateAnswers } from './form.js';
export type { Form } from './form.js';
