import { expect } from 'chai';
import { NoJsonError, parseWorkflow } from './parse.js';

const json = { a: [1, "it's", 'say "so"', 'C:\\x', '$5', 'ü'] };
const text = JSON.stringify(json, null, 2);
const curl = (body: string) => `curl --location --request POST 'http://localhost/_create' \\
--header 'Content-Type: application/json' \\
--data-raw ${body}`;

describe('text of a workflow file', () => {
  const readable: readonly (readonly [string, string])[] = [
    ['plain JSON', text],
    ['JSON after a byte order mark and blank lines', `\uFEFF\n\n${text}\n`],
    ['a body in single quotes', curl(`'${text.replaceAll("'", "'\\''")}'`)],
    ['a body in double quotes', curl(`"${text.replace(/["\\$`]/g, '\\$&')}"`)],
    [
      'a body as browsers copy it',
      curl(`$'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('ü', '\\u00fc')}'`),
    ],
    [
      'a body followed by other options',
      `${curl(`'${text.replaceAll("'", "'\\''")}'`)} --compressed`,
    ],
    ['a body under another option', `curl -d '${text.replaceAll("'", "'\\''")}' http://localhost`],
  ];
  for (const [what, content] of readable)
    it(`is understood as ${what}`, () => {
      expect(parseWorkflow(content)).to.deep.equal(json);
    });

  const refused: readonly (readonly [string, string, string])[] = [
    ['no JSON', 'states: []', 'neither "{" nor "["'],
    ['broken JSON', '{"a": }', 'JSON'],
    ['a body that does not end', `curl --data-raw '{"a": 1}`, 'does not end'],
    ['a body in double quotes that does not end', `curl --data-raw "{}\\"`, 'does not end'],
  ];
  for (const [what, content, message] of refused)
    it(`is refused when it is ${what}`, () => {
      expect(() => parseWorkflow(content)).to.throw(NoJsonError, message);
    });
});
