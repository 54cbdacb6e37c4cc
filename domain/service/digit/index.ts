export { importDigitWorkflow, type DigitImport } from './import.js';
export { noteText, type ImportNote } from './notes.js';
export { defaultOptions, type DigitImportOptions } from './options.js';
