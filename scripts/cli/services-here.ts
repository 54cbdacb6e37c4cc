import { contains, type Authority } from '../../domain/kernel/authority.js';
import type { Reads } from '../../http/reads.js';
import type { ServiceView } from '../../projections/services/model.js';

const mostNamed = 5;

/**
 * What to say to whoever starts a city whose pages will show no service, since none is published or all are another
 * authority's; undefined when there is one to show.
 *
 * @param shown the authority that the pages are for
 */
export async function noServicesHere(reads: Reads, shown: string): Promise<string | undefined> {
  const { collection } = await reads.serving<ServiceView>('services');
  const { rows } = await collection.aggregate({
    filter: { field: 'status', eq: 'published' },
    groupBy: [{ field: 'authority' }],
    measures: [{ as: 'versions', op: 'count' }],
  });
  const authorities = rows.map(({ authority }) => authority as Authority);
  if (authorities.length === 0) return nothingPublished;
  if (authorities.some((each) => contains(each, shown as Authority))) return undefined;
  const [first = ''] = authorities;
  return (
    `Its pages show the services of ${shown}, which has none; those here are of ` +
    `${authorities.slice(0, mostNamed).join(', ')}. To see them, start with: --authority ${first}`
  );
}

const nothingPublished =
  'No service is published yet. docs/how-to/add-a-service.md tells how to publish the first one; workflows of\n' +
  'DIGIT come with: charter import digit-workflow FOLDER --publish';
