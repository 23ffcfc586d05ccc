import { suggestion } from '../names.ts';
import { shown } from '../problems.ts';
import type { Schema } from '../schema/fields.ts';
import { typesOf } from './fill.ts';

const UNITLESS = new Set(['see coeff_units', 'i0_unit']);

/** The limits of a number as text (`> 0 and < 1`), or the empty text. */
export function limitsText(schema: Schema): string {
  const limits: string[] = [];
  if (schema.exclusiveMinimum !== undefined) limits.push(`> ${schema.exclusiveMinimum}`);
  if (schema.minimum !== undefined) limits.push(`≥ ${schema.minimum}`);
  if (schema.exclusiveMaximum !== undefined) limits.push(`< ${schema.exclusiveMaximum}`);
  if (schema.maximum !== undefined) limits.push(`≤ ${schema.maximum}`);
  return limits.join(' and ');
}

function singleType(schema: Schema): string {
  if (schema.enum) return `one of ${schema.enum.map((word) => JSON.stringify(word)).join(', ')}`;
  const limits = limitsText(schema);
  const types = typesOf(schema);
  if (types.includes('number')) return `a finite number${limits && ` ${limits}`}`;
  if (types.includes('integer')) return `a whole number${limits && ` ${limits}`}`;
  if (types.includes('boolean')) return 'true or false';
  if (schema.format === 'path') return 'a file name';
  if (types.includes('string')) return 'text';
  if (types.includes('array')) {
    const item = schema.items?.properties ? 'sections' : 'finite numbers';
    return schema.minItems === undefined
      ? `a list of ${item}`
      : `a list of ${schema.minItems} ${item}`;
  }
  if (schema.properties) return 'a section';
  if (types.includes('null')) return 'null';
  return schema.minProperties === undefined ? 'a mapping' : 'a mapping that is not empty';
}

/** What a field may hold, in words: `a finite number > 0 [m] or null`. */
export function allowedText(schema: Schema): string {
  const variants = schema.anyOf ? schema.anyOf.map(singleType) : [singleType(schema)];
  const unit = schema['x-unit'];
  if (
    unit !== undefined &&
    !UNITLESS.has(unit) &&
    typesOf(schema).some((type) => type !== 'object')
  )
    variants[0] += ` [${unit}]`;
  if (!schema.anyOf && typesOf(schema).includes('null')) variants.push('null');
  return variants.join(' or ');
}

/** The message for a value that breaks the schema of its field; `undefined` stands for a missing value. */
export function violation(path: string, schema: Schema, value: unknown): string {
  const allowed = allowedText(schema);
  if (value === undefined) return `${path}: is missing, must be ${allowed}`;
  const words = [schema, ...(schema.anyOf ?? [])].flatMap((variant) => variant.enum ?? []);
  const hint = typeof value === 'string' ? suggestion(value, words.map(String)) : '';
  // `none` on the command line is null; the word itself needs quotes that survive the shell.
  const quoting = value === null && words.includes('none') ? ' (the word none needs quotes)' : '';
  const isHuge = Number.isInteger(value) && !Number.isSafeInteger(value);
  const size = isHuge && schema.format === 'safe-integer' ? ' below 2^53 in size' : '';
  return `${path} = ${shown(value)}: must be ${allowed}${size}${hint}${quoting}`;
}
