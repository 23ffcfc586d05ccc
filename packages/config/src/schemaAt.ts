import { ConfigurationError } from '@marsdisk/core';
import { suggestion } from './names.ts';
import { fill } from './resolve/fill.ts';
import type { Schema } from './schema/fields.ts';
import { schema } from './schema/schema.ts';

function inner(node: Schema, segment: string): Schema | null {
  const field = node.properties?.[segment];
  if (field) return field;
  if (node.items)
    return /^(?:\d+|N)$/.test(segment) ? node.items : (node.items.properties?.[segment] ?? null);
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : null;
}

/**
 * The schema of a field or section.
 *
 * @param path dotted config path; list indices are numbers, `N`, or left out
 * @throws ConfigurationError naming the nearest known field when there is none
 */
export function schemaAt(path: string): Schema {
  let node = schema;
  const segments = path.split('.');
  for (const segment of segments) {
    const next = inner(node, segment);
    if (next === null)
      throw new ConfigurationError(`${path} is not a known field${suggestion(path, fieldPaths())}`);
    node = next;
  }
  return node;
}

/** Path and schema of every field, in the order of the echo; list items are written `N`. */
export function* fields(node: Schema = schema, path = ''): Generator<readonly [string, Schema]> {
  for (const [key, field] of Object.entries(node.properties ?? {})) {
    const place = path === '' ? key : `${path}.${key}`;
    if (field.properties) yield* fields(field, place);
    else {
      yield [place, field];
      if (field.items?.properties) yield* fields(field.items, `${place}.N`);
    }
  }
}

function fieldPaths(): string[] {
  return [...fields()].map(([path]) => path);
}

/** The section at `path` as it is when nothing is given. */
export function defaultsAt(path: string): unknown {
  return fill(schemaAt(path), {}, path, { problems: [], warnings: [], given: new Set() });
}
