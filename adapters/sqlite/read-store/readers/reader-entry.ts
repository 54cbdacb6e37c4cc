/** A reader in a thread or process of its own. It opens the store when it is asked for the first time. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase, type Connection } from '../../driver.js';
import { Reader } from '../reader.js';
import { tuneReader } from '../schema.js';
import { remembering } from '../statements.js';
import { Answers, closing, type Reply, type Request } from './protocol.js';

class Answering {
  #db: Connection | undefined;
  #answers: Answers | undefined;

  constructor(private readonly path: string) {}

  /** The reply, or undefined when the reader is to end. */
  answer(message: Request | typeof closing): Reply | undefined {
    if (message === closing) {
      this.#db?.close();
      return undefined;
    }
    try {
      return (this.#answers ??= this.#open()).to(message);
    } catch (error) {
      return { id: message.id, failure: { message: String(error) } };
    }
  }

  #open(): Answers {
    const db = openDatabase(this.path, { readonly: true });
    tuneReader(db);
    this.#db = remembering(db);
    return new Answers(new Reader(this.#db));
  }
}

if (parentPort === null) {
  const answering = new Answering(process.argv[2] ?? '');
  process.on('message', (message) => {
    const reply = answering.answer(message as Request | typeof closing);
    if (reply === undefined) process.disconnect();
    else process.send?.(reply);
  });
} else {
  const port = parentPort;
  const answering = new Answering(String(workerData));
  port.on('message', (message: Request | typeof closing) => {
    const reply = answering.answer(message);
    if (reply === undefined) port.close();
    else port.postMessage(reply);
  });
}
