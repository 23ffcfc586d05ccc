import type { SizeGrid } from '../dust/grid.ts';
import {
  surfaceDensity,
  surfaceDensityLoss,
  toNumberDensity,
  toRelativeNumber,
} from '../dust/numberDensity.ts';
import type { CollisionQuery, CollisionRates, Engine } from '../engine/engine.ts';
import { imexBdf1, MASS_TOLERANCE, SAFETY } from './imex.ts';
import {
  type CollisionKinematics,
  collisionKinematics,
  type KinematicsInput,
} from './kinematics.ts';
import type { CollisionScheme, RateEquations, SchemeResult } from './scheme.ts';
import { applySinks } from './stepSinks.ts';

/** One cell at the start of a collision step. Reused from step to step. */
export interface CollisionStepInput extends KinematicsInput {
  /** Index of the cell, from 0. */
  cell: number;
  grid: SizeGrid;
  /** Relative numbers ν_k per unit size; overwritten with those after the step. */
  number: Float64Array;
  /** Density used for the fragments, kg m⁻³. */
  rho: number;
  /** Whether bodies collide; if not, only sinks and supply act. */
  collisionsEnabled: boolean;
  enableBlowout: boolean;
  /** Blow-out time, s; NaN: 1/Ω. */
  tBlow: number;
  /** Blow-out radius, m. */
  aBlow: number;
  /** Time scale of a sink that acts on all sizes alike, s; NaN, 0 or negative: none. */
  tSink: number;
  /** Change of radius by sublimation, m s⁻¹; NaN: none. */
  dsdt: number;
  /** Whether sublimating grains keep their mass until they reach the blow-out size. */
  massConserving: boolean;
  /** Effective smallest size of the step, m; the supply is injected above it. */
  sMinEffective: number;
}

/** What a collision step did. Rates are taken at the state before the step and in kg m⁻² s⁻¹. Reused. */
export interface CollisionStepResult extends CollisionKinematics {
  /** Whether the cell could not be stepped (no bins, Σ not finite) and was left as it is. */
  isGuarded: boolean;
  /** Surface density before, kg m⁻². */
  sigmaBefore: number;
  /** Surface density after, kg m⁻². */
  sigmaAfter: number;
  /** Surface density lost, kg m⁻²; 0 where it grew. */
  sigmaLoss: number;
  /** Time that was integrated, s. May be shorter than dt by many orders of magnitude. */
  dtEff: number;
  /** Relative error of the mass budget of the step. */
  massError: number;
  /** Supplied mass, not below 0. */
  supplyRate: number;
  /** Mass blown out, with grains that sublimated down to the blow-out size. */
  blowoutMassRate: number;
  /** Mass removed by the sink `tSink`. */
  externalMassRate: number;
  /** Mass sublimated. */
  sublimationMassRate: number;
  /** Mass gained by bins in collisions. */
  gainMassRate: number;
  /** Mass lost by bins in collisions, with the numbers after the step. */
  lossMassRate: number;
  /** Mass removed by all sinks. */
  sinkMassRate: number;
  /** Mass injected into the bins. */
  sourceMassRate: number;
  /** Shortest collision time of the bins, s; Infinity if nothing collides, NaN if guarded. */
  tCollKernel: number;
  /** Opacity of the numbers after the step, m² kg⁻¹, if the engine found it on the way; NaN: it has to be asked for. */
  opacityAfter: number;
}

/** Arrays and objects that a collision step needs on its way. One per run and thread; holds nothing between steps. */
export interface CollisionWorkspace {
  readonly scheme: CollisionScheme;
  readonly query: CollisionQuery;
  readonly rates: CollisionRates;
  /** Blow-out rates, s⁻¹. */
  readonly blowout: Float64Array;
  /** Sublimation rates, s⁻¹. */
  readonly sublimation: Float64Array;
  readonly equations: RateEquations;
  readonly result: SchemeResult;
}

/** Returns a workspace for the cells of a grid. */
export function createCollisionWorkspace(
  grid: SizeGrid,
  scheme: CollisionScheme = imexBdf1,
): CollisionWorkspace {
  const n = grid.sizes.length;
  const numberDensity = new Float64Array(n);
  const loss = new Float64Array(n);
  const gain = new Float64Array(n);
  return {
    scheme,
    query: {
      cell: 0,
      grid,
      rho: Number.NaN,
      vRel: Number.NaN,
      scaleHeight: Number.NaN,
      numberDensity,
    },
    rates: { loss, gain, shortestTime: Number.NaN },
    blowout: new Float64Array(n),
    sublimation: new Float64Array(n),
    equations: {
      numberDensity,
      masses: grid.masses,
      loss,
      gain,
      sink: new Float64Array(n),
      source: new Float64Array(n),
      dt: Number.NaN,
      productionRate: Number.NaN,
      removalRate: Number.NaN,
      massTolerance: MASS_TOLERANCE,
      safety: SAFETY,
    },
    result: {
      numberDensity: new Float64Array(n),
      dtEff: Number.NaN,
      massError: Number.NaN,
      gainMassRate: Number.NaN,
      lossMassRate: Number.NaN,
      sinkMassRate: Number.NaN,
      sourceMassRate: Number.NaN,
    },
  };
}

