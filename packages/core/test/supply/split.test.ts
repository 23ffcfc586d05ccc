import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { createSupplySplit, splitSupply } from '../../src/supply/split.ts';
import { mixingTime, resolveTransport, transportFromNames } from '../../src/supply/transport.ts';
import { supplySettings } from './defaults.ts';

const orNull = (x: number) => (Number.isNaN(x) ? null : x);

describe('split of the supply between surface and deep layer', () => {
  it('is that of the reference for every policy', () => {
    const { cases } = withNumbers(readGolden('supply', 'supply_split.json'));
    expect(cases).toHaveLength(55);
    const split = createSupplySplit();
    for (const { label, in: given, out } of cases) {
      const transport = transportFromNames(
        given.transport_mode,
        given.headroom_gate,
        given.headroom_policy,
        given.deep_enabled,
        null,
      );
      splitSupply(
        transport,
        given.prod_rate_raw,
        given.dt_s,
        given.sigma_surf,
        given.sigma_tau1 ?? Number.NaN,
        given.sigma_deep,
        given.t_mix_s ?? Number.NaN,
        given.t_blow_s ?? Number.NaN,
        split,
      );
      const actual = {
        prod_rate_applied: split.applied,
        prod_rate_diverted: split.diverted,
        deep_to_surf_rate: split.deepFlux,
        sigma_deep: split.sigmaDeep,
        headroom: orNull(split.headroom),
        prod_rate_into_deep: split.intoDeep,
        deep_to_surf_flux_attempt: split.deepFluxAttempt,
        deep_to_surf_flux_applied: split.deepFlux,
        transport_mode: transport.mode,
      };
      expect(deviations(actual, out), label).toEqual([]);
    }
  });

  const quantity = (min: number, max: number) =>
    fc.integer({ min: 0, max: 1_000_000 }).map((n) => min + (max - min) * (n / 1_000_000));
  const step = fc.record({
    mode: fc.constantFrom('direct' as const, 'deep_mixing' as const),
    gate: fc.constantFrom('hard' as const, 'soft' as const),
    rate: quantity(0, 1e-3),
    dt: quantity(1, 1e5),
    sigma: quantity(0, 1),
    sigmaTau1: quantity(0, 1),
    sigmaDeep: quantity(0, 1),
    tMix: quantity(1, 1e6),
    tBlow: fc.option(quantity(1, 1e5), { nil: Number.NaN }),
  });
  const split = createSupplySplit();

  it('never gives the surface more than headroom and blow-out leave room for', () => {
    fc.assert(
      fc.property(step, fc.constantFrom('clip', 'spill'), (s, policy) => {
        const transport = transportFromNames(s.mode, s.gate, policy, true, null);
        splitSupply(
          transport,
          s.rate,
          s.dt,
          s.sigma,
          s.sigmaTau1,
          s.sigmaDeep,
          s.tMix,
          s.tBlow,
          split,
        );
        const headroom = Math.max(s.sigmaTau1 - s.sigma, 0);
        const removed = Number.isNaN(s.tBlow) ? 0 : (s.sigmaTau1 / s.tBlow) * s.dt;
        expect(split.applied * s.dt).toBeLessThanOrEqual((headroom + removed) * (1 + 1e-14));
        expect(split.headroom).toBe(headroom);
      }),
    );
  });

  it('keeps mass without a headroom policy: surface and deep layer receive what is supplied', () => {
    fc.assert(
      fc.property(step, (s) => {
        const transport = transportFromNames(s.mode, s.gate, 'none', true, null);
        splitSupply(
          transport,
          s.rate,
          s.dt,
          s.sigma,
          s.sigmaTau1,
          s.sigmaDeep,
          s.tMix,
          s.tBlow,
          split,
        );
        const supplied = s.rate * s.dt;
        const received = split.applied * s.dt + (split.sigmaDeep - s.sigmaDeep);
        expect(Math.abs(received - supplied)).toBeLessThanOrEqual(1e-14 * (supplied + s.sigmaDeep));
        expect(split.sigmaDeep).toBeGreaterThanOrEqual(0);
        expect(split.headroom).toBeNaN();
      }),
    );
  });

  it('lets the deep layer drain while nothing is supplied', () => {
    const transport = transportFromNames('deep_mixing', 'hard', 'none', true, 50);
    let deep = 1;
    for (let n = 0; n < 100; n++) {
      splitSupply(transport, 0, 10, 0, Number.NaN, deep, 1000, Number.NaN, split);
      deep = split.sigmaDeep;
    }
    expect(deep).toBeCloseTo(0.99 ** 100, 12);
  });
});

describe('transport of the supply', () => {
  it('has no headroom policy when the optical depth is prescribed', () => {
    const settings = supplySettings({ headroom_policy: 'spill' });
    expect(resolveTransport(settings, true).headroomPolicy).toBe('none');
    expect(resolveTransport(settings, false).headroomPolicy).toBe('spill');
  });

  it('takes the mixing time from the injection section if the transport section has none', () => {
    const transport = resolveTransport(
      supplySettings({
        transport: { mode: 'deep_mixing' },
        injection: { deep_reservoir_tmix_orbits: 20 },
      }),
      true,
    );
    expect(mixingTime(transport, 1000)).toBe(20_000);
    expect(
      resolveTransport(
        supplySettings({
          transport: { t_mix_orbits: 5 },
          injection: { deep_reservoir_tmix_orbits: 20 },
        }),
        true,
      ),
    ).toMatchObject({ mode: 'direct', hasDeepReservoir: true, tMixOrbits: 5 });
  });

  it('has no mixing time without a deep layer', () => {
    expect(mixingTime(resolveTransport(supplySettings(), true), 1000)).toBeNaN();
  });

  it('refuses deep mixing without a mixing time', () => {
    for (const t_mix_orbits of [null, 0])
      expect(() =>
        resolveTransport(
          supplySettings({ transport: { mode: 'deep_mixing', t_mix_orbits } }),
          true,
        ),
      ).toThrow(ConfigurationError);
  });
});
