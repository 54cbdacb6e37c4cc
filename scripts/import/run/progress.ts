import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a long job is. */
export interface Progress {
  /** A new part of the job begins; `total` is unknown for some. */
  readonly begin: (title: string, total?: number) => void;
  readonly advance: (by: number) => void;
  readonly end: () => void;
}

export const noProgress: Progress = {
  begin: () => undefined,
  advance: () => undefined,
  end: () => undefined,
};

const secondsBetweenLines = 5;

const share = (done: number, total: number): string =>
  total === 0 ? '' : ` of ${total} (${Math.floor((100 * done) / total)} %)`;

/** One line every few seconds, for logs and pipes. */
export function lineProgress(write: (line: string) => void, now: () => number): Progress {
  let part = { title: '', done: 0, total: 0, shownAt: 0 };
  const show = (): void => {
    write(`${part.title}: ${part.done}${share(part.done, part.total)}\n`);
    part.shownAt = now();
  };
  return {
    begin: (title, total = 0) => {
      part = { title, done: 0, total, shownAt: now() };
    },
    advance: (by) => {
      part.done += by;
      if (now() - part.shownAt >= secondsBetweenLines * 1000) show();
    },
    end: show,
  };
}

const counted = '{title}: {value}';
const measured = '{title} {bar} {percentage} % · {value} of {total} · {eta_formatted} left';

/** A bar that is redrawn in place, for a terminal; a count where nobody knows the end. */
export function barProgress(stream: NodeJS.WriteStream): Progress {
  let bar: SingleBar | undefined;
  return {
    begin: (title, total = 0) => {
      const format = total === 0 ? counted : measured;
      bar = new SingleBar({ stream, hideCursor: true, format }, Presets.shades_classic);
      bar.start(total, 0, { title });
    },
    advance: (by) => bar?.increment(by),
    end: () => bar?.stop(),
  };
}

/** A bar on a terminal, lines elsewhere. */
export const progressOn = (stream: NodeJS.WriteStream): Progress =>
  stream.isTTY
    ? barProgress(stream)
    : lineProgress(
        (line) => void stream.write(line),
        () => Date.now(),
      );
