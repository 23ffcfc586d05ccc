import { MARS_MASS, MARS_RADIUS } from '../constants.ts';
import { massPeakSize } from '../dust/peakSize.ts';
import type { Engine } from '../engine/engine.ts';
import { fastBlowoutFactor } from '../radiation/gates.ts';
import { NULL_BYTE } from '../records/declare.ts';
import { SLOT } from '../records/slots.ts';
import {
  BULK_STATES,
  CELL_STOP_REASONS,
  codeOf,
  PHASE_METHODS,
  PHASE_REASONS,
  PHASE_STATES,
  SINKS,
} from '../records/texts.ts';
import type { CellWork } from './cellWork.ts';
import type { RunSetup } from './setup.ts';
import type { RunState } from './state.ts';
import type { StepConditions } from './stepConditions.ts';

/**
 * Writes the record of a cell's step: what the sums of the step are taken from in every step, the rest if a row of the step
 * is kept, or may be because the cell stops and shows its last record from then on. The plain engine writes it all always.
 */
export function storeCellRecord(
  setup: RunSetup,
  engine: Engine,
  state: RunState,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
  out: Float64Array,
  at: number,
): void {
  storeSummed(setup, state, conditions, cell, work, out, at);
  const isShown = !engine.skipsUnrecordedValues || work.isStopping;
  if (isShown || conditions.keepsRecord) {
    storeStateAfter(setup, state, cell, work, out, at);
    storeLosses(setup, work, out, at);
    storeSupply(setup, work, out, at);
    storeCollisions(conditions, work, out, at);
    storePhase(work, out, at);
    storeStop(conditions, work, out, at);
  }
  if (isShown || conditions.keepsDiagnostics)
    storeDiagnostics(setup, state, conditions, cell, work, out, at);
}

