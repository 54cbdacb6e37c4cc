import { join } from 'node:path';
import nunjucks from 'nunjucks';

/** Templates of the pages, with GOV.UK components; everything is escaped unless a template says `safe`. */
export function createTemplates(root: string): nunjucks.Environment {
  const loader = new nunjucks.FileSystemLoader(
    [join(root, 'web', 'templates'), join(root, 'node_modules', 'govuk-frontend', 'dist')],
    { watch: false, noCache: false },
  );
  return new nunjucks.Environment(loader, { autoescape: true, throwOnUndefined: false });
}
