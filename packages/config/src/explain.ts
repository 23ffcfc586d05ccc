import { allowedText, limitsText } from './resolve/describe.ts';
import { typesOf } from './resolve/fill.ts';
import type { Effect, Json, Schema } from './schema/fields.ts';
import { schemaAt } from './schemaAt.ts';

/** What a field is, for people. */
export interface FieldExplanation {
  readonly path: string;
  /** Type in one word or the words it may be, `section` for a section. */
  readonly type: string;
  /** The default; `undefined` when the field is required. */
  readonly default: Json | undefined;
  /** Unit, null when it has none. */
  readonly unit: string | null;
  /** Limits as text, null when there are none. */
  readonly range: string | null;
  /** Everything that is allowed, in words. */
  readonly allowed: string;
  readonly meaning: string;
  /** Where it acts; null for a section. */
  readonly effect: Effect | null;
}

/** The type of a field in the words of the reference page. */
export function typeText(node: Schema): string {
  if (node.anyOf) return node.anyOf.map(typeText).join(' or ');
  if (node.enum) return node.enum.map((word) => `\`${word}\``).join(', ');
  const orNull = typesOf(node).includes('null') && typesOf(node).length > 1 ? ' or null' : '';
  return `${plainType(node)}${orNull}`;
}

function plainType(node: Schema): string {
  const [name] = typesOf(node);
  if (name === 'integer') return 'whole number';
  if (name === 'boolean') return 'true or false';
  if (name === 'string') return node.format === 'path' ? 'path' : 'text';
  if (name === 'array') {
    if (node.items?.properties) return 'list of sections';
    return node.minItems === undefined ? 'list of numbers' : `list of ${node.minItems} numbers`;
  }
  if (name === 'object') return node.properties ? 'section' : 'mapping';
  return name ?? 'anything';
}

/** Limits of a field as text, null when there are none. */
export function rangeText(node: Schema): string | null {
  const limits = [node, ...(node.anyOf ?? [])].map(limitsText).find((text) => text !== '');
  return limits ?? null;
}

/**
 * Type, default, unit, range, meaning and effect of a field or section.
 *
 * @throws ConfigurationError naming the nearest known field when `path` is unknown
 */
export function explain(path: string): FieldExplanation {
  const node = schemaAt(path);
  return {
    path,
    type: typeText(node),
    default: node.default,
    unit: node['x-unit'] ?? null,
    range: rangeText(node),
    allowed: allowedText(node),
    meaning: node.description ?? '',
    effect: node['x-effect'] ?? null,
  };
}
