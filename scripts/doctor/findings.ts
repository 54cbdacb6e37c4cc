/** One thing that was looked at. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'fault';
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

export const ok = (check: string, found: string): Finding => ({ check, state: 'ok', found });

export const warning = (check: string, found: string, advice: string): Finding => ({
  check,
  state: 'warning',
  found,
  advice,
});

export const fault = (check: string, found: string, advice: string): Finding => ({
  check,
  state: 'fault',
  found,
  advice,
});

/** `read model cases` → `cases`. */
const nameIn = (check: string): string => check.slice(check.lastIndexOf(' ') + 1);

const isSame = (one: Finding | undefined, other: Finding): one is Finding =>
  one?.state === other.state &&
  one.found === other.found &&
  one.advice !== undefined &&
  one.advice === other.advice;

/** Says once what was found, with the same advice, of several things in a row. */
export function together(findings: readonly Finding[]): readonly Finding[] {
  const told: Finding[] = [];
  for (const finding of findings) {
    const last = told.at(-1);
    if (isSame(last, finding))
      told[told.length - 1] = { ...last, check: `${last.check}, ${nameIn(finding.check)}` };
    else told.push(finding);
  }
  return told;
}
