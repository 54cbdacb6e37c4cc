import { lintService, type Surroundings } from '../../domain/service/lint/index.js';
import { serviceDefinitionSchema } from '../../domain/service/schema/index.js';
import { tinyService } from './service.js';

/** The tiny service as plain JSON, open to any change. */
export type Draft = Record<string, unknown> & {
  workflow: Record<'states' | 'actions' | 'timers' | 'tasks', Record<string, unknown>[]>;
};
export const t = (en: string) => ({ en });

/** Findings of the linter in the tiny service after a change, as `severity code path`. */
export function findings(change: (draft: Draft) => void, around?: Surroundings): readonly string[] {
  const draft = structuredClone(tinyService) as unknown as Draft;
  change(draft);
  const definition = serviceDefinitionSchema.parse(draft);
  return lintService(definition, around).map(
    ({ severity, code, path }) => `${severity} ${code} ${path}`,
  );
}

export const item = (list: unknown, index: number) => (list as Record<string, unknown>[])[index]!;
export const action = (draft: Draft, code: string) =>
  draft.workflow.actions.find((candidate) => candidate.code === code)!;
export const timer = (draft: Draft, name: string) =>
  draft.workflow.timers.find((candidate) => candidate.name === name)!;
export const properties = (draft: Draft) =>
  (draft.form as { schema: { properties: Record<string, unknown> } }).schema.properties;
export const addState = (draft: Draft, state: object) =>
  draft.workflow.states.push({ title: t('X'), kind: 'normal', ...state });
export const addAction = (draft: Draft, added: object) =>
  draft.workflow.actions.push({ title: t('X'), by: { staff: ['electrician'] }, ...added });
export const addTimer = (draft: Draft, added: object) =>
  draft.workflow.timers.push({
    title: t('X'),
    kind: 'internal',
    length: { workingDays: 1 },
    starts: { on: 'submission' },
    ...added,
  });
