import express, { Router } from 'express';
import absolutePath from 'swagger-ui-dist/absolute-path.js';

const page = (title: string, specification: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="docs/assets/swagger-ui.css"></head>
<body><main id="swagger-ui"></main>
<script src="docs/assets/swagger-ui-bundle.js"></script><script src="docs/start.js"></script>
<noscript>This page tries the API with a script. The document itself is at <a href="${specification}">${specification}</a>.</noscript>
</body></html>`;

/** The OpenAPI document at `/openapi.json` and a page to try it at `/docs`. */
export function docsRouter(document: object): Router {
  const router = Router();
  const specification = '/api/openapi.json';
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  router.get('/docs', (_request, response) => {
    response.type('html').send(page('Charter API', specification));
  });
  router.get('/docs/start.js', (_request, response) => {
    response
      .type('js')
      .send(
        `SwaggerUIBundle({ url: '${specification}', dom_id: '#swagger-ui', deepLinking: true });`,
      );
  });
  router.use('/docs/assets', express.static(absolutePath(), { index: false, maxAge: '1d' }));
  return router;
}
