import type { Engine } from '../engine/engine.ts';
import { ConfigurationError, PhysicsError } from '../errors.ts';
import {
  areCollisionsBlocked,
  isBlowoutAllowed,
  isSublimationBlocked,
  isSupplyAllowed,
} from '../phase/effects.ts';
import { evaluatePhase } from '../phase/evaluator.ts';
import { isTauGateBlocked } from '../radiation/gates.ts';
import { evaluateShielding, lineOfSightDepth } from '../radiation/shielding.ts';
import { evaluateSinkTimescales } from '../sinks/timescale.ts';
import { erosionRate } from '../sublimation/erosion.ts';
import { evaluateSupply } from '../supply/evaluate.ts';
import { splitSupply } from '../supply/split.ts';
import { cellOpacity } from './cellOpacity.ts';
import type { CellWork } from './cellWork.ts';
import type { RunSetup } from './setup.ts';
import type { RunState } from './state.ts';
import type { StepConditions } from './stepConditions.ts';

/** Rates at or below this count as no supply. */
const VISIBILITY_FLOOR = 1e-30;

/** Everything that is known before the collision step: phase, gates, sublimation, sinks, supply. */
export function prepareCell(
  setup: RunSetup,
  engine: Engine,
  state: RunState,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
): void {
  const sigma = state.sigma[cell];
  work.sigma = Number.isFinite(sigma) ? sigma : 0;
  work.kappa = cellOpacity(setup, engine, state, cell);
  work.tau = lineOfSightDepth(work.kappa, work.sigma, setup.lineOfSight);
  decidePhase(setup, engine, conditions, cell, work);
  decideBlowout(setup, conditions, work);
  evaluateSublimation(setup, engine, conditions, cell, work);
  evaluateShielding(work.kappa, work.tau, setup.phi, work.shieldingBefore);
  supplyCell(setup, state, conditions, cell, work);
}

function decidePhase(
  setup: RunSetup,
  engine: Engine,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
): void {
  const { temperature } = conditions.radiation;
  const { phase } = work;
  if (setup.switches.phaseSeesParticles) {
    work.particleTemperature = engine.particleTemperature(cell, temperature);
    work.phaseTemperature = work.particleTemperature;
  } else {
    work.particleTemperature = Number.NaN;
    work.phaseTemperature = temperature;
  }
  evaluatePhase(
    setup.phase,
    work.phaseTemperature,
    work.tau,
    setup.radius[cell],
    conditions.time,
    setup.driver.initial,
    phase,
  );
  work.isSolid = phase.state === 'solid';
  work.collides = setup.switches.collisionsActive && !areCollisionsBlocked(phase.bulkState);
  work.isSupplyAllowed = conditions.step > 0 && isSupplyAllowed(phase.state, phase.bulkState);
}

function decideBlowout(setup: RunSetup, conditions: StepConditions, work: CellWork): void {
  const { switches } = setup;
  work.isTauGateBlocked = isTauGateBlocked(work.tau, setup.tauGate);
  work.isBlowoutPhaseAllowed = isBlowoutAllowed(work.phase.state, switches.blowoutTarget);
  work.isBlowoutEnabled =
    work.collides &&
    switches.isBlowoutConfigured &&
    conditions.radiation.isBetaGateOpen &&
    work.isBlowoutPhaseAllowed &&
    !work.isTauGateBlocked;
}

/** Erosion rate and sink time-scales. */
function evaluateSublimation(
  setup: RunSetup,
  engine: Engine,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
): void {
  const { switches } = setup;
  const { sinkTimes } = work;
  const { temperature } = conditions.radiation;
  work.dsdtRaw = 0;
  work.dsdt = 0;
  work.isSublimationBlocked = false;
  sinkTimes.total = Number.NaN;
  sinkTimes.sublimation = Number.NaN;
  sinkTimes.gasDrag = Number.NaN;
  sinkTimes.surface = Number.NaN;
  work.tSink = Number.NaN;
  if (!switches.sinksActive) return;
  if (switches.sublimates) {
    work.massFlux = Number.NaN;
    work.dsdtRaw = erosionRateOrZero(setup, engine, temperature, cell, work);
    work.isSublimationBlocked = isSublimationBlocked(
      work.phase.bulkState,
      switches.allowsLiquidSublimation,
      work.dsdtRaw,
    );
    work.dsdt = work.isSublimationBlocked ? 0 : work.dsdtRaw;
  }
  if (!switches.sublimates && !switches.dragsGas) return;
  const flux = switches.sublimates ? sinkFlux(engine, temperature, cell, work) : Number.NaN;
  evaluateSinkTimescales(flux, setup.omega[cell], setup.sinks, sinkTimes);
  work.tSink = switches.sublimatesInSolver ? sinkTimes.gasDrag : sinkTimes.total;
}

function erosionRateOrZero(
  setup: RunSetup,
  engine: Engine,
  temperature: number,
  cell: number,
  work: CellWork,
): number {
  try {
    const grain = engine.grainTemperature(cell, temperature);
    work.massFlux = engine.sublimationFlux(cell, grain);
    return erosionRate(work.massFlux, setup.rho);
  } catch (error) {
    if (error instanceof PhysicsError || error instanceof ConfigurationError) return 0;
    throw error;
  }
}

/** The flux for the sink time-scales: that of the erosion, which the definition asks for again. */
function sinkFlux(engine: Engine, temperature: number, cell: number, work: CellWork): number {
  if (engine.reusesMassFlux && !Number.isNaN(work.massFlux)) return work.massFlux;
  return engine.sublimationFlux(cell, engine.grainTemperature(cell, temperature));
}

function supplyCell(
  setup: RunSetup,
  state: RunState,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
): void {
  const { supply, split } = work;
  const law = setup.supplyLaws[cell];
  const { dt } = conditions;
  work.nominalRate = 0;
  work.scaledRate = 0;
  work.appliedRate = 0;
  split.diverted = 0;
  split.intoDeep = 0;
  split.deepFlux = 0;
  split.deepFluxAttempt = 0;
  if (law.isEnabled) {
    evaluateSupply(
      law,
      state.supply[cell],
      conditions.time,
      setup.radius[cell],
      dt,
      setup.area[cell],
      work.tau,
      conditions.radiation.temperature,
      work.isSupplyAllowed,
      supply,
    );
    if (work.isSupplyAllowed) {
      work.nominalRate = supply.mixedRate;
      work.scaledRate = supply.rate;
    }
    splitSupply(
      setup.transport,
      work.scaledRate,
      dt,
      work.sigma,
      work.shieldingBefore.sigmaTau1,
      state.sigmaDeep[cell],
      setup.tMix[cell],
      setup.tBlow[cell],
      split,
    );
    state.sigmaDeep[cell] = split.sigmaDeep;
    work.appliedRate = split.applied;
  }
  const delivered = Math.max(work.appliedRate, 0);
  work.clipFactor =
    work.scaledRate > 0 && Number.isFinite(work.scaledRate)
      ? delivered / Math.max(work.scaledRate, VISIBILITY_FLOOR)
      : Number.NaN;
  work.visibility = delivered / Math.max(work.scaledRate, VISIBILITY_FLOOR);
  work.isMixingLimited =
    setup.transport.mode === 'deep_mixing' &&
    work.scaledRate > 0 &&
    work.appliedRate <= VISIBILITY_FLOOR;
}
