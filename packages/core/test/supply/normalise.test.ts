import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deviations,
  readGolden,
  relativeDeviation,
  withNumbers,
} from '../../../../tests/support/golden.ts';
import { ConfigurationError } from '../../src/errors.ts';
import {
  buildSupplyLaw,
  createSupplyResult,
  createSupplyState,
  evaluateSupply,
} from '../../src/supply/evaluate.ts';
import { normaliseSupply, supplyRateFromMu } from '../../src/supply/normalise.ts';
import { createSupplySplit, splitSupply } from '../../src/supply/split.ts';
import { resolveTransport } from '../../src/supply/transport.ts';
import { supplySettings } from './defaults.ts';

describe('supply given through μ', () => {
  it('has the rates of the reference in every cell', () => {
    const { cases } = withNumbers(readGolden('supply', 'supply_mu_normalisation.json'));
    expect(cases).toHaveLength(21);
    for (const { in: given, out } of cases) {
      const settings = supplySettings({
        const: {
          prod_area_rate_kg_m2_s: 7,
          mu_orbit10pct: given.mu_orbit10pct,
          orbit_fraction_at_mu1: given.orbit_fraction_at_mu1,
        },
        mixing: { epsilon_mix: given.epsilon_mix },
      });
      const law = normaliseSupply(buildSupplyLaw(settings, new Map()), settings, {
        sigma: given.sigma_ref,
        tOrb: given.t_orb_s,
      });
      const result = createSupplyResult();
      evaluateSupply(law, createSupplyState(law), 0, 5e6, given.dt_s, 1e12, 1, 2500, true, result);
      const split = createSupplySplit();
      const transport = resolveTransport(settings, true);
      splitSupply(transport, result.rate, given.dt_s, 0.1, 0.2, 0, Number.NaN, 2000, split);
      expect(
        deviations({ const_rate: result.rawRate, rate: result.rate, applied: split.applied }, out),
      ).toEqual([]);
    }
  });

  it('supplies in one orbit the fraction μ·f of the reference density, whatever the mixing', () => {
    const number = (min: number, max: number) =>
      fc.integer({ min: 0, max: 1_000_000 }).map((n) => min + (max - min) * (n / 1_000_000));
    fc.assert(
      fc.property(
        number(0, 10),
        number(0.01, 1),
        number(0.01, 2),
        number(1e-3, 1e3),
        number(1e3, 1e5),
        (mu, fraction, epsilonMix, sigma, tOrb) => {
          const rate = supplyRateFromMu(mu, fraction, epsilonMix, { sigma, tOrb });
          expect(relativeDeviation(rate * epsilonMix * tOrb, mu * fraction * sigma)).toBeLessThan(
            1e-14,
          );
        },
      ),
    );
  });

  it('leaves the law alone when the supply is disabled, not constant or given directly', () => {
    const reference = { sigma: 1, tOrb: 1 };
    for (const settings of [
      supplySettings({ enabled: false, const: { mu_orbit10pct: 1 } }),
      supplySettings({ mode: 'powerlaw', const: { mu_orbit10pct: 1 } }),
      supplySettings({ const: { prod_area_rate_kg_m2_s: 1e-6 } }),
    ]) {
      const law = buildSupplyLaw(settings, new Map());
      expect(normaliseSupply(law, settings, reference)).toBe(law);
    }
  });

  it('takes a tenth of the reference density per orbit if the fraction is left open', () => {
    expect(supplyRateFromMu(1, null, 1, { sigma: 50, tOrb: 10 })).toBeCloseTo(0.5, 12);
  });

  it('refuses a mixing, a fraction or a reference density that make no sense', () => {
    const reference = { sigma: 1, tOrb: 1 };
    for (const call of [
      () => supplyRateFromMu(1, 0.05, 0, reference),
      () => supplyRateFromMu(1, 0.05, null, reference),
      () => supplyRateFromMu(1, 0, 1, reference),
      () => supplyRateFromMu(1, Number.POSITIVE_INFINITY, 1, reference),
      () => supplyRateFromMu(1, 0.05, 1, { sigma: Number.NaN, tOrb: 1 }),
    ])
      expect(call).toThrow(ConfigurationError);
  });
});
