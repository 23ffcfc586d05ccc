import { describe, expect, test } from 'vitest';
import { gasDragTime } from '../../src/sinks/gasDrag.ts';
import {
  createSinkTimescales,
  evaluateSinkTimescales,
  sinkTemperature,
} from '../../src/sinks/timescale.ts';
import { compareWithGolden } from '../radiation/goldenCases.ts';
import { freshFlux, modelOf, settingsOf } from '../sublimation/subParams.ts';

const nullOf = (value: number) => (Number.isNaN(value) ? null : value);

describe('the time-scale of the sinks', () => {
  test('gas drag', () => {
    const { differences } = compareWithGolden('gas_drag_timescale', (input) => ({
      t_drag: gasDragTime(input.s, input.rho_p, input.rho_g, input.c_s ?? undefined),
    }));
    expect(differences).toEqual([]);
  });

  test('all sinks of a cell', () => {
    const { differences } = compareWithGolden('total_sink_timescale', (input, file) => {
      const settings = settingsOf(input, file);
      const T_eval = sinkTemperature(input.r ?? Number.NaN, input.T_M);
      const times = createSinkTimescales();
      const sinks = {
        isSublimationEnabled: input.sublimation,
        isGasDragEnabled: input.gas_drag,
        gasDensity: input.rho_g,
        etaInstant: settings.eta_instant,
        rho: input.rho,
        referenceSize: input.s_ref,
      };
      evaluateSinkTimescales(freshFlux(modelOf(settings), T_eval), input.Omega, sinks, times);
      const { total, sublimation, gasDrag, dominant } = times;
      return {
        t_sink: nullOf(total),
        components: { sublimation: nullOf(sublimation), gas_drag: nullOf(gasDrag) },
        dominant_sink: dominant === 'none' ? null : dominant,
        T_eval,
        s_ref: input.s_ref,
        sublimation_fraction: dominant === 'sublimation' ? 1 : 0,
      };
    });
    expect(differences).toEqual([]);
  });

  test('the surface time leaves sublimation out, and sublimation wins a tie', () => {
    const drag = gasDragTime(1e-6, 3000, 1e-9);
    const sinks = {
      isSublimationEnabled: true,
      isGasDragEnabled: true,
      gasDensity: 1e-9,
      etaInstant: 1,
      rho: 3000,
      referenceSize: 1e-6,
    };
    const times = createSinkTimescales();
    evaluateSinkTimescales(1e30, 1e-3, sinks, times);
    expect(times.surface).toBe(drag);
    expect(times.dominant).toBe('sublimation');
    evaluateSinkTimescales(0, 1e-3, sinks, times);
    expect(times).toEqual({
      total: drag,
      sublimation: Number.NaN,
      gasDrag: drag,
      surface: drag,
      dominant: 'gas_drag',
    });
  });
});
