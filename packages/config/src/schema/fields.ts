/** Which run a field acts in: only 1D, only 0D, both, or none (accepted and echoed, nothing reads it). */
export type Effect = '1D' | '0D' | 'both' | 'none';

/** A plain JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** JSON type names that the schema uses. */
export type TypeName = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** A JSON Schema (draft 2020-12) node with the two annotations of this package. */
export interface Schema {
  readonly type?: TypeName | readonly TypeName[];
  readonly description?: string;
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly anyOf?: readonly Schema[];
  readonly format?: 'path' | 'positive-number' | 'safe-integer';
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly propertyNames?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly 'x-unit'?: string;
  readonly 'x-effect'?: Effect;
}

/** Limits of a number: `above` < x, `least` ≤ x, x < `below`, x ≤ `most`. */
export interface Limits {
  readonly above?: number;
  readonly least?: number;
  readonly below?: number;
  readonly most?: number;
}

/** What every field declares. Without `default` the field is required; `orNull` also allows null. */
export interface FieldOptions<T extends Json = Json> {
  readonly default?: T | null;
  readonly unit?: string;
  readonly effect?: Effect;
  readonly orNull?: true;
}

function annotated(base: Schema, options: FieldOptions, description: string): Schema {
  return {
    ...base,
    description,
    ...(options.default === undefined ? {} : { default: options.default }),
    ...(options.unit === undefined ? {} : { 'x-unit': options.unit }),
    'x-effect': options.effect ?? 'both',
  };
}

function typed(name: TypeName, options: FieldOptions): Schema {
  return { type: options.orNull ? [name, 'null'] : name };
}

function limited(limits: Limits): Schema {
  return {
    ...(limits.above === undefined ? {} : { exclusiveMinimum: limits.above }),
    ...(limits.least === undefined ? {} : { minimum: limits.least }),
    ...(limits.below === undefined ? {} : { exclusiveMaximum: limits.below }),
    ...(limits.most === undefined ? {} : { maximum: limits.most }),
  };
}

/** A finite number. */
export function number(options: FieldOptions<number> & Limits, description: string): Schema {
  return annotated({ ...typed('number', options), ...limited(options) }, options, description);
}

/** A whole number that a double holds exactly. */
export function int(options: FieldOptions<number> & Limits, description: string): Schema {
  const base: Schema = {
    ...typed('integer', options),
    format: 'safe-integer',
    ...limited(options),
  };
  return annotated(base, options, description);
}

/** true or false. */
export function bool(options: FieldOptions<boolean>, description: string): Schema {
  return annotated(typed('boolean', options), options, description);
}

/** Any text. */
export function text(options: FieldOptions<string>, description: string): Schema {
  return annotated(typed('string', options), options, description);
}

/** A file or folder name; kept in POSIX form. */
export function path(options: FieldOptions<string>, description: string): Schema {
  return annotated({ ...typed('string', options), format: 'path' }, options, description);
}

/** One of a few words. */
export function choice(
  words: readonly string[],
  options: FieldOptions<string>,
  description: string,
): Schema {
  return annotated({ type: 'string', enum: words }, options, description);
}

/** A finite number or one of a few words. */
export function numberOr(
  words: readonly string[],
  options: FieldOptions<number | string> & Limits,
  description: string,
): Schema {
  const variants: Schema[] = [
    { type: 'number', ...limited(options) },
    { type: 'string', enum: words },
  ];
  if (options.orNull) variants.push({ type: 'null' });
  return annotated({ anyOf: variants }, options, description);
}

/** A list of finite numbers; with `length`, of exactly so many. */
export function numbers(
  options: FieldOptions<readonly number[]> & { readonly length?: number },
  description: string,
): Schema {
  const { length } = options;
  return annotated(
    {
      ...typed('array', options),
      items: { type: 'number' },
      ...(length === undefined ? {} : { minItems: length, maxItems: length }),
    },
    options,
    description,
  );
}

/** A list of sections. */
export function listOf(item: Schema, options: FieldOptions, description: string): Schema {
  return annotated({ ...typed('array', options), items: item }, options, description);
}

/** A mapping whose keys are free, or positive numbers; `value` describes its entries (true: anything). */
export function mapOf(
  value: Schema | true,
  options: FieldOptions & { readonly minProperties?: number; readonly numberKeys?: true },
  description: string,
): Schema {
  return annotated(
    {
      ...typed('object', options),
      additionalProperties: value,
      ...(options.minProperties === undefined ? {} : { minProperties: options.minProperties }),
      ...(options.numberKeys ? { propertyNames: { format: 'positive-number' } as const } : {}),
    },
    options,
    description,
  );
}

/** How a section behaves when it is left out: filled with its defaults (nothing given here), null, or an error. */
export interface SectionOptions {
  readonly required?: true;
  readonly orNull?: true;
  readonly default?: null;
}

/** A group of fields. Fields without a default are required once the section is present. */
export function section(
  description: string,
  fields: Readonly<Record<string, Schema>>,
  options: SectionOptions = {},
): Schema {
  const required = Object.keys(fields).filter((key) => fields[key]?.default === undefined);
  return {
    ...typed('object', options.orNull ? { orNull: true } : {}),
    description,
    ...(options.required ? {} : { default: options.default === undefined ? {} : null }),
    properties: fields,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}
