import { pino, stdTimeFunctions, type Logger as Pino } from 'pino';
import type { Settings } from '../configuration/settings.js';

/** Structured logs on standard error; tokens and personal values are never given to it, and names that might carry them are cut. */
export const createLogger = (level: Settings['logLevel']): Pino =>
  pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      base: null,
      redact: {
        paths: ['*.authorization', '*.cookie', '*.token', '*.answers', '*.parties'],
        censor: '[cut]',
      },
      serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
    },
    pino.destination({ dest: 2, sync: false }),
  );
