import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { deviations, GOLDEN, readGolden, withNumbers } from '../../../tests/support/golden.ts';
import { lint, parseConfig, referenceRadius, resolveSeed } from '../src/index.ts';
import { patched } from './support.ts';

/** Cases that are refused on purpose (docs/deviations.md: finite numbers only, ordering rules). */
const REFUSED = ['ok-nonfinite-accepted', 'ok-undetected-conflicts'];

const valid = readdirSync(join(GOLDEN, 'config'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => readGolden('config', name))
  .filter(({ name, valid }) => valid && !REFUSED.includes(name));

describe('a valid configuration', () => {
  for (const golden of valid)
    it(`${golden.name} has the seed and the lint findings of the reference`, () => {
      const { config } = parseConfig(withNumbers(golden.input), { overrides: golden.overrides });
      const { seed, expression, basis } = resolveSeed(config);
      expect({ value: seed, expr: expression, basis }).toEqual(golden.seed);
      expect(lint(config).map(({ severity, code }) => ({ severity, code }))).toEqual(golden.lint);
    });
});

describe('the reference radius', () => {
  const minimal = readGolden('config', 'ok-minimal-1d.json').input;
  for (const { in: given, out } of readGolden('config', 'functions', 'reference_radius.json').cases)
    it(`of ${JSON.stringify(given.patch)} is ${JSON.stringify(out)}`, () => {
      const radius = () =>
        referenceRadius(parseConfig(patched(minimal, withNumbers(given.patch))).config);
      if (out.error) expect(radius).toThrow(ConfigurationError);
      else expect(deviations(radius(), out)).toEqual([]);
    });
});
