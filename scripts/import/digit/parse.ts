/** A file in which no JSON was found. */
export class NoJsonError extends Error {}

const dataOption = /(?:^|\s)(?:--data(?:-raw|-binary|-ascii)?|-d)(?:\s+|=)/;

/**
 * The JSON of a workflow file: plain, with a byte order mark, or as the body of a cURL command.
 *
 * @throws NoJsonError saying what was found instead
 */
export function parseWorkflow(content: string): unknown {
  const text = content.replace(/^\uFEFF/, '').trim();
  if (text.startsWith('{') || text.startsWith('[')) return parse(text);
  const option = dataOption.exec(text);
  if (option === null)
    throw new NoJsonError('It begins with neither "{" nor "[" and has no --data-raw either.');
  return parse(argument(text.slice(option.index + option[0].length)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NoJsonError((error as Error).message, { cause: error });
  }
}

/** The first argument of a shell command, its quotes taken off. */
function argument(text: string): string {
  if (text.startsWith("$'")) return ansi(text.slice(2));
  if (text.startsWith("'")) return single(text.slice(1));
  if (text.startsWith('"')) return double(text.slice(1));
  return /^\S*/.exec(text)?.[0] ?? '';
}

/** `'…'`: nothing is special; a quote within is written `'\''`. */
function single(text: string): string {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const end = rest.indexOf("'");
    if (end === -1) throw new NoJsonError('The quoted body of the command does not end.');
    parts.push(rest.slice(0, end));
    if (!rest.startsWith("\\''", end + 1)) return parts.join("'");
    rest = rest.slice(end + 4);
  }
}

const endOf = (text: string, quote: string): number => {
  for (let index = 0; index < text.length; index++)
    if (text[index] === '\\') index++;
    else if (text[index] === quote) return index;
  throw new NoJsonError('The quoted body of the command does not end.');
};

/** `"…"`: a backslash takes the meaning from `"`, `\`, `$`, a backquote and a line break. */
const double = (text: string): string =>
  text.slice(0, endOf(text, '"')).replace(/\\(["\\$`])|\\\n/g, '$1');

/** `$'…'`: as a browser copies a request that has quotes in it. */
const ansi = (text: string): string =>
  text
    .slice(0, endOf(text, "'"))
    .replace(
      /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs,
      (_, u?: string, x?: string, c = '') =>
        u === undefined && x === undefined
          ? (escapes[c as string] ?? (c as string))
          : String.fromCharCode(Number.parseInt(u ?? x ?? '', 16)),
    );
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