/** Returns a result to be filled by `collisionStep`. */
export function createCollisionStepResult(): CollisionStepResult {
  return {
    isGuarded: false,
    sigmaBefore: Number.NaN,
    sigmaAfter: Number.NaN,
    sigmaLoss: Number.NaN,
    dtEff: Number.NaN,
    massError: Number.NaN,
    supplyRate: Number.NaN,
    blowoutMassRate: Number.NaN,
    externalMassRate: Number.NaN,
    sublimationMassRate: Number.NaN,
    gainMassRate: Number.NaN,
    lossMassRate: Number.NaN,
    sinkMassRate: Number.NaN,
    sourceMassRate: Number.NaN,
    tCollKernel: Number.NaN,
    opacityAfter: Number.NaN,
    eBase: Number.NaN,
    iBase: Number.NaN,
    eSupply: Number.NaN,
    iSupply: Number.NaN,
    eUsed: Number.NaN,
    iUsed: Number.NaN,
    supplyVelocityWeight: Number.NaN,
    vRel: Number.NaN,
    scaleHeight: Number.NaN,
  };
}

/**
 * Takes one collision step of a cell (E.046): numbers from Σ and the size distribution, kinematics, collision rates,
 * sinks, supply, one step of the scheme, and back. Overwrites `input.number` and `out`.
 *
 * The state advances by `out.dtEff`, which may be much less than `input.dt`; what is supplied, blown out or sublimated
 * beyond that is the caller's to book.
 *
 * @throws MarsDiskError of some kind for values outside the range of the physics (negative numbers, e ≥ 1, dt ≤ 0).
 */
export function collisionStep(
  engine: Pick<Engine, 'collisionRates' | 'supplySource' | 'blowoutSink' | 'tryCollisionStep'>,
  input: CollisionStepInput,
  workspace: CollisionWorkspace,
  out: CollisionStepResult,
): void {
  const { grid, number, sigma } = input;
  const { equations, result } = workspace;
  const { numberDensity } = equations;
  const { sizes, widths, masses } = grid;
  const n = sizes.length;
  const supplyRate = Math.max(input.supplyRate, 0);
  if (n === 0 || widths.length !== n || number.length !== n || !Number.isFinite(sigma)) {
    guardStep(input, supplyRate, out);
    return;
  }
  if (engine.tryCollisionStep?.(input, workspace, out) === true) return;

  equations.masses = masses;
  const scale = toNumberDensity(masses, widths, number, sigma, numberDensity);
  collide(engine, input, workspace, out);
  applySinks(engine, input, workspace, out);
  engine.supplySource(supplyRate, input.sMinEffective, equations.source);

  equations.dt = input.dt;
  equations.productionRate = supplyRate;
  equations.removalRate = out.blowoutMassRate + out.externalMassRate + out.sublimationMassRate;
  workspace.scheme.step(equations, result);

  const sigmaAfter = surfaceDensity(masses, result.numberDensity);
  toRelativeNumber(result.numberDensity, widths, scale, number);
  out.isGuarded = false;
  out.sigmaBefore = sigma;
  out.sigmaAfter = sigmaAfter;
  out.sigmaLoss = surfaceDensityLoss(sigma, sigmaAfter);
  out.dtEff = result.dtEff;
  out.massError = result.massError;
  out.supplyRate = supplyRate;
  out.gainMassRate = result.gainMassRate;
  out.lossMassRate = result.lossMassRate;
  out.sinkMassRate = result.sinkMassRate;
  out.sourceMassRate = result.sourceMassRate;
  out.opacityAfter = Number.NaN;
}

/** Fills the collision rates of the workspace and the kinematics and collision time of the result. */
function collide(
  engine: Pick<Engine, 'collisionRates'>,
  input: CollisionStepInput,
  workspace: CollisionWorkspace,
  out: CollisionStepResult,
): void {
  const { query, rates } = workspace;
  if (!input.collisionsEnabled) {
    for (let k = 0; k < rates.loss.length; k++) {
      rates.loss[k] = 0;
      rates.gain[k] = 0;
    }
    clearKinematics(out);
    out.eBase = input.eccentricity;
    out.iBase = input.inclination;
    out.eSupply = input.eccentricity;
    out.iSupply = input.inclination;
    out.supplyVelocityWeight = 0;
    out.tCollKernel = Number.POSITIVE_INFINITY;
    return;
  }
  collisionKinematics(input, out);
  query.cell = input.cell;
  query.grid = input.grid;
  query.rho = input.rho;
  query.vRel = out.vRel;
  query.scaleHeight = out.scaleHeight;
  engine.collisionRates(query, rates);
  out.tCollKernel = rates.shortestTime;
}

/** The result of a cell that cannot be stepped: everything stays, the nominal time passes. */
function guardStep(input: CollisionStepInput, supplyRate: number, out: CollisionStepResult): void {
  out.isGuarded = true;
  out.sigmaBefore = input.sigma;
  out.sigmaAfter = input.sigma;
  out.sigmaLoss = input.sigma - input.sigma;
  out.dtEff = input.dt;
  out.massError = 0;
  out.supplyRate = supplyRate;
  out.blowoutMassRate = 0;
  out.externalMassRate = 0;
  out.sublimationMassRate = 0;
  out.gainMassRate = 0;
  out.lossMassRate = 0;
  out.sinkMassRate = 0;
  out.sourceMassRate = 0;
  out.tCollKernel = Number.NaN;
  out.opacityAfter = Number.NaN;
  clearKinematics(out);
}

function clearKinematics(out: CollisionKinematics): void {
  out.eBase = Number.NaN;
  out.iBase = Number.NaN;
  out.eSupply = Number.NaN;
  out.iSupply = Number.NaN;
  out.eUsed = Number.NaN;
  out.iUsed = Number.NaN;
  out.supplyVelocityWeight = Number.NaN;
  out.vRel = Number.NaN;
  out.scaleHeight = Number.NaN;
}
