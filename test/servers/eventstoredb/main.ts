/** The stand-in as a process: `node dist/test/servers/eventstoredb/main.js PORT [--file FILE] [--links]`. Prints its connection string. */
import { parseArgs } from 'node:util';
import { StandIn } from './server.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { file: { type: 'string' }, links: { type: 'boolean' } },
});

const standIn = await StandIn.start({
  port: Number(positionals[0] ?? 0),
  links: values.links ?? false,
  ...(values.file !== undefined && { file: values.file }),
});
process.stdout.write(`${standIn.url}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    standIn.stop();
  });
