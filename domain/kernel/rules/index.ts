export { compileRule, evaluateBoolean, evaluateInteger, evaluateText } from './rule.js';
export type { Rule } from './rule.js';
export { dateTimeValue, dateValue } from './values.js';
export type { RuleContext, RuleValue } from './values.js';
