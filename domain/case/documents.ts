import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { CompiledService } from '../service/compiled.js';
import type { DocumentRule } from '../service/schema/index.js';
import { relationOf } from './access.js';
import type { CaseBody } from './commands.js';
import type { Course } from './course.js';
import type { CaseDocument } from './header.js';
import { reject } from './rejections.js';

export type NewDocument = CaseBody<'attach-document'>['document'];
export const maximumDocuments = 500;

/** What documents are added to. */
export interface DocumentHolder {
  readonly service: CompiledService;
  readonly type: string | null;
  readonly documents: readonly CaseDocument[];
  readonly parties: readonly { readonly id: string }[];
  /** Whether it is staff, a system or an import that adds them, or whom the case is given to. */
  readonly trusted: boolean;
}

export function holderOf({
  service,
  state,
  context,
}: Pick<Course, 'service' | 'state' | 'context'>): DocumentHolder {
  const { type, documents, parties } = state;
  const { staff, assigned } = relationOf(state, context);
  return { service, type, documents, parties, trusted: staff || assigned };
}

/**
 * Documents with ids `d1`, `d2`, … that go on counting within the case, and with their versions.
 *
 * @param pointerTo where in the command the n-th of them stands
 */
export function numbered(
  holder: DocumentHolder,
  added: readonly NewDocument[],
  pointerTo: (index: number) => string,
): Result<CaseDocument[], Rejection> {
  if (holder.documents.length + added.length > maximumDocuments)
    return reject('too-many', { what: 'documents', limit: maximumDocuments });
  const result: CaseDocument[] = [];
  for (const [index, document] of added.entries()) {
    const documents = [...holder.documents, ...result];
    const fault = faultOf({ ...holder, documents }, document, pointerTo(index));
    if (fault !== undefined) return fault;
    const version = documents.find(({ id }) => id === document.replaces)?.version ?? 0;
    result.push({ ...document, id: `d${documents.length + 1}`, version: version + 1 });
  }
  return ok(result);
}

function faultOf(holder: DocumentHolder, document: NewDocument, pointer: string) {
  return (
    ruleFault(holder, document, pointer) ??
    partyFault(holder, document, pointer) ??
    replacedFault(holder.documents, document.replaces, `${pointer}/replaces`)
  );
}

/** A service that asks for no documents takes any. */
function ruleFault(
  { service, type, trusted }: DocumentHolder,
  { kind, mediaType, size }: NewDocument,
  pointer: string,
) {
  const rules = service.documents(type ?? undefined);
  if (rules.length === 0) return undefined;
  const rule = rules.find((one) => one.kind === kind);
  if (rule === undefined) {
    const allowed = rules.map((one) => one.kind);
    return reject('document-kind', { kind }, { pointer: `${pointer}/kind`, allowed });
  }
  if (rule.by === 'staff' && !trusted)
    return reject('document-by-staff', { kind }, { pointer: `${pointer}/kind` });
  return fileFault(rule, { mediaType, size }, pointer);
}

function fileFault(
  { kind, types, size: limit }: DocumentRule,
  { mediaType, size }: Pick<NewDocument, 'mediaType' | 'size'>,
  pointer: string,
) {
  if (types.length > 0 && !types.includes(mediaType))
    return reject(
      'document-media-type',
      { kind, mediaType },
      { pointer: `${pointer}/mediaType`, allowed: types },
    );
  if (size <= limit) return undefined;
  return reject('document-size', { kind, limit }, { pointer: `${pointer}/size` });
}

function partyFault({ parties }: DocumentHolder, { party }: NewDocument, pointer: string) {
  if (party === undefined || parties.some(({ id }) => id === party)) return undefined;
  const allowed = parties.map(({ id }) => id);
  return reject('document-party', { party }, { pointer: `${pointer}/party`, allowed });
}

/** Only the latest version can be replaced, or judged. */
export function replacedFault(
  documents: readonly CaseDocument[],
  id: string | undefined,
  pointer: string,
) {
  if (id === undefined) return undefined;
  const later = documents.find(({ replaces }) => replaces === id);
  if (later !== undefined)
    return reject(
      'document-replaced',
      { document: id, by: later.id },
      { pointer, allowed: [later.id] },
    );
  if (documents.some((document) => document.id === id)) return undefined;
  const replaced = new Set(documents.flatMap(({ replaces }) => replaces ?? []));
  const allowed = documents.map((document) => document.id).filter((one) => !replaced.has(one));
  return reject('document-unknown', { document: id }, { pointer, allowed });
}

/** Of the kinds asked, those that are not among the documents. */
export const missingKinds = (
  asked: readonly string[],
  documents: readonly Pick<CaseDocument, 'kind'>[],
): readonly string[] =>
  asked.filter((kind) => !documents.some((document) => document.kind === kind));
