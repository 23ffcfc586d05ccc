import { ConfigurationError } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { readGolden, withNumbers } from '../../../tests/support/golden.ts';
import { declaredTemperature } from '../src/declaredTemperature.ts';
import { lint, parseConfig } from '../src/index.ts';
import { patched, problemPaths } from './support.ts';

const golden = readGolden('config', 'functions', 'lint.json');

/** Patches that this implementation refuses on purpose, with the name of the deviation and the broken rule. */
const REFUSED: readonly { deviation: string; patch: object; broken: string }[] = [
  {
    deviation: 'ordering rules',
    patch: { phase: { thresholds: { T_condense_K: 2000 } } },
    broken: 'phase.thresholds.T_vaporize_K',
  },
  {
    deviation: 'ordering rules',
    patch: { phase: { thresholds: { T_condense_K: 2100 } } },
    broken: 'phase.thresholds.T_vaporize_K',
  },
  {
    deviation: 'finite numbers only',
    patch: { supply: { const: { mu_reference_tau: 'Infinity' } } },
    broken: 'supply.const.mu_reference_tau',
  },
];

describe('the linter', () => {
  for (const { in: given, out } of golden.cases) {
    const patch = JSON.stringify(given.patch);
    const document = patched(golden.base_input, withNumbers(given.patch));
    const refused = REFUSED.find((one) => JSON.stringify(one.patch) === patch);
    if (refused)
      it(`is not asked about ${patch} (${refused.deviation})`, () => {
        expect(problemPaths(() => parseConfig(document))).toEqual([refused.broken]);
      });
    else
      it(`finds ${JSON.stringify(out.messages)} in ${patch}`, () => {
        const found = lint(parseConfig(document).config);
        expect(found.map(({ severity, code }) => [severity, code])).toEqual(out.messages);
      });
  }

  it('names the field, its value and the limit', () => {
    const document = patched(golden.base_input, { sizes: { n_bins: 34 } });
    expect(lint(parseConfig(document).config)).toEqual([
      {
        severity: 'WARNING',
        code: 'SIZE001',
        message: 'sizes.n_bins = 34: 4.86 bins per decade of size, fewer than 5',
      },
    ]);
  });
});

describe('the declared temperature', () => {
  const minimal = readGolden('config', 'ok-minimal-1d.json').input;
  for (const { in: given, out } of readGolden('config', 'functions', 'declared_temperature.json')
    .cases)
    it(`of ${JSON.stringify(given.patch)} is ${JSON.stringify(out)}`, () => {
      const { config } = parseConfig(patched(minimal, given.patch));
      if (out.error) expect(() => declaredTemperature(config)).toThrow(ConfigurationError);
      else expect(declaredTemperature(config)).toEqual(out);
    });
});
