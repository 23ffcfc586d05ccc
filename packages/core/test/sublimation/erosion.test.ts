import { describe, expect, test } from 'vitest';
import { sinkMassRate } from '../../src/collisions/sinkRate.ts';
import { sublimationSink } from '../../src/collisions/sublimationSink.ts';
import { PhysicsError } from '../../src/errors.ts';
import { erosionRate, instantSinkSize } from '../../src/sublimation/erosion.ts';
import { compareWithGolden } from '../radiation/goldenCases.ts';
import { freshFlux, modelOf, settingsOf } from './subParams.ts';

describe('erosion of grains', () => {
  test('rate', () => {
    const { differences } = compareWithGolden('eval_ds_dt_sublimation', (input, file) => ({
      ds_dt: erosionRate(freshFlux(modelOf(settingsOf(input, file)), input.T), input.rho),
    }));
    expect(differences).toEqual([]);
  });

  test('size that sublimates at once', () => {
    const { differences } = compareWithGolden('s_sink_from_timescale', (input, file) => {
      const settings = settingsOf(input, file);
      const flux = freshFlux(modelOf(settings), input.T);
      return { s_sink: instantSinkSize(flux, input.rho, input.t_ref, settings.eta_instant) };
    });
    expect(differences).toEqual([]);
  });

  test('sink of the number of grains, bin by bin', () => {
    const { differences } = compareWithGolden('sublimation_sink_from_dsdt', (input) => {
      const rates = Array.isArray(input.ds_dt) ? input.ds_dt : input.s.map(() => input.ds_dt);
      if (rates.length !== input.s.length) throw new PhysicsError('a bin has one rate');
      // All grains of a run shrink at one rate; a rate a bin is a population of one bin each.
      const S = Float64Array.from(input.s, (size: number, k) => {
        const out = new Float64Array(1);
        sublimationSink(Float64Array.of(size), rates[k], out);
        return out[0];
      });
      const [masses, number] = [Float64Array.from(input.m), Float64Array.from(input.N)];
      return { S, mass_loss_rate: sinkMassRate(masses, S, number) };
    });
    expect(differences).toEqual([]);
  });
});
