export { connect, type Connected, type MongoOptions } from './client.js';
export { mongoOperations, openMongoOperations } from './operations/operations.js';
export type { MongoOperations } from './operations/operations.js';
export { mongoReadStore, openMongoReadStore } from './read-store/store.js';
