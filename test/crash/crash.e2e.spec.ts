import { survives } from './survives.js';

survives({ writing: 2, projecting: 1, rebuilding: 1, switching: 1, importing: 1 });
