import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tests/support/golden.ts';
import { editorSchema } from '../src/generate/editorSchema.ts';
import { GENERATED_FILES } from '../src/generate/files.ts';
import { fields } from '../src/index.ts';
import { leaves } from './support.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

describe('the generated file', () => {
  for (const [path, content] of Object.entries(GENERATED_FILES))
    it(`${path} is up to date (node scripts/generate-config-docs.ts)`, () => {
      expect(readFileSync(join(ROOT, path), 'utf8')).toBe(content());
    });
});

describe('the schema', () => {
  it('describes every field, with a meaning', () => {
    for (const [path, field] of fields()) expect(field.description, path).toMatch(/^\S.{5,}\.$/s);
  });

  it('knows every field that the reference resolves', () => {
    const known = new Set([...fields()].map(([path]) => path));
    const minimal = readGolden('config', 'base.json').resolved;
    const resolved = leaves(minimal)
      .map(([path]) =>
        path.replace(/^(qstar\.coeff_table|.*\.valid_\w+|.*v_ref_kms|.*known_T0s)\..*$/, '$1'),
      )
      .filter(
        (path) =>
          !known.has(path) &&
          ![
            'radiation.mars_temperature_driver.constant',
            'radiation.mars_temperature_driver.hyodo',
          ].includes(path),
      );
    expect(resolved).toEqual([]);
  });

  it('as published accepts a configuration, notes and a physics block, and refuses a typing error', () => {
    const ajv = new Ajv2020({
      allErrors: true,
      strict: false,
      formats: { path: true, 'positive-number': true, 'safe-integer': true },
    });
    const check = ajv.compile(JSON.parse(editorSchema()));
    const { input } = readGolden('config', 'base.json');
    expect(check(input) || check.errors).toBe(true);
    const { qstar, physics_mode, ...rest } = input;
    expect(check({ ...rest, _note: 'x', physics: { qstar, mode: physics_mode } })).toBe(true);
    expect(check({ ...rest, physics: {} })).toBe(false);
    expect(check({ ...input, sizes: { ...input.sizes, n_bin: 3 } })).toBe(false);
  });
});
