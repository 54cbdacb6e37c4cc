export { openReadStore } from './store.js';
