export { openReadStore } from './store.js';
export { openReaders, type ReadersOptions } from './readers/index.js';
