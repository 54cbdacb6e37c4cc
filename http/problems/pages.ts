import { Router, type Request, type Response } from 'express';
import { RejectedError } from '../problem.js';
import { refuse } from '../rejections.js';
import { problemCatalogue, type ProblemEntry } from './catalogue.js';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
/** Names between backticks are set as code. */
const prose = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const page = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)} - Charter</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1.1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}dd{margin:0 0 1rem}</style></head>
<body><main><h1>${escaped(title)}</h1>
${main}
</main></body></html>`;

const entryPage = ({ code, status, title, meaning, advice }: ProblemEntry): string =>
  page(
    title,
    `<dl>
<dt>Code</dt><dd><code>${code}</code></dd>
<dt>Status</dt><dd>${status}</dd>
<dt>Meaning</dt><dd>${prose(meaning)}</dd>
<dt>What to do</dt><dd>${prose(advice)}</dd>
</dl>
<p><a href="/problems">All codes</a></p>`,
  );

const listPage = (entries: readonly ProblemEntry[]): string =>
  page(
    'Codes of problems',
    `<ul>
${entries.map(({ code, meaning }) => `<li><a href="/problems/${code}"><code>${code}</code></a> ${prose(meaning)}</li>`).join('\n')}
</ul>`,
  );

function answer(request: Request, response: Response, html: () => string, json: object): void {
  response.vary('Accept');
  if (request.accepts(['html', 'json']) === 'json') response.json(json);
  else response.type('html').send(html());
}

/** What the `type` of a problem points to: `/problems/<code>`, for people as a page and for programs as JSON. */
export function problemPages(): Router {
  const router = Router();
  router.get('/problems', (request, response) => {
    const entries = problemCatalogue();
    answer(request, response, () => listPage(entries), { items: entries });
  });
  router.get('/problems/:code', (request, response) => {
    const entry = problemCatalogue().find(({ code }) => code === request.params.code);
    if (entry === undefined)
      throw new RejectedError(refuse('not-found', { path: request.path.slice(0, 200) }).error);
    answer(request, response, () => entryPage(entry), entry);
  });
  return router;
}
