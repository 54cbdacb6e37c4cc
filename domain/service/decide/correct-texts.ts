import { sameJson } from '../../kernel/canonical.js';
import { pointerSegment } from '../../kernel/json.js';
import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { Text } from '../../kernel/text.js';
import type { ServiceDefinition } from '../schema/index.js';
import { newestOf, versionOf } from '../state.js';
import { textsOf } from '../texts.js';
import { fact, unchanged, type Decide } from './context.js';
import { reject } from './rejections.js';

/** Puts words of a published version right; what it does stays as it is. */
export const correctTexts: Decide<'correct-texts'> = (body, state, { code }) => {
  const version = body.version ?? newestOf(state)?.definition.version;
  if (version === undefined) return reject('not-published', { code }, { allowed: ['publish'] });
  const definition = versionOf(state, version);
  if (definition === undefined)
    return reject('version-unknown', { code, version }, { pointer: '/version' });
  const corrections = correctionsOf(definition, body.texts);
  if (!corrections.ok) return corrections;
  if (corrections.value.length === 0) return unchanged;
  const data = { version, corrections: [...corrections.value], reason: body.reason };
  return fact({ type: 'service.texts-corrected.v1', data });
};

interface Correction {
  readonly path: string;
  readonly before: Text;
  readonly after: Text;
}

function correctionsOf(
  definition: ServiceDefinition,
  texts: Readonly<Record<string, Text>>,
): Result<readonly Correction[], Rejection> {
  const known = textsOf(definition);
  const corrections: Correction[] = [];
  for (const [path, after] of Object.entries(texts)) {
    const before = known.get(path);
    if (before === undefined)
      return reject(
        'no-such-text',
        { code: definition.code, path },
        { pointer: `/texts${pointerSegment(path)}` },
      );
    if (!sameJson(before, after)) corrections.push({ path, before, after });
  }
  return ok(corrections);
}
