/** The thread that writes: takes all that is queued, writes it with one flush, answers. */
import {
  BroadcastChannel,
  parentPort,
  receiveMessageOnPort,
  workerData,
  type MessagePort,
} from 'node:worker_threads';
import { isFull, openDatabase } from '../driver.js';
import { emptyJournal } from '../journal.js';
import { identityOf, tuneWriter } from './format.js';
import { LogWriter, type WrittenAppend } from './log-writer.js';
import { channelOf, type Reply, type Request, type WriterSettings } from './messages.js';

function run(port: MessagePort, settings: WriterSettings): void {
  const connection = openDatabase(settings.path, settings);
  tuneWriter(connection);
  const writer = new LogWriter(connection);
  const grown = new BroadcastChannel(channelOf(identityOf(connection)));
  const reply = (message: Reply) => port.postMessage(message);

  const flush = (appends: readonly WrittenAppend[]) => {
    if (appends.length === 0) return;
    const outcomes = attempt(() => writer.flush(appends), appends.length);
    if (outcomes !== undefined) reply({ kind: 'flushed', outcomes });
    grown.postMessage(null);
  };
  const attempt = <T>(work: () => T, appends: number): T | undefined => {
    try {
      return work();
    } catch (error) {
      reply({ kind: 'failed', appends, reason: String(error), full: isFull(error) });
      return undefined;
    }
  };
  const close = () => {
    emptyJournal(connection);
    connection.close();
    grown.close();
    reply({ kind: 'closed' });
    port.close();
  };

  port.on('message', (first: Request) => {
    const requests = [first, ...queued(port)];
    flush(requests.flatMap((request) => (request.kind === 'group' ? request.appends : [])));
    for (const request of requests)
      if (request.kind === 'probe') {
        if (attempt(() => (writer.probe(request.at), true), 0))
          reply({ kind: 'flushed', outcomes: [] });
      } else if (request.kind === 'close') close();
  });
  reply({ kind: 'ready' });
}

function queued(port: MessagePort): Request[] {
  const requests: Request[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
    requests.push(next.message as Request);
  return requests;
}

if (parentPort !== null) run(parentPort, workerData as WriterSettings);
