import { below, entry, isMapping, type Mapping, numericKeys } from '../mapping.ts';
import { suggestion } from '../names.ts';
import { type ConfigWarning, type Problem, shown } from '../problems.ts';
import type { Json, Schema, TypeName } from '../schema/fields.ts';
import { BEFORE_RULES } from './beforeRules.ts';
import { toBoolean, toInteger, toNumber, toPath } from './convert.ts';

/** What a walk through a document collects. */
export interface Findings {
  readonly problems: Problem[];
  readonly warnings: ConfigWarning[];
  /** Paths of the fields and sections that the document itself holds. */
  readonly given: Set<string>;
}

/** The JSON types that a schema allows. */
export function typesOf(schema: Schema): readonly TypeName[] {
  if (schema.anyOf) return schema.anyOf.flatMap(typesOf);
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

/** A copy of a default, so that no configuration shares it. A text is its own copy. */
function copyOf(value: Json): unknown {
  return typeof value === 'object' ? structuredClone(value) : value;
}

/**
 * `value` in the form that `schema` describes: texts converted, defaults filled in, unknown keys dropped with a warning.
 * What cannot be converted stays as it is; the validator reports it.
 *
 * @param path config path of `value`, empty at the root
 * @param found receives broken before rules, warnings and given paths
 */
export function fill(schema: Schema, value: unknown, path: string, found: Findings): unknown {
  if (value === null && typesOf(schema).includes('null')) return null;
  if (schema.properties) return isMapping(value) ? fillSection(schema, value, path, found) : value;
  if (schema.additionalProperties) return fillMap(schema, value, path, found);
  if (schema.items) {
    const { items } = schema;
    if (!Array.isArray(value)) return value;
    return value.map((item, index) => fill(items, item, below(path, index), found));
  }
  return convert(schema, value);
}

function convert(schema: Schema, value: unknown): unknown {
  // The word of the schema, not an equal one: the engine compares words in every step, and the same text is found at once.
  const word = schema.enum?.find((known) => known === value);
  if (word !== undefined) return word;
  if (schema.anyOf) {
    const isWord = schema.anyOf.some((variant) => variant.enum?.includes(value as Json));
    return isWord ? value : toNumber(value);
  }
  const types = typesOf(schema);
  if (types.includes('number')) return toNumber(value);
  if (types.includes('integer')) return toInteger(value);
  if (types.includes('boolean')) return toBoolean(value);
  return schema.format === 'path' ? toPath(value) : value;
}

function fillSection(schema: Schema, raw: Mapping, path: string, found: Findings): unknown {
  const before = BEFORE_RULES[path]?.(raw, (warning) => found.warnings.push(warning)) ?? {
    section: raw,
  };
  if ('message' in before) {
    found.problems.push({ path, message: before.message });
    return {};
  }
  const { section } = before;
  const fields = schema.properties ?? {};
  for (const key of Object.keys(section))
    if (!Object.hasOwn(fields, key) && !key.startsWith('_')) {
      const place = below(path, key);
      const hint = suggestion(key, Object.keys(fields));
      found.warnings.push({
        kind: 'unknown',
        path: place,
        message: `${place} is not a known key${hint}`,
      });
    }
  const filled: Mapping = {};
  for (const [key, field] of Object.entries(fields)) {
    const place = below(path, key);
    if (Object.hasOwn(section, key)) {
      found.given.add(place);
      filled[key] = fill(field, section[key], place, found);
    } else if (field.default !== undefined) {
      const isSection = field.properties !== undefined && field.default !== null;
      filled[key] = isSection ? fill(field, {}, place, found) : copyOf(field.default);
    }
  }
  return filled;
}

function fillMap(schema: Schema, value: unknown, path: string, found: Findings): unknown {
  if (!isMapping(value)) return value;
  const values = schema.additionalProperties;
  if (typeof values === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        fill(values, item, below(path, key), found),
      ]),
    );
  if (path === 'phase.extra_kwargs' && numericKeys(value).length > 0)
    found.problems.push({ path, message: `${path}: key ${numericKeys(value)[0]} must be text` });
  return freeCopy(value, path, found);
}

/** A copy of a free value as plain JSON: dates become ISO texts, sets lists, bytes lists of numbers. */
function freeCopy(value: unknown, path: string, found: Findings): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    found.problems.push({ path, message: `${path} = ${shown(value)}: must be a finite number` });
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Set || value instanceof Uint8Array) return [...value];
  if (Array.isArray(value))
    return value.map((item, index) => freeCopy(item, below(path, index), found));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.keys(value).map((key) => [key, freeCopy(entry(value, key), below(path, key), found)]),
  );
}
