import { ConfigurationError } from '@marsdisk/core';
import { suggestion } from './names.ts';
import { fill } from './resolve/fill.ts';
import type { Schema } from './schema/fields.ts';
import { schema } from './schema/schema.ts';

function fieldOf({ properties = {} }: Schema, name: string): Schema | null {
  return Object.hasOwn(properties, name) ? (properties[name] ?? null) : null;
}

function inner(node: Schema, segment: string): Schema | null {
  const field = fieldOf(node, segment);
  if (field) return field;
  if (node.items) return /^(?:\d+|N)$/.test(segment) ? node.items : fieldOf(node.items, segment);
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
  for (const [i, segment] of path.split('.').entries()) {
    const next = inner(node, segment);
    if (next === null) throw unknownField(path, node, path.split('.').slice(0, i).join('.'));
    node = next;
  }
  return node;
}

/** @param section path of the innermost section, `node`, that there is on the way to `path` */
function unknownField(path: string, node: Schema, section: string): ConfigurationError {
  const paths = fieldPaths();
  const inOtherSection = paths.find((known) => known.endsWith(`.${path}`));
  const hint =
    inOtherSection === undefined ? suggestion(path, paths) : `, did you mean "${inOtherSection}"?`;
  const names = Object.keys(node.properties ?? {}).join(', ');
  const place = section === '' ? 'there are' : `${section} has`;
  const choice = names === '' ? '' : `; ${place} ${names}`;
  return new ConfigurationError(`"${path}" is not a known field${hint || choice}`);
}

/** The path of the value, no section, through which the path of a setting leads; null if it leads through sections. */
export function valueAbove(segments: readonly string[]): string | null {
  let node: Schema | null = schema;
  for (const [i, segment] of segments.entries()) {
    if (node.properties === undefined && node.additionalProperties === undefined)
      return segments.slice(0, i).join('.');
    node = fieldOf(node, segment);
    // What is free or unknown may be anything.
    if (node === null) return null;
  }
  return null;
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

/** Paths of every field and of every section. */
function fieldPaths(): string[] {
  const paths = new Set<string>();
  for (const [path] of fields()) {
    const segments = path.split('.');
    for (let i = 1; i <= segments.length; i++) paths.add(segments.slice(0, i).join('.'));
  }
  return [...paths];
}

/** The section at `path` as it is when nothing is given. */
export function defaultsAt(path: string): unknown {
  return fill(schemaAt(path), {}, path, { problems: [], warnings: [], given: new Set() });
}
