import { MOST_WORKERS } from '@marsdisk/fast';

const seconds = (fallback: number, description: string) => ({
  type: 'number',
  minimum: 0,
  maximum: 86_400,
  default: fallback,
  description,
});
const count = (fallback: number, description: string) => ({
  type: 'integer',
  minimum: 1,
  maximum: 1_000_000_000,
  default: fallback,
  description,
});
const names = (fallback: readonly string[], description: string) => ({
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { type: 'string', minLength: 1 },
  default: fallback,
  description,
});

/** JSON Schema (draft 2020-12) of a profile: validation and defaults. */
export const profileSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What marsdisk profile measures',
  type: 'object',
  additionalProperties: false,
  required: ['config'],
  properties: {
    description: { type: 'string', default: '', description: 'What is measured and why.' },
    config: {
      type: 'string',
      minLength: 1,
      description: 'Configuration file, relative to the working directory or to the profile.',
    },
    overrides: {
      type: 'array',
      items: { type: 'string', pattern: '=' },
      default: [],
      description: 'Changes of the configuration, PATH=VALUE.',
    },
    engines: names(['core'], 'Engines to measure; the first one is the base of the comparison.'),
    caches: names(
      ['all'],
      'Sets of caches for the engines that have caches; each: every flag alone, left-out: all but one.',
    ),
    warm_up: {
      type: 'object',
      additionalProperties: false,
      default: {},
      description: 'When the machine code counts as settled.',
      properties: {
        lead_seconds: seconds(
          2,
          'The steps of a pass are taken once, but for no more processor time than this; then they are repeated [s].',
        ),
        blocks: count(4, 'Blocks that must take as long as those that did the same work before.'),
        tolerance_percent: {
          type: 'number',
          exclusiveMinimum: 0,
          maximum: 100,
          default: 5,
          description: 'Largest change of the median [%].',
        },
        scatter_percent: {
          type: 'number',
          exclusiveMinimum: 0,
          maximum: 10_000,
          default: 25,
          description: 'How far apart the changes of single blocks may lie [%].',
        },
        min_seconds: seconds(1, 'Least duration of the blocks [s].'),
        max_seconds: seconds(30, 'After this long the warm-up is given up [s].'),
      },
    },
    measure: {
      type: 'object',
      additionalProperties: false,
      default: {},
      description: 'Passes over the same steps, each from the start of the run.',
      properties: {
        steps: {
          type: ['integer', 'null'],
          minimum: 1,
          default: null,
          description: 'Steps of a pass; null is the whole run.',
        },
        seconds: seconds(
          5,
          'Passes are repeated until this long has passed [s]; up to four times as long for the passes and samples that are needed.',
        ),
      },
    },
    workers: { ...count(1, 'Threads that share the cells of a run.'), maximum: MOST_WORKERS },
    parity_steps: {
      ...count(64, 'Steps whose outputs are compared with those of the plain engine; 0 for none.'),
      minimum: 0,
    },
    repeats: { ...count(1, 'Processes per engine.'), maximum: 100 },
    keep_frames: {
      type: 'boolean',
      default: true,
      description: 'Whether larger functions keep a frame of their own instead of being inlined.',
    },
    write: {
      type: 'boolean',
      default: true,
      description: 'Whether the series are written to files.',
    },
  },
} as const;
