import { kinds } from '../crash/kinds/index.js';
import { survives } from '../crash/survives.js';

const kills = Number(process.env['CRASH_KILLS'] ?? 100);

survives(Object.fromEntries(Object.keys(kinds).map((name) => [name, kills])));
