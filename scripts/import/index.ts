export type { ImportApp, Peeked } from './app.js';
export { importCsv, importOptionsSchema, importXes, type ImportCommandOptions } from './command.js';
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
export { formatReport, type ImportReport } from './run/report.js';
