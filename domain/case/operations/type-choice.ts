import type { CompiledService } from '../../service/compiled.js';
import type { ServiceType } from '../../service/schema/index.js';
import { reject } from '../rejections.js';

const leaves = (types: readonly ServiceType[]): readonly string[] =>
  types.flatMap(({ code, children = [] }) => (children.length === 0 ? [code] : leaves(children)));

/** Only the leaves of the tree of types can be applied for. */
export function typeFault(service: CompiledService, type: string | undefined) {
  const { code, types } = service.definition;
  if (type === undefined ? types.length === 0 : service.type(type)?.leaf === true) return undefined;
  const details = { pointer: '/type', allowed: leaves(types) };
  return type === undefined
    ? reject('type-required', { service: code }, details)
    : reject('type-unknown', { service: code, type }, details);
}
