import type { Application } from '../../commands/application.js';
import type { Caller, Dispatch } from '../../commands/dispatch.js';
import type { Authority } from '../../domain/kernel/authority.js';
import type { Definitions } from './definitions.js';

type Asking = Pick<Dispatch, 'aggregate' | 'target' | 'operation' | 'body'>;

/** Reference data first: a service is checked against it. */
const askings = ({ sets, services }: Definitions, authority: Authority): readonly Asking[] => [
  ...sets.flatMap(({ set, kind, entries }) =>
    entries.map((entry) => ({
      aggregate: 'reference',
      target: `${authority}/${set}`,
      operation: 'publish',
      body: { kind, ...entry },
    })),
  ),
  ...services.flatMap((definition) => {
    const service = { aggregate: 'service', target: `${authority}/${definition.code}` };
    return [
      { ...service, operation: 'draft', body: { definition } },
      { ...service, operation: 'publish', body: {} },
    ];
  }),
];

/**
 * Publishes what the sample city has, as its administrator would. What was published already stays.
 *
 * @throws Error when something can not be published
 */
export async function publishAll(
  commands: Pick<Application, 'execute'>,
  definitions: Definitions,
  administrator: Caller,
): Promise<void> {
  for (const asking of askings(definitions, administrator.authority)) {
    const name = `sample/${asking.operation}/${asking.target}`;
    const result = await commands.execute({
      ...asking,
      caller: administrator,
      idempotencyKey: name,
      correlationId: name,
    });
    if (result.ok) continue;
    const { message, faults = [] } = result.error;
    const details = faults.map(({ pointer, message: words }) => `\n  ${pointer}: ${words}`);
    throw new Error(`${asking.target} could not be published: ${message}${details.join('')}`);
  }
}
