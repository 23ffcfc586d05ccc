import { MAX_STEPS, YEAR } from '../constants.ts';
import { ConfigurationError } from '../errors.ts';
import { firstTimeAtOrBelow } from '../mars/crossing.ts';
import type { MarsTemperatureDriver } from '../mars/driver.ts';

/** The part of the section `numerics` that fixes duration and step. */
export interface TimeGridSettings {
  readonly t_end_years: number | null;
  readonly t_end_orbits: number | null;
  readonly t_end_until_temperature_K: number | null;
  readonly t_end_temperature_margin_years: number;
  readonly t_end_temperature_search_years: number | null;
  readonly min_duration_years: number | null;
  /** s, or `auto` in any case. */
  readonly dt_init: number | string;
  /** M_Mars s⁻¹; only checked here. */
  readonly mass_loss_rate_stop_Mmars_s: number | null;
}

/** The orbit that the automatic step and the unit `orbits` refer to. */
export interface ReferenceOrbit {
  /** Ω_ref, rad s⁻¹. */
  readonly omega: number;
  /** s */
  readonly tOrb: number;
}

export type EndTimeBasis = 't_end_until_temperature_K' | 't_end_orbits' | 't_end_years';

/** The object `time_grid` of the summary; names and units are those of the file (seconds unless named otherwise). */
export interface TimeGridRecord {
  readonly t_end_basis: EndTimeBasis;
  /** The setting that decided, in its own unit. */
  readonly t_end_input: number;
  readonly t_end_seconds: number;
  readonly dt_mode: 'auto' | 'explicit';
  readonly dt_input: number | string;
  /** The candidates for the step. */
  readonly dt_sources: {
    readonly '0.05*t_blow'?: number;
    readonly 't_end/200'?: number;
    readonly explicit?: number;
  };
  readonly dt_nominal: number;
  /** The first step. */
  readonly dt_step: number;
  /** 1/Ω_ref; null if Ω_ref is not finite and positive. */
  readonly t_blow_nominal: number | null;
  readonly n_steps: number;
  readonly min_duration_years: number | null;
  /** The end time before `min_duration_years` raised it; null if it did not. */
  readonly t_end_seconds_pre_min_duration: number | null;
  readonly temperature_stop_K: number | null;
  /** Margin included; null unless the temperature decided. */
  readonly t_end_seconds_from_temperature: number | null;
  readonly t_end_temperature_search_years: number | null;
  /** Present only if the number of steps was cut to the largest one allowed. */
  readonly dt_capped_by_max_steps?: true;
}

/** Duration and steps of a run. */
export interface TimeGrid {
  /** s */
  readonly tEnd: number;
  /** Step after the first one, s. */
  readonly dtNominal: number;
  /** First step, t_end/n, s. */
  readonly dtFirst: number;
  /** Number of steps that the first step would need. */
  readonly stepCount: number;
  readonly record: TimeGridRecord;
}

/** Shortest step that the step count and the automatic step reckon with, s. */
const SHORTEST_STEP = 1e-9;
const BLOWOUT_TIME_FRACTION = 0.05;
const STEPS_AT_LEAST = 200;

/**
 * Fixes duration and step of a run. The end time comes from the stop temperature if the driver reaches it, else from
 * `t_end_orbits`, else from `t_end_years`, and is at least `min_duration_years`. The automatic step is the smaller of
 * 0.05/Ω_ref and t_end/200; the first step divides the duration into equal parts.
 *
 * @param driver temperature of Mars; null if there is none
 * @throws ConfigurationError if no end time is given or it is not finite and positive, for a stop temperature without
 *   driver, for a step or minimum duration that is not finite and positive, for a stop rate that is not finite and ≥ 0
 */
