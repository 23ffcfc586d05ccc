import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PhysicsError } from '../../src/errors.ts';
import { bulkFromFractions } from '../../src/phase/bulk.ts';
import {
  areCollisionsBlocked,
  isBlowoutAllowed,
  isSublimationBlocked,
  isSupplyAllowed,
} from '../../src/phase/effects.ts';
import {
  createPhaseEvaluator,
  evaluatePhase,
  type PhaseEvaluator,
  type PhaseQuestion,
  type PhaseSettings,
} from '../../src/phase/evaluator.ts';
import { type PhaseMap, SILICA_ENTRYPOINT, silicaPhase } from '../../src/phase/map.ts';
import { createPhaseOutcome } from '../../src/phase/outcome.ts';
import { phasePayload } from '../../src/phase/payload.ts';
import { compareWithGolden } from '../radiation/goldenCases.ts';

const THRESHOLDS = { T_condense_K: 1700, T_vaporize_K: 2000, P_ref_bar: 1, tau_ref: 1 };

function settingsOf(section: Partial<PhaseSettings> | null): PhaseSettings | null {
  return (
    section && {
      enabled: false,
      source: 'threshold',
      entrypoint: SILICA_ENTRYPOINT,
      extra_kwargs: {},
      ...section,
      thresholds: { ...THRESHOLDS, ...section.thresholds },
    }
  );
}

// biome-ignore lint/suspicious/noExplicitAny: the golden files name the shape
function decide(evaluator: PhaseEvaluator, input: any): object {
  const question: PhaseQuestion = {
    temperature: input.T,
    pressure: input.P ?? Number.NaN,
    tau: input.tau ?? Number.NaN,
    radius: input.radius_m ?? Number.NaN,
    time: input.time_s ?? Number.NaN,
    initialTemperature: input.T0_K ?? Number.NaN,
  };
  const { temperature, tau, radius, time, initialTemperature, pressure } = question;
  const out = createPhaseOutcome();
  evaluatePhase(evaluator, temperature, tau, radius, time, initialTemperature, out, pressure);
  const payload = phasePayload(evaluator, question, out.method);
  const isMap = out.method === 'map';
  return {
    decision: {
      state: out.state,
      f_vap: out.fVap,
      method: out.method,
      reason: out.reason,
      used_map: isMap,
      payload,
    },
    bulk: {
      state: out.bulkState,
      f_liquid: out.fLiquid,
      f_solid: out.fSolid,
      f_vapor: out.fVapor,
      method: out.method,
      reason: isMap ? 'phase.map' : out.reason,
      used_map: isMap,
      temperature_K: payload['temperature_K'],
      pressure_Pa: payload['pressure_Pa'],
      tau: payload['tau_clamped'],
    },
  };
}

