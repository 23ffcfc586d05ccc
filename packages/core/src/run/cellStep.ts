import { sinkOnlyFlux, sinkOnlyStep } from '../collisions/sinkOnly.ts';
import { collisionStep } from '../collisions/step.ts';
import { MARS_MASS } from '../constants.ts';
import type { Engine } from '../engine/engine.ts';
import { ConfigurationError } from '../errors.ts';
import { collisionCompetitionTime, competitionGateFactor } from '../radiation/gates.ts';
import { evaluateShielding, lineOfSightDepth } from '../radiation/shielding.ts';
import { prepareCell } from './cellBefore.ts';
import { cellOpacity } from './cellOpacity.ts';
import { storeCellRecord } from './cellRecord.ts';
import type { CellWork } from './cellWork.ts';
import type { RunSetup } from './setup.ts';
import type { RunState } from './state.ts';
import type { StepConditions } from './stepConditions.ts';

/** Smallest optical depth at which solids compete with blow-out. */
const TAU_MIN = 1e-12;

/**
 * Advances one active cell by one step: state before, supply, collision or sink-only step, opacity after, gate, stop
 * test, accounting, record (sections 4.3 to 4.5 of the 1D run). Cells do not see each other.
 *
 * @param records takes the record of the step, SLOT_COUNT doubles from `at`
 * @throws PhysicsError, ConfigurationError, MarsDiskError, NumericalError as the physics it calls
 */
export function advanceCell(
  setup: RunSetup,
  engine: Engine,
  state: RunState,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
  records: Float64Array,
  at: number,
): void {
  prepareCell(setup, engine, state, conditions, cell, work);
  if (work.collides) collide(setup, engine, state, conditions, cell, work);
  else decayWithoutCollisions(conditions, work);
  closeStep(setup, engine, state, cell, work);
  compete(setup, conditions, cell, work);
  testStop(setup, work);
  book(setup, state, conditions, cell, work);
  storeCellRecord(setup, engine, state, conditions, cell, work, records, at);
}

function collide(
  setup: RunSetup,
  engine: Engine,
  state: RunState,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
): void {
  if (!setup.switches.hasCollisionSolver)
    throw new ConfigurationError(
      'surface.collision_solver: "surface_ode" cannot collide cells in 1D; use "smol"',
    );
  const { radiation } = conditions;
  const input = work.collisionInput;
  const dynamics = setup.dynamics[cell];
  input.cell = cell;
  input.number = state.distributions[cell];
  input.enableBlowout = work.isBlowoutEnabled;
  input.tBlow = setup.tBlow[cell];
  input.aBlow = radiation.sBlow;
  input.tSink = work.tSink;
  input.dsdt = setup.switches.sublimatesInSolver ? work.dsdt : Number.NaN;
  input.sMinEffective = radiation.sMin;
  input.sigma = work.sigma;
  input.dt = conditions.dt;
  input.supplyRate = work.appliedRate;
  input.r = setup.radius[cell];
  input.omega = setup.omega[cell];
  input.tau = work.tau;
  input.eccentricity = dynamics.e0;
  input.dynamics = dynamics;
  const { collision } = work;
  collisionStep(engine, input, work.collisionWorkspace, collision);
  state.opacity[cell] = collision.opacityAfter;
  work.sigmaAfter = collision.sigmaAfter;
  work.blowoutFlux = collision.blowoutMassRate;
  work.sinkFlux = collision.externalMassRate + collision.sublimationMassRate;
  work.sublimationFlux = collision.sublimationMassRate;
  const time = collision.tCollKernel;
  work.shortestCollisionTime = Number.isFinite(time) ? time : Number.POSITIVE_INFINITY;
}

function decayWithoutCollisions(conditions: StepConditions, work: CellWork): void {
  const { tSink } = work;
  work.sigmaAfter = sinkOnlyStep(work.sigma, work.appliedRate, conditions.dt, tSink);
  work.blowoutFlux = 0;
  work.sinkFlux = sinkOnlyFlux(work.sigmaAfter, tSink);
  work.sublimationFlux = 0;
  work.shortestCollisionTime = Number.POSITIVE_INFINITY;
}

/** Surface density, opacity and shielding after the collision step. */
function closeStep(
  setup: RunSetup,
  engine: Engine,
  state: RunState,
  cell: number,
  work: CellWork,
): void {
  if (setup.switches.freezesSigma) work.sigmaAfter = setup.sigmaInitial;
  if (!(work.sigmaAfter >= 0 && work.sigmaAfter < Number.POSITIVE_INFINITY)) work.sigmaAfter = 0;
  work.kappaAfter = cellOpacity(setup, engine, state, cell);
  work.tauAfter = lineOfSightDepth(work.kappaAfter, work.sigmaAfter, setup.lineOfSight);
  evaluateShielding(work.kappaAfter, work.tauAfter, setup.phi, work.shieldingAfter);
}

/**
 * Competition of blow-out with sublimation or collisions. It scales the recorded outflow alone; the surface density has
 * lost the full amount.
 */
function compete(setup: RunSetup, conditions: StepConditions, cell: number, work: CellWork): void {
  const { gateMode } = setup.switches;
  work.tSolid = Number.NaN;
  work.tColl = Number.NaN;
  work.gateFactor = 1;
  if (gateMode === 'sublimation_competition') {
    const { sMin } = conditions.radiation;
    if (work.dsdt < 0 && Number.isFinite(work.dsdt)) {
      const time = sMin / -work.dsdt;
      if (time > 0 && Number.isFinite(time)) work.tSolid = time;
    }
  } else if (gateMode === 'collision_competition') {
    const time = collisionCompetitionTime(setup.omega[cell], work.tauAfter, setup.lineOfSight);
    work.tSolid = time;
    const hasKernelTime =
      work.collides && work.tauAfter > TAU_MIN && Number.isFinite(work.shortestCollisionTime);
    if (!hasKernelTime && time > 0 && Number.isFinite(time)) {
      work.tColl = time;
      if (time < work.shortestCollisionTime) work.shortestCollisionTime = time;
    }
  }
  if (gateMode !== 'none' && work.isBlowoutEnabled) {
    work.gateFactor = competitionGateFactor(setup.tBlow[cell], work.tSolid);
    work.blowoutFlux *= work.gateFactor;
  }
}

/** A solid cell stops when its shielded optical depth exceeds the limit. */
function testStop(setup: RunSetup, work: CellWork): void {
  work.isStopping = false;
  work.stopTau = Number.NaN;
  if (!work.isSolid) return;
  const { kappaEff } = work.shieldingAfter;
  const kappa = Number.isFinite(kappaEff) ? kappaEff : work.kappaAfter;
  const tau = kappa * work.sigmaAfter * setup.lineOfSight;
  if (Number.isFinite(tau) && tau > setup.tauStopLimit) {
    work.isStopping = true;
    work.stopTau = tau;
  }
}

/** Stores the new state and books the losses of the step. */
function book(
  setup: RunSetup,
  state: RunState,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
): void {
  const { dt } = conditions;
  state.sigma[cell] = work.sigmaAfter;
  work.dtOverTBlow = setup.switches.isBlowoutConfigured ? dt / setup.tBlow[cell] : 0;
  if (!setup.switches.isBlowoutConfigured) work.blowoutFlux = 0;
  const area = setup.area[cell];
  work.outRate = (work.blowoutFlux * area) / MARS_MASS;
  work.sinkRate = (work.sinkFlux * area) / MARS_MASS;
  state.lostByBlowout[cell] += work.outRate * dt;
  state.lostBySinks[cell] += work.sinkRate * dt;
}
