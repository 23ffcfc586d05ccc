import { describe, expect, it } from 'vitest';
import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { initialPsdWeights } from '../../src/supply/injectionWeights.ts';

describe('weights of an injection that follows the initial size distribution', () => {
  it('are those of the reference', () => {
    const { cases } = withNumbers(readGolden('collisions', 'initial_psd_1d.json'));
    const withWeights = cases.filter(
      (entry: { out: { supply_weights_initial_psd?: unknown } }) =>
        entry.out.supply_weights_initial_psd,
    );
    expect(withWeights.length).toBeGreaterThan(0);
    for (const { out } of withWeights)
      expect(
        deviations(
          initialPsdWeights(
            Float64Array.from(out.sizes),
            Float64Array.from(out.widths),
            Float64Array.from(out.number),
          ),
          out.supply_weights_initial_psd,
        ),
      ).toEqual([]);
  });

  it('ignore bins whose content is not finite and positive', () => {
    expect(
      Array.from(
        initialPsdWeights(
          Float64Array.of(1, 2, 3, 4),
          Float64Array.of(1, 1, 1, 1),
          Float64Array.of(Number.NaN, 1, -1, Number.POSITIVE_INFINITY),
        ),
      ),
    ).toEqual([0, 8, 0, 0]);
  });

  it('do not exist for an empty distribution or arrays of different length', () => {
    const one = Float64Array.of(1);
    expect(() => initialPsdWeights(one, one, Float64Array.of(0))).toThrow(ConfigurationError);
    expect(() => initialPsdWeights(one, one, Float64Array.of(1, 1))).toThrow(ConfigurationError);
  });
});
