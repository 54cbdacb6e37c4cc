/** What a command prints for a person or a pipe; logs go elsewhere. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** An end of the program that the user can act on: printed without a stack. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A table of columns, widths by content. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const numeric = widths.map((_, column) =>
    cells.slice(1).every((row) => /^[\d,.]*%?$/.test(row[column] ?? '')),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          numeric[column] === true
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
