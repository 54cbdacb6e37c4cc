export type { ImportApp, Peeked } from './app.js';
export { importOptionsSchema, type ImportCommandOptions } from './checked.js';
export { checkImport, importCsv, importXes } from './command.js';
export { importAppOf } from './import-app.js';
export { ImportError } from './import-error.js';
export { importHistory, type ImportOptions } from './import-history.js';
export { readMapping, type MappingFile } from './mapping/compile.js';
export { publishFor } from './publish.js';
export {
  barProgress,
  lineProgress,
  noProgress,
  progressOn,
  type Progress,
} from './run/progress.js';
export { countingStore, type CountingStore } from './run/count-events.js';
export { formatReport, type ImportReport } from './run/report.js';
