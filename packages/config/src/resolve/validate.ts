import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { below, isMapping } from '../mapping.ts';
import type { Problem } from '../problems.ts';
import type { Schema } from '../schema/fields.ts';
import { schema } from '../schema/schema.ts';
import { toNumber } from './convert.ts';
import { violation } from './describe.ts';

let check: ValidateFunction | undefined;

/**
 * The compiled schema. To compile it takes a tenth of a second, so it waits until something is to be validated, and
 * leaves out what makes it slower: the schema itself is checked by the tests, and shorter code saves less than it takes
 * to shorten it.
 */
function compiled(): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strictRequired: false,
    validateSchema: false,
    code: { optimize: false },
  });
  ajv.addVocabulary(['x-unit', 'x-effect']);
  ajv.addFormat('path', true);
  ajv.addFormat('safe-integer', { type: 'number', validate: Number.isSafeInteger });
  ajv.addFormat('positive-number', {
    type: 'string',
    validate(text: string) {
      const number = toNumber(text);
      return typeof number === 'number' && Number.isFinite(number) && number > 0;
    },
  });
  return ajv.compile(schema);
}

function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The schema and the value at a path. */
function at(root: unknown, segments: readonly string[]): { schema: Schema; value: unknown } {
  let node: Schema = schema;
  let value = root;
  for (const segment of segments) {
    const rest: Schema | undefined =
      node.properties?.[segment] ??
      node.items ??
      (typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined);
    node = rest ?? {};
    value = Array.isArray(value)
      ? value[Number(segment)]
      : isMapping(value)
        ? value[segment]
        : undefined;
  }
  return { schema: node, value };
}

/** Paths that an error of the validator is reported at. */
function placesOf(error: ErrorObject, root: unknown): string[][] {
  const segments = segmentsOf(error.instancePath);
  if (error.keyword === 'required') return [[...segments, String(error.params['missingProperty'])]];
  const { value } = at(root, segments);
  const isTableRow =
    segments[0] === 'qstar' && segments[1] === 'coeff_table' && segments.length === 3;
  if (error.keyword === 'minItems' || error.keyword === 'maxItems') {
    if (isTableRow) return [segments.slice(0, 2)];
    if (error.keyword === 'maxItems' || !Array.isArray(value)) return [segments];
    const missing = Number(error.params['limit']) - value.length;
    return Array.from({ length: missing }, (_, i) => [...segments, String(value.length + i)]);
  }
  return [segments];
}

/**
 * The fields of a filled document that break the schema, one problem per path.
 *
 * @param document the document as `fill` left it
 * @param skipped paths whose content was already reported
 */
export function schemaProblems(document: unknown, skipped: readonly string[]): Problem[] {
  check ??= compiled();
  if (check(document)) return [];
  const problems = new Map<string, Problem>();
  for (const error of check.errors ?? [])
    for (const segments of placesOf(error, document)) {
      const path = segments.reduce(below, '');
      if (problems.has(path) || skipped.some((done) => isAtOrBelow(path, done))) continue;
      const { schema: rule, value } = at(document, segments);
      problems.set(path, { path, message: violation(path, rule, value) });
    }
  return [...problems.values()];
}

/** True if `path` is `section` or inside it. */
export function isAtOrBelow(path: string, section: string): boolean {
  return section === '' || path === section || path.startsWith(`${section}.`);
}
