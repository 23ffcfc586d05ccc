import { MASS_BUDGET_TOLERANCE } from '../records/massBudget.ts';
import { SLOT, SLOT_COUNT } from '../records/slots.ts';
import { createOrbitRollup, type OrbitRollup, rollUpStep } from './orbitRollup.ts';
import type { RunSetup } from './setup.ts';
import {
  AREA_TRACKS,
  type AreaTrack,
  createTrack,
  pushValue,
  type StepTrack,
  type Track,
} from './tracks.ts';

/** The books of a run: what is summed over cells and steps. Masses in M_Mars. */
export interface Ledger {
  readonly massInitial: number;
  readonly stepTracks: Readonly<Record<StepTrack, Track>>;
  readonly areaTracks: Readonly<Record<AreaTrack, Track>>;
  /** Time integrals of the tracked averages, in the order of AREA_TRACKS, and the time integrated over. */
  readonly integrals: Float64Array;
  integratedTime: number;
  /** Null when the roll-up is switched off. */
  readonly rollup: OrbitRollup | null;
  lostBySublimation: number;
  largestBudgetError: number;
  /** Scaled supply rate of the first step, kg m⁻² s⁻¹; NaN without supply. */
  firstScaledRate: number;
}

/** Sums of one step over the active cells; one object serves a whole run. */
export interface StepSums {
  /** Masses lost in the step by blow-out, sinks and sublimation, M_Mars. */
  out: number;
  sink: number;
  sublimation: number;
  /** Shortest collision time of all cells, s; Infinity if nothing collides. */
  shortestCollisionTime: number;
  /** Totals since the start, M_Mars. */
  outCumulative: number;
  sinkCumulative: number;
  lossCumulative: number;
  massRemaining: number;
  massDifference: number;
  budgetErrorPercent: number;
  /** Area-weighted sums in the order of AREA_TRACKS. */
  readonly area: Float64Array;
  totalArea: number;
}

/** Slots of the averaged quantities, in the order of AREA_TRACKS. */
const AREA_SLOTS: readonly number[] = [
  SLOT.supply_rate_nominal,
  SLOT.supply_rate_scaled,
  SLOT.prod_subblow_area_rate,
  SLOT.supply_clip_factor,
  SLOT.supply_visibility_factor,
  SLOT.supply_feedback_scale,
  SLOT.supply_temperature_scale,
  SLOT.supply_reservoir_remaining_Mmars,
  SLOT.dt_over_t_blow,
  SLOT.supply_mixing_limited,
];

/** Empty books. */
export function createLedger(setup: RunSetup): Ledger {
  const massInitial = setup.cellMass.reduce((sum, mass) => sum + mass, 0);
  return {
    massInitial,
    stepTracks: { temperature: createTrack(), beta: createTrack(), sBlow: createTrack() },
    areaTracks: Object.fromEntries(AREA_TRACKS.map((name) => [name, createTrack()])) as Record<
      AreaTrack,
      Track
    >,
    integrals: new Float64Array(AREA_TRACKS.length),
    integratedTime: 0,
    rollup: setup.keepsOrbitRollup
      ? createOrbitRollup(setup.disk.reference.tOrb, setup.disk.reference.radiusMars, massInitial)
      : null,
    lostBySublimation: 0,
    largestBudgetError: 0,
    firstScaledRate: Number.NaN,
  };
}

/** Empty sums. */
export function createStepSums(): StepSums {
  return {
    out: 0,
    sink: 0,
    sublimation: 0,
    shortestCollisionTime: Number.POSITIVE_INFINITY,
    outCumulative: 0,
    sinkCumulative: 0,
    lossCumulative: 0,
    massRemaining: 0,
    massDifference: 0,
    budgetErrorPercent: 0,
    area: new Float64Array(AREA_TRACKS.length),
    totalArea: 0,
  };
}

