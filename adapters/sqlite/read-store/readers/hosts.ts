/** Where a reader runs: a thread, which answers sooner, or a process, which can be ended in the middle of a query. */
import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { closing, type Reply, type Request } from './protocol.js';

/** A running reader. */
export interface Host {
  send(request: Request): void;
  /** Lets it go: it ends as soon as it can, in the middle of a query if it can. */
  end(): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

export interface HostListeners {
  readonly onReply: (reply: Reply) => void;
  /** It ended, whether it was asked to or not. */
  readonly onEnd: (cause?: Error) => void;
}

export type StartHost = (path: string, listeners: HostListeners) => Host;

const entry = new URL('./reader-entry.js', import.meta.url);

/**
 * A thread. It can not be ended within a query: the binding aborts the whole process when its thread is terminated.
 * So it ends after the query it is at.
 */
export const startThread: StartHost = (path, { onReply, onEnd }) => {
  const worker = new Worker(entry, { workerData: path });
  const ended = new Promise<void>((resolve) => {
    let cause: Error | undefined;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      onEnd(cause);
      resolve();
    });
  });
  worker.on('message', onReply);
  return {
    send: (request) => {
      worker.postMessage(request);
    },
    end: () => {
      worker.postMessage(closing);
    },
    ended,
  };
};

/** A process. Ending it is safe at any time: it only reads. */
export const startProcess: StartHost = (path, { onReply, onEnd }) => {
  const child = fork(entry, [path], { serialization: 'advanced', execArgv: [] });
  const ended = new Promise<void>((resolve) => {
    child.on('error', onEnd);
    child.on('exit', () => {
      onEnd();
      resolve();
    });
  });
  child.on('message', (message) => {
    onReply(message as Reply);
  });
  return {
    send: (request) => {
      child.send(request);
    },
    end: () => {
      child.kill('SIGKILL');
    },
    ended,
  };
};
