import { type BaseRateLaw, baseRateAt, buildBaseRate, type SupplyTables } from './baseRate.ts';
import {
  advanceFeedback,
  buildFeedback,
  type FeedbackLaw,
  type FeedbackOutcome,
  type FeedbackState,
} from './feedback.ts';
import {
  buildReservoir,
  drawFromReservoir,
  type ReservoirLaw,
  type ReservoirOutcome,
  type ReservoirState,
} from './reservoir.ts';
import type { SupplySettings } from './settings.ts';
import {
  buildSupplyTemperature,
  evaluateTemperature,
  type SupplyTemperatureLaw,
  type TemperatureFactor,
} from './temperature.ts';

/** Everything about the supply of a cell that does not change during a run. */
export interface SupplyLaw {
  readonly isEnabled: boolean;
  /** Differs between cells when the constant rate comes from μ (`normalise.ts`). */
  readonly base: BaseRateLaw;
  /** ε_mix, the part of the base rate that is mixed into the disk. */
  readonly epsilonMix: number;
  readonly temperature: SupplyTemperatureLaw | null;
  readonly feedback: FeedbackLaw | null;
  readonly reservoir: ReservoirLaw | null;
}

/** What the supply of a cell remembers from step to step. */
export interface SupplyState extends FeedbackState, ReservoirState {}

/** Supply of a cell in a step. NaN stands for null in the numbers. */
export interface SupplyResult extends TemperatureFactor, FeedbackOutcome, ReservoirOutcome {
  /** The supply, before it is split between surface and deep layer, kg m⁻² s⁻¹; never negative. */
  rate: number;
  /** Base rate, kg m⁻² s⁻¹; may be negative. */
  rawRate: number;
  /** Base rate times ε_mix, kg m⁻² s⁻¹; never negative. */
  mixedRate: number;
}

/**
 * The supply law of the section `supply`, with a constant rate as configured.
 *
 * @param tables the tables named by `supplyTablePaths`
 * @throws ConfigurationError, TableLoadError see `buildBaseRate`, `buildSupplyTemperature`, `buildReservoir`
 */
export function buildSupplyLaw(settings: SupplySettings, tables: SupplyTables): SupplyLaw {
  return {
    isEnabled: settings.enabled,
    base: settings.enabled ? buildBaseRate(settings, tables) : { kind: 'const', rate: 0 },
    epsilonMix: settings.mixing.epsilon_mix,
    temperature: buildSupplyTemperature(settings.temperature, tables),
    feedback: buildFeedback(settings.feedback),
    reservoir: buildReservoir(settings.reservoir),
  };
}

/** Paths of the tables that the supply needs, as configured and each once. */
export function supplyTablePaths(settings: SupplySettings): string[] {
  const paths = new Set<string>();
  if (settings.enabled && settings.mode === 'table') paths.add(settings.table.path);
  if (settings.enabled && settings.mode === 'piecewise')
    for (const piece of settings.piecewise) if (piece.mode === 'table') paths.add(piece.table.path);
  if (settings.temperature.enabled && settings.temperature.mode === 'table')
    paths.add(settings.temperature.table.path);
  return [...paths];
}

/** The state of a cell at the start of a run: a full reservoir and the initial feedback scale. */
export function createSupplyState(law: SupplyLaw): SupplyState {
  return {
    feedbackScale: law.feedback === null ? 1 : law.feedback.initialScale,
    reservoirRemaining: law.reservoir === null ? Number.NaN : law.reservoir.massTotal,
  };
}

/** An empty result for `evaluateSupply` to fill in; one serves a whole run. */
export function createSupplyResult(): SupplyResult {
  return {
    rate: Number.NaN,
    rawRate: Number.NaN,
    mixedRate: Number.NaN,
    temperatureScale: Number.NaN,
    temperatureValue: Number.NaN,
    temperatureValueKind: 'scale',
    feedbackScale: Number.NaN,
    feedbackError: Number.NaN,
    reservoirScale: Number.NaN,
    reservoirRemainingMarsMasses: Number.NaN,
    reservoirFraction: Number.NaN,
    clippedByReservoir: false,
  };
}

/**
 * Evaluates the supply of a cell for one step and advances its state: base rate, then mixing, temperature, feedback,
 * reservoir and a floor at 0, in this order.
 *
 * @param t start of the step, s
 * @param r orbital radius of the cell, m
 * @param dt step, s
 * @param area of the cell, m²
 * @param tau line-of-sight optical depth for the feedback; NaN for none
 * @param temperature of Mars, K; null for none
 * @param appliesReservoir whether the supply is drawn from the reservoir (it is not while supply is suppressed; the
 *   feedback advances all the same)
 * @throws NumericalError if a power law overflows; MarsDiskError for a temperature that is not finite and positive
 */
export function evaluateSupply(
  law: SupplyLaw,
  state: SupplyState,
  t: number,
  r: number,
  dt: number,
  area: number,
  tau: number,
  temperature: number | null,
  appliesReservoir: boolean,
  out: SupplyResult,
): void {
  if (!law.isEnabled) {
    out.rate = 0;
    out.rawRate = 0;
    out.mixedRate = 0;
    evaluateTemperature(null, null, out);
    advanceFeedback(null, state, tau, dt, out);
    drawFromReservoir(law.reservoir, state, 0, dt, area, false, out);
    return;
  }
  const raw = baseRateAt(law.base, t, r);
  const mixed = raw * law.epsilonMix;
  evaluateTemperature(law.temperature, temperature, out);
  const asked =
    out.temperatureValueKind === 'rate' ? out.temperatureValue : mixed * out.temperatureScale;
  advanceFeedback(law.feedback, state, tau, dt, out);
  const rate = drawFromReservoir(
    law.reservoir,
    state,
    asked * out.feedbackScale,
    dt,
    area,
    appliesReservoir,
    out,
  );
  out.rate = Math.max(rate, 0);
  out.rawRate = raw;
  out.mixedRate = Math.max(mixed, 0);
}
