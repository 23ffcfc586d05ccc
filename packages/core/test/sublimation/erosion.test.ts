import { describe, expect, test } from 'vitest';
import { PhysicsError } from '../../src/errors.ts';
import { erosionRate, instantSinkSize } from '../../src/sublimation/erosion.ts';
import { sinkMassLossRate, sublimationSink } from '../../src/sublimation/perBinSink.ts';
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
      const sizes = Float64Array.from(input.s);
      const rate = Array.isArray(input.ds_dt) ? Float64Array.from(input.ds_dt) : input.ds_dt;
      const S = new Float64Array(sizes.length);
      sublimationSink(sizes, rate, S);
      const [masses, number] = [Float64Array.from(input.m), Float64Array.from(input.N)];
      return { S, mass_loss_rate: sinkMassLossRate(masses, S, number) };
    });
    expect(differences).toEqual([]);
  });

  test('arrays of unequal length are refused', () => {
    expect(() => sublimationSink(new Float64Array(3), -1, new Float64Array(2))).toThrow(
      PhysicsError,
    );
  });
});