/** What counts as 0 when it is null or not finite. */
function zeroIfBad(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** What `sumStep` adds up and `mergeBlock` judges. */
function storeSummed(
  setup: RunSetup,
  state: RunState,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
  out: Float64Array,
  at: number,
): void {
  const { dt } = conditions;
  const { supply } = work;
  const lostByBlowout = state.lostByBlowout[cell];
  const lostBySinks = state.lostBySinks[cell];
  const isEnabled = setup.switches.isSupplyEnabled;
  out[at + SLOT.M_loss_cum] = lostByBlowout + lostBySinks;
  out[at + SLOT.mass_lost_by_blowout] = lostByBlowout;
  out[at + SLOT.mass_lost_by_sinks] = lostBySinks;
  out[at + SLOT.mass_lost_sinks_step] = work.sinkRate * dt;
  out[at + SLOT.mass_lost_sublimation_step] =
    (work.sublimationFlux * dt * setup.area[cell]) / MARS_MASS;
  out[at + SLOT.mass_lost_surface_solid_marsRP_step] = work.outRate * dt;
  out[at + SLOT.dt_over_t_blow] = work.dtOverTBlow;
  out[at + SLOT.t_coll_kernel] = work.shortestCollisionTime;
  out[at + SLOT.prod_subblow_area_rate] = work.appliedRate;
  out[at + SLOT.supply_rate_evaluated] = isEnabled ? supply.rate : Number.NaN;
  out[at + SLOT.supply_rate_nominal] = work.nominalRate;
  out[at + SLOT.supply_rate_scaled] = zeroIfBad(work.scaledRate);
  out[at + SLOT.supply_clip_factor] = zeroIfBad(work.clipFactor);
  out[at + SLOT.supply_visibility_factor] = zeroIfBad(work.visibility);
  out[at + SLOT.supply_mixing_limited] = work.isMixingLimited ? 1 : 0;
  out[at + SLOT.supply_temperature_scale] = isEnabled ? supply.temperatureScale : Number.NaN;
  out[at + SLOT.supply_feedback_scale] = isEnabled ? supply.feedbackScale : Number.NaN;
  out[at + SLOT.supply_reservoir_remaining_Mmars] = isEnabled
    ? supply.reservoirRemainingMarsMasses
    : Number.NaN;
  out[at + SLOT.phase_state] = codeOf(PHASE_STATES, work.phase.state);
  out[at + SLOT.cell_active] = work.isStopping ? 0 : 1;
}

function storeStateAfter(
  setup: RunSetup,
  state: RunState,
  cell: number,
  work: CellWork,
  out: Float64Array,
  at: number,
): void {
  const { shieldingAfter } = work;
  out[at + SLOT.t_coll] = work.tColl;
  out[at + SLOT.ts_ratio] = setup.tBlow[cell] / work.tColl;
  out[at + SLOT.T_p_effective] = work.particleTemperature;
  out[at + SLOT.tau] = work.tauAfter;
  out[at + SLOT.kappa_eff] = shieldingAfter.kappaEff;
  out[at + SLOT.kappa_surf] = work.kappaAfter;
  out[at + SLOT.Sigma_surf] = work.sigmaAfter;
  out[at + SLOT.Sigma_tau1] = shieldingAfter.sigmaTau1;
  out[at + SLOT.tau_phase_los] = work.tau;
  out[at + SLOT.sigma_deep] = state.sigmaDeep[cell];
  out[at + SLOT.phi_effective] = shieldingAfter.phiEffective;
  out[at + SLOT.mass_total_bins] = (work.sigmaAfter * setup.area[cell]) / MARS_MASS;
}

function storeLosses(setup: RunSetup, work: CellWork, out: Float64Array, at: number): void {
  const { blowoutFlux, sinkFlux, outRate, sinkRate, dtOverTBlow } = work;
  const isFast = setup.constants.case_status === 'blowout' && setup.switches.isBlowoutConfigured;
  out[at + SLOT.outflux_surface] = blowoutFlux;
  out[at + SLOT.t_solid_s] = work.tSolid;
  out[at + SLOT.blowout_gate_factor] = work.gateFactor;
  out[at + SLOT.sink_flux_surface] = sinkFlux;
  out[at + SLOT.M_out_dot] = outRate;
  out[at + SLOT.M_sink_dot] = sinkRate;
  out[at + SLOT.dM_dt_surface_total] = outRate + sinkRate;
  out[at + SLOT.dSigma_dt_total] = blowoutFlux + sinkFlux;
  out[at + SLOT.dSigma_dt_sublimation] = work.sublimationFlux;
  out[at + SLOT.fast_blowout_factor] = isFast ? fastBlowoutFactor(dtOverTBlow) : 0;
  out[at + SLOT.fast_blowout_ratio] = isFast ? dtOverTBlow : 0;
  out[at + SLOT.fast_blowout_flag_gt3] = dtOverTBlow > 3 ? 1 : 0;
  out[at + SLOT.fast_blowout_flag_gt10] = dtOverTBlow > 10 ? 1 : 0;
  out[at + SLOT.ds_dt_sublimation] = work.dsdt;
  out[at + SLOT.ds_dt_sublimation_raw] = work.dsdtRaw;
  out[at + SLOT.sublimation_blocked_by_phase] = work.isSublimationBlocked ? 1 : 0;
  out[at + SLOT.tau_gate_blocked] = work.isTauGateBlocked ? 1 : 0;
  out[at + SLOT.blowout_phase_allowed] = work.isBlowoutPhaseAllowed ? 1 : 0;
  out[at + SLOT.sink_selected] = codeOf(SINKS, work.isBlowoutEnabled ? 'rp_blowout' : 'none');
}

function storeSupply(setup: RunSetup, work: CellWork, out: Float64Array, at: number): void {
  const { supply, split } = work;
  const isEnabled = setup.switches.isSupplyEnabled;
  out[at + SLOT.prod_subblow_area_rate_raw] = isEnabled ? supply.rawRate : Number.NaN;
  out[at + SLOT.prod_rate_diverted_to_deep] = split.diverted;
  out[at + SLOT.prod_rate_into_deep] = split.intoDeep;
  out[at + SLOT.deep_to_surf_flux_attempt] = split.deepFluxAttempt;
  out[at + SLOT.deep_to_surf_flux] = split.deepFlux;
  out[at + SLOT.supply_temperature_value] = isEnabled ? supply.temperatureValue : Number.NaN;
  out[at + SLOT.supply_feedback_error] = isEnabled ? supply.feedbackError : Number.NaN;
  out[at + SLOT.supply_reservoir_fraction] = isEnabled ? supply.reservoirFraction : Number.NaN;
  out[at + SLOT.supply_reservoir_clipped] = isEnabled && supply.clippedByReservoir ? 1 : 0;
}

function storeCollisions(
  conditions: StepConditions,
  work: CellWork,
  out: Float64Array,
  at: number,
): void {
  const { collision } = work;
  const ran = work.collides;
  out[at + SLOT.e_kernel_used] = ran ? zeroIfBad(collision.eUsed) : 0;
  out[at + SLOT.i_kernel_used] = ran ? zeroIfBad(collision.iUsed) : 0;
  out[at + SLOT.e_kernel_base] = ran ? zeroIfBad(collision.eBase) : 0;
  out[at + SLOT.i_kernel_base] = ran ? zeroIfBad(collision.iBase) : 0;
  out[at + SLOT.e_kernel_supply] = ran ? zeroIfBad(collision.eSupply) : 0;
  out[at + SLOT.i_kernel_supply] = ran ? zeroIfBad(collision.iSupply) : 0;
  out[at + SLOT.supply_velocity_weight_w] = ran ? zeroIfBad(collision.supplyVelocityWeight) : 0;
  out[at + SLOT.smol_dt_eff] = ran ? collision.dtEff : Number.NaN;
  out[at + SLOT.smol_sigma_before] = ran ? collision.sigmaBefore : Number.NaN;
  out[at + SLOT.smol_sigma_after] = ran ? collision.sigmaAfter : Number.NaN;
  out[at + SLOT.smol_sigma_loss] = ran ? collision.sigmaLoss : Number.NaN;
  out[at + SLOT.smol_prod_mass_rate] = ran ? collision.supplyRate : Number.NaN;
  const extra =
    collision.blowoutMassRate + collision.externalMassRate + collision.sublimationMassRate;
  const interval = collision.dtEff > 0 ? collision.dtEff : conditions.dt;
  out[at + SLOT.smol_extra_mass_loss_rate] = ran ? extra : Number.NaN;
  out[at + SLOT.smol_mass_budget_delta] = ran
    ? collision.sigmaAfter +
      interval * extra -
      (collision.sigmaBefore + interval * collision.supplyRate)
    : Number.NaN;
  out[at + SLOT.smol_mass_error] = ran ? collision.massError : Number.NaN;
  out[at + SLOT.smol_gain_mass_rate] = ran ? collision.gainMassRate : Number.NaN;
  out[at + SLOT.smol_loss_mass_rate] = ran ? collision.lossMassRate : Number.NaN;
  out[at + SLOT.smol_sink_mass_rate] = ran ? collision.sinkMassRate : Number.NaN;
  out[at + SLOT.smol_source_mass_rate] = ran ? collision.sourceMassRate : Number.NaN;
}

function storePhase(work: CellWork, out: Float64Array, at: number): void {
  const { phase } = work;
  out[at + SLOT.phase_f_vap] = phase.fVap;
  out[at + SLOT.phase_method] = codeOf(PHASE_METHODS, phase.method);
  out[at + SLOT.phase_reason] = codeOf(PHASE_REASONS, phase.reason);
  out[at + SLOT.phase_bulk_state] = codeOf(BULK_STATES, phase.bulkState);
  out[at + SLOT.phase_bulk_f_liquid] = phase.fLiquid;
  out[at + SLOT.phase_bulk_f_solid] = phase.fSolid;
  out[at + SLOT.phase_bulk_f_vapor] = phase.fVapor;
}

function storeStop(
  conditions: StepConditions,
  work: CellWork,
  out: Float64Array,
  at: number,
): void {
  const { isStopping } = work;
  out[at + SLOT.cell_stop_reason] = isStopping
    ? codeOf(CELL_STOP_REASONS, 'tau_exceeded')
    : NULL_BYTE;
  out[at + SLOT.cell_stop_time] = isStopping ? conditions.time + conditions.dt : Number.NaN;
  out[at + SLOT.cell_stop_tau] = work.stopTau;
}

function storeDiagnostics(
  setup: RunSetup,
  state: RunState,
  conditions: StepConditions,
  cell: number,
  work: CellWork,
  out: Float64Array,
  at: number,
): void {
  const { radiation } = conditions;
  const { sinkTimes } = work;
  const { kappaEff } = work.shieldingAfter;
  const ratio = MARS_RADIUS / setup.radius[cell];
  const absorbed = radiation.flux * (ratio * ratio);
  out[at + SLOT.phase_temperature_used_K] = work.phaseTemperature;
  out[at + SLOT.F_abs_geom] = absorbed;
  out[at + SLOT.F_abs_geom_qpr] = absorbed * radiation.qprMin;
  out[at + SLOT.t_sink_total_s] = sinkTimes.total;
  out[at + SLOT.t_sink_surface_s] =
    sinkTimes.surface > 0 && Number.isFinite(sinkTimes.surface) ? sinkTimes.surface : Number.NaN;
  out[at + SLOT.t_sink_sublimation_s] = sinkTimes.sublimation;
  out[at + SLOT.t_sink_gas_drag_s] = sinkTimes.gasDrag;
  out[at + SLOT.tau_eff] = Number.isFinite(kappaEff) ? kappaEff * work.sigmaAfter : Number.NaN;
  out[at + SLOT.s_peak] = massPeakSize(setup.grid.sizes, state.distributions[cell]);
}
