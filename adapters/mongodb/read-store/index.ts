export { openMongoReadStore } from './store.js';
export type { MongoOptions } from '../client.js';