describe('the phase of a cell', () => {
  test('thresholds', () => {
    const { differences } = compareWithGolden('phase_threshold', (input, file) =>
      decide(createPhaseEvaluator(settingsOf(file.phase_configs[input.phase])), input),
    );
    expect(differences).toEqual([]);
  });

  test('the silica map', () => {
    const { differences } = compareWithGolden('lookup_phase_state', ({ T, P, tau }) =>
      silicaPhase(T, P, tau),
    );
    expect(differences).toEqual([]);
  });

  test('the silica map within a run', () => {
    const { differences } = compareWithGolden('phase_map_builtin', (input, file) =>
      decide(createPhaseEvaluator(settingsOf(file.phase_configs[input.phase])), input),
    );
    expect(differences).toEqual([]);
  });

  test('maps with answers of any shape', () => {
    const { differences } = compareWithGolden('phase_map_payloads', (input) => {
      const answer = input.map_returns;
      const map: PhaseMap = () => {
        if (answer === 'exception') throw new Error('no phase today');
        return answer;
      };
      const settings = settingsOf({ enabled: true, source: 'map', entrypoint: 'test:map' });
      return decide(createPhaseEvaluator(settings, new Map([['test:map', map]])), input);
    });
    expect(differences).toEqual([]);
  });

  test('an unknown entry point means thresholds and a warning', () => {
    const settings = settingsOf({ enabled: true, source: 'map', entrypoint: 'a:b' });
    const evaluator = createPhaseEvaluator(settings);
    expect(evaluator.mode).toBe('threshold');
    expect(evaluator.warnings.join()).toContain('phase.entrypoint "a:b" is unknown');
  });

  test('a map that keeps failing warns once', () => {
    const settings = settingsOf({ enabled: true, source: 'map', entrypoint: 'a:b' });
    const fail: PhaseMap = () => {
      throw new Error('broken');
    };
    const evaluator = createPhaseEvaluator(settings, new Map([['a:b', fail]]));
    const out = createPhaseOutcome();
    for (let i = 0; i < 3; i++) evaluatePhase(evaluator, 2500, 0, 4e6, 0, 4000, out);
    expect(out.method).toBe('threshold');
    expect(out.state).toBe('vapor');
    expect(evaluator.warnings).toHaveLength(1);
  });

  test('extra arguments reach the map and replace its own', () => {
    const extra_kwargs = { pressure_Pa: 2e5, porosity: 0.3 };
    const settings = settingsOf({ enabled: true, source: 'map', entrypoint: 'a:b', extra_kwargs });
    const seen: unknown[] = [];
    const spy: PhaseMap = (args) => {
      seen.push(args);
      return 'solid';
    };
    const evaluator = createPhaseEvaluator(settings, new Map([['a:b', spy]]));
    evaluatePhase(evaluator, 1800, -0.5, 4e6, 7, 4000, createPhaseOutcome());
    expect(seen).toEqual([
      {
        temperature_K: 1800,
        tau: 0,
        radius_m: 4e6,
        time_s: 7,
        T0_K: 4000,
        pressure_Pa: 2e5,
        porosity: 0.3,
      },
    ]);
  });

  test('thresholds need a positive temperature', () => {
    const evaluator = createPhaseEvaluator(settingsOf({ enabled: true }));
    const ask = (t: number) => evaluatePhase(evaluator, t, 0, 4e6, 0, 4000, createPhaseOutcome());
    expect(() => ask(0)).toThrow(PhysicsError);
    expect(() => ask(Number.NaN)).toThrow(PhysicsError);
  });

  test('hotter is never more solid', () => {
    const evaluator = createPhaseEvaluator(settingsOf({ enabled: true }));
    const kelvin = fc.double({ min: 1, max: 6000, noNaN: true });
    const depth = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(kelvin, kelvin, depth, (a, b, tau) => {
        const [cold, hot] = [createPhaseOutcome(), createPhaseOutcome()];
        evaluatePhase(evaluator, Math.min(a, b), tau, 4e6, 0, 4000, cold);
        evaluatePhase(evaluator, Math.max(a, b), tau, 4e6, 0, 4000, hot);
        expect(hot.fVap).toBeGreaterThanOrEqual(cold.fVap);
        expect(hot.fSolid).toBeLessThanOrEqual(cold.fSolid);
      }),
    );
  });
});

describe('the bulk', () => {
  test('its fractions add up to 1 and stay in [0, 1], whatever is given', () => {
    const given = fc.oneof(fc.double(), fc.double({ min: 0, max: 1 }));
    const optional = fc.option(given, { nil: null });
    fc.assert(
      fc.property(given, optional, optional, (liquid, solid, vapor) => {
        const out = createPhaseOutcome();
        bulkFromFractions(liquid, solid, vapor, out);
        expect(out.fLiquid + out.fSolid + out.fVapor).toBeCloseTo(1, 8);
        for (const part of [out.fLiquid, out.fSolid, out.fVapor]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('a liquid bulk stops collisions, supply and, unless allowed, sublimation', () => {
    expect(areCollisionsBlocked('liquid_dominated')).toBe(true);
    expect(areCollisionsBlocked('mixed')).toBe(false);
    expect(isSupplyAllowed('solid', 'liquid_dominated')).toBe(false);
    expect(isSublimationBlocked('liquid_dominated', false, -1)).toBe(true);
    expect(isSublimationBlocked('liquid_dominated', true, -1)).toBe(false);
    expect(isSublimationBlocked('liquid_dominated', false, 0)).toBe(false);
    expect(isSublimationBlocked('mixed', false, -1)).toBe(false);
  });

  test('a molten cell gets no supply and, for solids only, no blow-out', () => {
    expect(isSupplyAllowed('vapor', 'mixed')).toBe(false);
    expect(isSupplyAllowed('solid', 'mixed')).toBe(true);
    expect(isBlowoutAllowed('vapor', 'solid_only')).toBe(false);
    expect(isBlowoutAllowed('vapor', 'any')).toBe(true);
    expect(isBlowoutAllowed('solid', 'solid_only')).toBe(true);
  });
});
