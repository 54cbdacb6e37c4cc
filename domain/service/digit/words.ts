/** Words that run together in names of states and actions. */
const dictionary = [
  ...['action', 'activated', 'activation', 'after', 'applied', 'apply', 'approval', 'approve'],
  ...['approved', 'architect', 'assigned', 'assignment', 'at', 'auto', 'back', 'by', 'cancelled'],
  ...['citizen', 'closed', 'connection', 'correction', 'doc', 'document', 'escalation', 'expired'],
  ...['field', 'for', 'forward', 'in', 'initiated', 'inspection', 'lme', 'payment', 'pending'],
  ...['progress', 'reassignment', 'rejected', 'rejection', 'required', 'resolution', 'resolve'],
  ...['resolved', 'resubmit', 'send', 'supervisor', 'to', 'verification', 'verified', 'verify'],
  ...['workflow'],
].sort((a, b) => b.length - a.length);

const spelling: Readonly<Record<string, string>> = { assing: 'assign', reassing: 'reassign' };
const abbreviations = new Set([
  'dso',
  'fsm',
  'lme',
  'noc',
  'pgr',
  'pt',
  'tl',
  'bpa',
  'fi',
  'ws',
  'sw',
]);

/** The words of a text that runs them together; undefined when it is not made of known ones. */
function split(text: string): readonly string[] | undefined {
  if (text === '') return [];
  for (const word of dictionary) {
    const rest = text.startsWith(word) ? split(text.slice(word.length)) : undefined;
    if (rest !== undefined) return [word, ...rest];
  }
  return undefined;
}

/** `PENDINGFORASSIGNMENT` → `Pending for assignment`. */
export function readable(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== '')
    .flatMap((token) => split(token) ?? [spelling[token] ?? token])
    .map((word) => (abbreviations.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return text === '' ? name : text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The code itself, or the first with a number behind it that is free. */
export function freeCode(code: string, taken: ReadonlySet<string>): string {
  if (!taken.has(code)) return code;
  for (let number = 2; ; number++) if (!taken.has(`${code}.${number}`)) return `${code}.${number}`;
}

/** A name as a code: letters, digits, `_`, `.` and `-`, starting with a letter. */
export function codeFrom(name: string): string {
  const code = name.replace(/[^A-Za-z0-9_.-]/g, '_').slice(0, 70);
  return /^[A-Za-z]/.test(code) ? code : `x${code}`;
}
