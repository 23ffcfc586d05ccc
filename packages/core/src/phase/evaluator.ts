import { bulkFromFractions } from './bulk.ts';
import {
  BUILT_IN_PHASE_MAPS,
  type PhaseMap,
  type PhaseMapArguments,
  type PhaseMapRegistry,
} from './map.ts';
import { readMapAnswer } from './mapAnswer.ts';
import type { PhaseOutcome } from './outcome.ts';
import { type PhaseThresholdSettings, thresholdFraction } from './threshold.ts';

/** The part of the section `phase` that the evaluator needs. */
export interface PhaseSettings {
  readonly enabled: boolean;
  readonly source: 'threshold' | 'map';
  readonly entrypoint: string;
  readonly extra_kwargs: Readonly<Record<string, unknown>>;
  readonly thresholds: PhaseThresholdSettings;
}

/** The phase test of a run. It has no memory: an outcome depends on the arguments of its call alone. */
export interface PhaseEvaluator {
  readonly mode: 'disabled' | 'threshold' | 'map';
  readonly thresholds: PhaseThresholdSettings;
  /** The map of mode `map`; null otherwise. */
  readonly map: PhaseMap | null;
  readonly extraArguments: Readonly<Record<string, unknown>>;
  /** Sentences for the log; a failing map adds one, once. */
  readonly warnings: string[];
  hasMapFailed: boolean;
}

const NO_THRESHOLDS: PhaseThresholdSettings = {
  T_condense_K: 1700,
  T_vaporize_K: 2000,
  P_ref_bar: 1,
  tau_ref: 1,
};

/**
 * The evaluator for a section `phase` (null for an absent one). An entry point that is not in the registry leads to
 * threshold mode and a warning.
 */
export function createPhaseEvaluator(
  settings: PhaseSettings | null,
  registry: PhaseMapRegistry = BUILT_IN_PHASE_MAPS,
): PhaseEvaluator {
  const isEnabled = settings?.enabled === true;
  const isMapWanted = isEnabled && settings.source === 'map';
  const map = isMapWanted ? (registry.get(settings.entrypoint) ?? null) : null;
  let mode: PhaseEvaluator['mode'] = 'disabled';
  if (isEnabled) mode = map === null ? 'threshold' : 'map';
  const warnings: string[] = [];
  if (isMapWanted && map === null)
    warnings.push(
      `phase.entrypoint "${settings.entrypoint}" is unknown; known are ${[...registry.keys()].join(', ')}; phase.thresholds are used`,
    );
  return {
    mode,
    thresholds: settings?.thresholds ?? NO_THRESHOLDS,
    map,
    extraArguments: settings?.extra_kwargs ?? {},
    warnings,
    hasMapFailed: false,
  };
}

/**
 * Phase of a cell. Only mode `map` allocates.
 *
 * @param temperature of the particle or of Mars, as `phase.temperature_input` says, K
 * @param tau line-of-sight optical depth; negative counts as 0, NaN or infinite as none
 * @param radius orbital radius, m
 * @param time s
 * @param initialTemperature temperature of Mars at t = 0, K
 * @param out overwritten entirely
 * @param pressure Pa; negative counts as 0, NaN or infinite as none. 1D never gives one
 * @throws PhysicsError if threshold mode meets a temperature that is not finite and > 0
 */
export function evaluatePhase(
  evaluator: PhaseEvaluator,
  temperature: number,
  tau: number,
  radius: number,
  time: number,
  initialTemperature: number,
  out: PhaseOutcome,
  pressure: number = Number.NaN,
): void {
  if (evaluator.mode === 'disabled') {
    out.state = 'solid';
    out.fVap = 0;
    out.method = 'disabled';
    out.reason = 'phase.disabled';
    out.bulkState = 'solid_dominated';
    out.fLiquid = 0;
    out.fSolid = 1;
    out.fVapor = 0;
    return;
  }
  const cleanTau = atLeastZero(tau);
  const cleanPressure = atLeastZero(pressure);
  if (evaluator.map !== null) {
    const args = { temperature, tau, radius, time, initialTemperature, pressure };
    const answer = askMap(evaluator, args);
    if (readMapAnswer(answer, out)) return;
  }
  const fraction = thresholdFraction(
    evaluator.thresholds,
    temperature,
    cleanPressure / 1e5,
    cleanTau,
  );
  out.state = fraction >= 0.5 ? 'vapor' : 'solid';
  out.fVap = fraction;
  out.method = 'threshold';
  out.reason = 'phase.thresholds';
  bulkFromFractions(fraction, null, null, out);
}

/** max(value, 0); NaN if the value is not finite. */
export function atLeastZero(value: number): number {
  return Number.isFinite(value) ? Math.max(value, 0) : Number.NaN;
}

/** What a phase test was asked, as `evaluatePhase` takes it; NaN for none. */
export interface PhaseQuestion {
  readonly temperature: number;
  readonly tau: number;
  readonly radius: number;
  readonly time: number;
  readonly initialTemperature: number;
  readonly pressure: number;
}

/** The answer of the evaluator's map; undefined, and a warning the first time, if the map throws. */
export function askMap(evaluator: PhaseEvaluator, question: PhaseQuestion): unknown {
  const args: PhaseMapArguments = {
    temperature_K: question.temperature,
    pressure_Pa: numberOrNull(atLeastZero(question.pressure)),
    tau: numberOrNull(atLeastZero(question.tau)),
    radius_m: question.radius,
    time_s: question.time,
    T0_K: question.initialTemperature,
    ...evaluator.extraArguments,
  };
  try {
    return evaluator.map?.(args);
  } catch (error) {
    if (!evaluator.hasMapFailed) {
      evaluator.hasMapFailed = true;
      const reason = error instanceof Error ? error.message : String(error);
      evaluator.warnings.push(`the phase map failed (${reason}); phase.thresholds are used`);
    }
    return undefined;
  }
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
