import type {
  CollisionStepInput,
  CollisionStepResult,
  CollisionWorkspace,
} from '../collisions/step.ts';
import type { SizeGrid } from '../dust/grid.ts';
import type { RadiationState } from '../radiation/blowout.ts';

/** The colliding population of one cell: what the collision rates depend on, and nothing else. */
export interface CollisionQuery {
  /** Index of the cell, from 0. */
  cell: number;
  /** Size grid of the cell; its density gives the particle masses. */
  grid: SizeGrid;
  /** Material density used for the fragments, kg m⁻³. */
  rho: number;
  /** Relative velocity of all pairs, m s⁻¹. */
  vRel: number;
  /** Vertical scale height of all bins, m. */
  scaleHeight: number;
  /** Number surface densities N_k, m⁻²; one value a bin. */
  numberDensity: Float64Array;
}

/** What `Engine.collisionRates` fills in. */
export interface CollisionRates {
  /** Loss coefficients Λ_k, s⁻¹ (E.010); one value a bin. */
  readonly loss: Float64Array;
  /** Gains G_k, m⁻² s⁻¹ (E.010); one value a bin. */
  readonly gain: Float64Array;
  /** Shortest collision time of the bins, s; Infinity if nothing collides (E.044). */
  shortestTime: number;
}

/**
 * The hot kernels of a run. Everything else (set-up, time loop, supply, accounting, records) exists once and is
 * written against this interface. `core` ships the plain engine, which recomputes everything in every call; `fast`
 * ships one that is assembled from flags. An engine belongs to one run; run constants (tables, strength law,
 * injection settings, cell radii) are bound when it is created.
 *
 * Arrays named `out` have one value a bin and are overwritten entirely.
 */
export interface Engine {
  /** Name for records and reports. */
  readonly name: string;

  /** Whether quantities that only a written row needs may be left out when no row is kept. */
  readonly skipsUnrecordedValues: boolean;

  /** Whether the mass flux of a cell is asked for once in a step; if not, for its erosion and for its sinks apart. */
  readonly reusesMassFlux: boolean;

  /** Told which step is planned, or taken by a cell, next, if the engine wants to know (for messages). */
  readonly noteStep?: (step: number) => void;

  /** The chain that depends on the temperature of Mars alone: flux, blow-out size, Q_pr, β, gate. */
  radiation(temperature: number, out: RadiationState): void;

  /** Mass opacity κ of a cell's size distribution (`number` is relative, per unit size), m² kg⁻¹. */
  opacity(cell: number, number: Float64Array): number;

  /** Equilibrium temperature of a grain of the phase evaluator, K (E.043). */
  particleTemperature(cell: number, temperature: number): number;

  /** Grey-body temperature of a grain for sublimation, K (E.043). */
  grainTemperature(cell: number, temperature: number): number;

  /** Sublimation mass flux J at a grain temperature, kg m⁻² s⁻¹ (E.018). */
  sublimationFlux(cell: number, grainTemperature: number): number;

  /** Loss coefficients, gains and shortest collision time of a cell. */
  collisionRates(query: CollisionQuery, rates: CollisionRates): void;

  /**
   * Takes the whole collision step of a cell at once, if the engine can: as `collisionStep`, which asks here first and goes
   * through its parts if the answer is false. Then `input.number` is as it was.
   */
  readonly tryCollisionStep?: (
    input: CollisionStepInput,
    workspace: CollisionWorkspace,
    out: CollisionStepResult,
  ) => boolean;

  /** Injection F_k of supplied mass into the bins, m⁻² s⁻¹, with Σ m_k F_k = rate (E.045). */
  supplySource(rate: number, sMinEffective: number, out: Float64Array): void;

  /** Blow-out sink S_k of the bins, s⁻¹. */
  blowoutSink(isEnabled: boolean, aBlow: number, tBlow: number, out: Float64Array): void;
}