/**
 * Adds up the records of a step over the cells, in cell order. Cells that had stopped before count with their area and
 * with what they lost earlier.
 *
 * @param records SLOT_COUNT doubles a cell
 * @param isStopped 1 for cells that had stopped before the step
 */
export function sumStep(
  setup: RunSetup,
  records: Float64Array,
  isStopped: Uint8Array,
  massInitial: number,
  sums: StepSums,
): void {
  const { area } = setup;
  const slots = AREA_SLOTS;
  const areaSums = sums.area.fill(0);
  let out = 0;
  let sink = 0;
  let sublimation = 0;
  let shortest = Number.POSITIVE_INFINITY;
  let totalArea = 0;
  let outCumulative = 0;
  let sinkCumulative = 0;
  let lossCumulative = 0;
  for (let cell = 0; cell < setup.cells; cell++) {
    const cellArea = area[cell];
    totalArea += cellArea;
    const at = cell * SLOT_COUNT;
    outCumulative += records[at + SLOT.mass_lost_by_blowout];
    sinkCumulative += records[at + SLOT.mass_lost_by_sinks];
    lossCumulative += records[at + SLOT.M_loss_cum];
    if (isStopped[cell] === 1) continue;
    out += records[at + SLOT.mass_lost_surface_solid_marsRP_step];
    sink += records[at + SLOT.mass_lost_sinks_step];
    sublimation += records[at + SLOT.mass_lost_sublimation_step];
    const time = records[at + SLOT.t_coll_kernel];
    if (time < shortest) shortest = time;
    for (let i = 0; i < slots.length; i++) {
      const value = records[at + slots[i]];
      if (Number.isFinite(value)) areaSums[i] += value * cellArea;
    }
  }
  sums.out = out;
  sums.sink = sink;
  sums.sublimation = sublimation;
  sums.shortestCollisionTime = shortest;
  sums.totalArea = totalArea;
  sums.outCumulative = outCumulative;
  sums.sinkCumulative = sinkCumulative;
  sums.lossCumulative = lossCumulative;
  sums.massRemaining = massInitial - lossCumulative;
  sums.massDifference = massInitial - sums.massRemaining - lossCumulative;
  sums.budgetErrorPercent = massInitial > 0 ? Math.abs(sums.massDifference / massInitial) * 100 : 0;
}

/**
 * Enters the sums of a step into the books.
 *
 * @param dt length of the step, s
 * @param timeEnd end of the step, s
 * @param temperature of Mars in the step, K
 */
export function bookStep(
  ledger: Ledger,
  sums: StepSums,
  dt: number,
  timeEnd: number,
  temperature: number,
): void {
  const { integrals } = ledger;
  for (let i = 0; i < AREA_TRACKS.length; i++) {
    const average = sums.area[i] / sums.totalArea;
    pushValue(ledger.areaTracks[AREA_TRACKS[i]], average);
    integrals[i] += average * dt;
  }
  ledger.integratedTime += dt;
  ledger.lostBySublimation += sums.sublimation;
  ledger.largestBudgetError = Math.max(ledger.largestBudgetError, sums.budgetErrorPercent);
  if (ledger.rollup !== null)
    rollUpStep(ledger.rollup, dt, sums.out, sums.sink, {
      time: timeEnd,
      temperature,
      outCumulative: sums.outCumulative,
      sinkCumulative: sums.sinkCumulative,
      lossCumulative: sums.lossCumulative,
    });
}

/** Time average of a tracked quantity; null when no step was done. */
export function timeAverage(ledger: Ledger, name: AreaTrack): number | null {
  if (!(ledger.integratedTime > 0)) return null;
  return ledger.integrals[AREA_TRACKS.indexOf(name)] / ledger.integratedTime;
}

/** Whether the books violate the mass budget (they cannot: see "Physics and records" in docs/deviations.md). */
export function violatesMassBudget(ledger: Ledger): boolean {
  return ledger.largestBudgetError > MASS_BUDGET_TOLERANCE;
}