export function resolveTimeGrid(
  numerics: TimeGridSettings,
  orbit: ReferenceOrbit,
  driver: MarsTemperatureDriver | null,
): TimeGrid {
  const crossing = endTimeFromTemperature(numerics, driver);
  const end = endTime(numerics, orbit, crossing);
  let tEnd = end.seconds;
  if (!isFinitePositive(tEnd))
    throw new ConfigurationError(
      `numerics.${end.basis}: ${end.input} gives an end time of ${tEnd} s; it must be finite and positive`,
    );
  let tEndBefore: number | null = null;
  const minYears = numerics.min_duration_years;
  if (minYears !== null) {
    const duration = minYears * YEAR;
    if (!isFinitePositive(duration))
      throw new ConfigurationError(
        `numerics.min_duration_years: ${minYears}; it must be finite and positive`,
      );
    if (duration > tEnd) {
      tEndBefore = tEnd;
      tEnd = duration;
    }
  }

  const step = nominalStep(numerics.dt_init, tEnd, orbit.omega);
  const wanted = Math.max(1, Math.ceil(tEnd / Math.max(step.dt, SHORTEST_STEP)));
  const stepCount = Math.min(wanted, MAX_STEPS);
  const dtFirst = tEnd / stepCount;

  const stopRate = numerics.mass_loss_rate_stop_Mmars_s;
  if (stopRate !== null && !(Number.isFinite(stopRate) && stopRate >= 0))
    throw new ConfigurationError(
      `numerics.mass_loss_rate_stop_Mmars_s: ${stopRate}; it must be finite and at least 0`,
    );

  return {
    tEnd,
    dtNominal: step.dt,
    dtFirst,
    stepCount,
    record: {
      t_end_basis: end.basis,
      t_end_input: end.input,
      t_end_seconds: tEnd,
      dt_mode: step.mode,
      dt_input: numerics.dt_init,
      dt_sources: step.sources,
      dt_nominal: step.dt,
      dt_step: dtFirst,
      t_blow_nominal: isFinitePositive(orbit.omega) ? 1 / orbit.omega : null,
      n_steps: stepCount,
      min_duration_years: minYears,
      t_end_seconds_pre_min_duration: tEndBefore,
      temperature_stop_K: numerics.t_end_until_temperature_K,
      t_end_seconds_from_temperature: crossing,
      t_end_temperature_search_years: numerics.t_end_temperature_search_years,
      ...(wanted > MAX_STEPS ? { dt_capped_by_max_steps: true as const } : {}),
    },
  };
}

function isFinitePositive(x: number): boolean {
  return Number.isFinite(x) && x > 0;
}

/** Time of the stop temperature plus margin, s; null if none is set or it is not reached. */
function endTimeFromTemperature(
  numerics: TimeGridSettings,
  driver: MarsTemperatureDriver | null,
): number | null {
  const target = numerics.t_end_until_temperature_K;
  if (target === null) return null;
  if (driver === null)
    throw new ConfigurationError(
      `numerics.t_end_until_temperature_K: ${target} K, but there is no temperature of Mars to follow; set radiation.TM_K or radiation.mars_temperature_driver`,
    );
  const searchYears = numerics.t_end_temperature_search_years;
  const limit = searchYears === null ? null : searchYears * YEAR;
  const time = firstTimeAtOrBelow(driver, target, limit);
  return time === null ? null : time + numerics.t_end_temperature_margin_years * YEAR;
}

function endTime(
  numerics: TimeGridSettings,
  orbit: ReferenceOrbit,
  crossing: number | null,
): { basis: EndTimeBasis; input: number; seconds: number } {
  if (crossing !== null && numerics.t_end_until_temperature_K !== null)
    return {
      basis: 't_end_until_temperature_K',
      input: numerics.t_end_until_temperature_K,
      seconds: crossing,
    };
  if (numerics.t_end_orbits !== null)
    return {
      basis: 't_end_orbits',
      input: numerics.t_end_orbits,
      seconds: numerics.t_end_orbits * orbit.tOrb,
    };
  if (numerics.t_end_years !== null)
    return {
      basis: 't_end_years',
      input: numerics.t_end_years,
      seconds: numerics.t_end_years * YEAR,
    };
  throw new ConfigurationError(
    'numerics: no end time; set t_end_years, t_end_orbits or a t_end_until_temperature_K that is reached',
  );
}

function nominalStep(
  dtInit: number | string,
  tEnd: number,
  omega: number,
): { mode: 'auto' | 'explicit'; dt: number; sources: TimeGridRecord['dt_sources'] } {
  if (typeof dtInit === 'string') {
    if (dtInit.toLowerCase() !== 'auto')
      throw new ConfigurationError(
        `numerics.dt_init: "${dtInit}"; it must be a number of seconds or auto`,
      );
    const fromBlowout = isFinitePositive(omega) ? BLOWOUT_TIME_FRACTION / omega : Number.NaN;
    const fromDuration = tEnd / STEPS_AT_LEAST;
    let dt = Number.POSITIVE_INFINITY;
    if (isFinitePositive(fromBlowout)) dt = fromBlowout;
    if (isFinitePositive(fromDuration)) dt = Math.min(dt, fromDuration);
    return {
      mode: 'auto',
      dt: Math.max(Math.min(dt, tEnd), SHORTEST_STEP),
      sources: {
        ...(isFinitePositive(fromBlowout) ? { '0.05*t_blow': fromBlowout } : {}),
        ...(isFinitePositive(fromDuration) ? { 't_end/200': fromDuration } : {}),
      },
    };
  }
  if (!isFinitePositive(dtInit))
    throw new ConfigurationError(
      `numerics.dt_init: ${dtInit} s; it must be finite and positive, or auto`,
    );
  return { mode: 'explicit', dt: dtInit, sources: { explicit: dtInit } };
}
