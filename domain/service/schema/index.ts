export * from './parts.js';
export * from './policies.js';
export * from './service.js';
export * from './workflow.js';
