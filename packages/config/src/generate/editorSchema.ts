import type { Schema } from '../schema/fields.ts';
import { schema } from '../schema/schema.ts';

/** Keywords of draft 2020-12 that only the published schema needs. */
interface EditorSchema
  extends Omit<Schema, 'properties' | 'items' | 'additionalProperties' | 'anyOf'> {
  readonly [keyword: string]: unknown;
}

/** Old names that loading still takes. They are shown as deprecated. */
const OLD_NAMES: Readonly<Record<string, Readonly<Record<string, EditorSchema>>>> = {
  'supply.reservoir': {
    smooth_fraction: {
      type: ['number', 'null'],
      deprecated: true,
      description: 'Old name of taper_fraction.',
    },
  },
};

/** Old words that loading still takes. */
const OLD_WORDS: Readonly<Record<string, readonly string[]>> = {
  'supply.reservoir.depletion_mode': ['smooth'],
};

function meaning(node: Schema, description: string): string {
  const unit = node['x-unit'] === undefined ? '' : ` [${node['x-unit']}]`;
  const effect = {
    '1D': ' (1D only)',
    '0D': ' (0D only)',
    both: '',
    none: ' (no effect)',
  }[node['x-effect'] ?? 'both'];
  return `${description}${unit}${effect}`;
}

function published(node: Schema, path: string): EditorSchema {
  const { properties, items, additionalProperties, anyOf, ...plain } = node;
  const inner = (key: string) => (path === '' ? key : `${path}.${key}`);
  const words = OLD_WORDS[path];
  return {
    ...plain,
    ...(node.description === undefined ? {} : { description: meaning(node, node.description) }),
    ...(words && node.enum ? { enum: [...node.enum, ...words] } : {}),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((variant) => published(variant, '')) }),
    ...(items === undefined ? {} : { items: published(items, inner('N')) }),
    ...(properties === undefined
      ? {}
      : {
          properties: {
            ...Object.fromEntries(
              Object.entries(properties).map(([key, field]) => [key, published(field, inner(key))]),
            ),
            ...OLD_NAMES[path],
          },
          patternProperties: { '^_': {} },
        }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'object'
              ? published(additionalProperties, inner('*'))
              : additionalProperties,
        }),
  };
}

/**
 * The schema that editors check YAML files against. As the internal one, but keys starting with `_` are free, the
 * `physics` block is known, and a required section may stand in that block.
 */
export function editorSchema(): string {
  const root = published(schema, '');
  const sections = root['properties'] as Readonly<Record<string, EditorSchema>>;
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'marsdisk configuration',
    ...root,
    required: undefined,
    properties: {
      ...sections,
      physics: {
        description:
          'Sections given here are merged into those at the top, which win; `mode` is physics_mode.',
        type: ['object', 'null'],
        properties: {
          mode: { $ref: '#/properties/physics_mode' },
          ...Object.fromEntries(
            Object.keys(sections).map((key) => [key, { $ref: `#/properties/${key}` }]),
          ),
        },
        additionalProperties: false,
      },
    },
    allOf: (schema.required ?? []).map((key) => ({
      anyOf: [
        { required: [key] },
        { required: ['physics'], properties: { physics: { required: [key] } } },
      ],
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
