import {
  BETA_THRESHOLD,
  G,
  MARS_MASS,
  MARS_RADIUS,
  SPEED_OF_LIGHT,
  STEFAN_BOLTZMANN,
} from '../constants.ts';
import { requireMarsTemperature } from '../mars/temperatureRange.ts';
import { requirePositive } from '../positive.ts';
import { DEFAULT_DENSITY, DEFAULT_MARS_TEMPERATURE, radiationBeta } from './beta.ts';
import { fourthPower } from './fourthPower.ts';
import { type QprSource, type QprTable, qprAt, qprLookup } from './qpr.ts';

/** What depends on the temperature of Mars alone, once per step. */
export interface RadiationState {
  /** Temperature of Mars T_M, K. */
  temperature: number;
  /** Radiative flux at the surface of Mars, σ T_M⁴, W m⁻². */
  flux: number;
  /** Q_pr of the last blow-out iteration. */
  qprBlow: number;
  /** Blow-out radius before the floor, m. */
  sBlow: number;
  /** Blow-out radius, at least `sizes.s_min`, m. */
  sBlowEffective: number;
  /** Effective smallest size, m (E.008). */
  sMin: number;
  /** Q_pr at the effective smallest size. */
  qprMin: number;
  /** β at the effective smallest size (E.013). */
  betaMin: number;
  /** Whether β at the smallest size reaches the threshold; decided by rounding, see docs/deviations.md. */
  isBetaGateOpen: boolean;
}

/** What the radiation chain of a run needs besides the temperature. */
export interface RadiationContext {
  /** Configured smallest size `sizes.s_min`, m. */
  readonly sMin: number;
  /** Grain density `material.rho`, kg m⁻³. */
  readonly rho: number;
  readonly qpr: QprSource;
}

/** s_blow ρ / (T⁴ Q_pr) = 3σR²/(2GMc), SI: where β reaches one half (E.014). */
export const BLOWOUT_COEFFICIENT =
  (3 * STEFAN_BOLTZMANN * (MARS_RADIUS * MARS_RADIUS)) / (2 * G * MARS_MASS * SPEED_OF_LIGHT);

/** Smallest blow-out radius that a run works with, m. */
const SMALLEST_BLOWOUT_SIZE = 1e-12;

/** A run refines the blow-out size this many times, without a convergence test, before the last evaluation. */
const BLOWOUT_ITERATIONS = 6;

/** The stand-alone blow-out radius stops after this many iterations, converged or not. */
const TABLE_ITERATIONS = 8;

/** A radiation state to be filled by `evaluateRadiation`. */
export function createRadiationState(): RadiationState {
  return {
    temperature: Number.NaN,
    flux: Number.NaN,
    qprBlow: Number.NaN,
    sBlow: Number.NaN,
    sBlowEffective: Number.NaN,
    sMin: Number.NaN,
    qprMin: Number.NaN,
    betaMin: Number.NaN,
    isBetaGateOpen: false,
  };
}

/**
 * Radius at which β is one half for a given efficiency, s_blow = K T⁴ Q/ρ, m (E.014). Here T⁴ is (T·T)·(T·T), unlike
 * in β: the blow-out gate needs both roundings as they are.
 *
 * @param qpr ⟨Q_pr⟩; > 0
 * @param rho grain density, kg m⁻³; > 0
 * @param temperature temperature of Mars, K; in [1000, 6500]
 * @throws PhysicsError
 */
export function blowoutRadius(
  qpr: number,
  rho: number = DEFAULT_DENSITY,
  temperature: number = DEFAULT_MARS_TEMPERATURE,
): number {
  requirePositive('Q_pr', qpr);
  requirePositive('density rho (kg m⁻³)', rho);
  requireMarsTemperature('T_M', temperature);
  const square = temperature * temperature;
  return (BLOWOUT_COEFFICIENT * (square * square) * qpr) / rho;
}

/** One refinement of a blow-out radius in a run: the radius for the efficiency at the old radius, m. */
export function refineBlowoutRadius(
  s: number,
  temperature: number,
  context: RadiationContext,
): number {
  const refined = blowoutRadius(qprAt(context.qpr, s, temperature), context.rho, temperature);
  return Math.max(refined, SMALLEST_BLOWOUT_SIZE);
}

/**
 * The chain of a step that depends on the temperature of Mars alone: flux, blow-out size, effective smallest size,
 * efficiency and β there, and the gate β ≥ ½ (E.008, E.012–E.014). The blow-out size comes from a fixed number of
 * evaluations that start at the configured smallest size. The effective smallest size usually is the blow-out size
 * itself, so the gate compares one half with one half and the last bit decides.
 *
 * @param temperature temperature of Mars, K; in [1000, 6500]
 * @param out overwritten entirely
 * @throws PhysicsError
 */
export function evaluateRadiation(
  temperature: number,
  context: RadiationContext,
  out: RadiationState,
): void {
  const { qpr, rho } = context;
  let s = Math.max(context.sMin, SMALLEST_BLOWOUT_SIZE);
  if (qpr.kind === 'table')
    for (let i = 0; i < BLOWOUT_ITERATIONS; i++) s = refineBlowoutRadius(s, temperature, context);
  const qprBlow = qprAt(qpr, s, temperature);
  const sBlow = Math.max(blowoutRadius(qprBlow, rho, temperature), SMALLEST_BLOWOUT_SIZE);
  const sMin = Math.max(context.sMin, sBlow);
  const qprMin = qprAt(qpr, sMin, temperature);
  out.temperature = temperature;
  out.flux = STEFAN_BOLTZMANN * fourthPower(temperature);
  out.qprBlow = qprBlow;
  out.sBlow = sBlow;
  out.sBlowEffective = sMin;
  out.sMin = sMin;
  out.qprMin = qprMin;
  out.betaMin = radiationBeta(sMin, qprMin, rho, temperature);
  out.isBetaGateOpen = out.betaMin >= BETA_THRESHOLD;
}

/**
 * Stand-alone solution of s = K T⁴ Q(s, T)/ρ with a table, m: at most eight plain iterations that start from the
 * efficiency at 1 m, to 1e-6 relative. A run uses `evaluateRadiation` instead.
 *
 * @param rho grain density, kg m⁻³; > 0
 * @param temperature temperature of Mars, K; in [1000, 6500]
 * @throws PhysicsError
 */
export function blowoutRadiusFromTable(
  table: QprTable,
  rho: number = DEFAULT_DENSITY,
  temperature: number = DEFAULT_MARS_TEMPERATURE,
): number {
  const factor = blowoutRadius(1, rho, temperature);
  let s = factor * qprLookup(table, 1, temperature);
  for (let i = 0; i < TABLE_ITERATIONS; i++) {
    const next = factor * qprLookup(table, s, temperature);
    if (!Number.isFinite(next) || next <= 0) return s;
    if (Math.abs(next - s) <= 1e-6 * Math.max(next, 1e-30)) return next;
    s = next;
  }
  return s;
}
