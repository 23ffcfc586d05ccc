import { expect, test } from 'vitest';
import { omegaKepler } from '../../src/orbit/kepler.ts';
import {
  areCollisionsBlocked,
  isBlowoutAllowed,
  isSublimationBlocked,
} from '../../src/phase/effects.ts';
import { createPhaseEvaluator, evaluatePhase } from '../../src/phase/evaluator.ts';
import { SILICA_ENTRYPOINT } from '../../src/phase/map.ts';
import { createPhaseOutcome } from '../../src/phase/outcome.ts';
import { createRadiationState, evaluateRadiation } from '../../src/radiation/blowout.ts';
import { isTauGateBlocked } from '../../src/radiation/gates.ts';
import { grainTemperature, particleTemperature } from '../../src/radiation/grainTemperature.ts';
import { buildPhiTable } from '../../src/radiation/phiTable.ts';
import {
  createShieldingState,
  evaluateShielding,
  lineOfSightDepth,
} from '../../src/radiation/shielding.ts';
import {
  createSinkTimescales,
  evaluateSinkTimescales,
  SINK_REFERENCE_SIZE,
} from '../../src/sinks/timescale.ts';
import { erosionRate } from '../../src/sublimation/erosion.ts';
import { DEFAULT_SUB_PARAMS, freshFlux, modelOf } from '../sublimation/subParams.ts';
import { compareWithGolden, qprTableOf, tableOf } from './goldenCases.ts';

const PHASE_DEFAULTS = { source: 'threshold', entrypoint: SILICA_ENTRYPOINT, extra_kwargs: {} };
const nullOf = (value: number) => (Number.isNaN(value) ? null : value);

// biome-ignore lint/suspicious/noExplicitAny: the golden file names the shape
function chainOf(input: any, file: any): object {
  const { T_M, r, rho } = input;
  const state = createRadiationState();
  const table = () => qprTableOf(file.tables[input.table]);
  evaluateRadiation(
    T_M,
    {
      sMin: input.s_min_config,
      rho,
      qpr:
        input.Q_pr === null
          ? { kind: 'table', table: table() }
          : { kind: 'constant', value: input.Q_pr },
    },
    state,
  );
  const omega = omegaKepler(r);
  const tau = lineOfSightDepth(input.kappa_surf, input.sigma_surf, input.f_los);

  const isParticle = input.temperature_input === 'particle';
  const tParticle = particleTemperature(r, T_M, input.q_abs_mean);
  const phase = createPhaseOutcome();
  const section = input.phase && { ...PHASE_DEFAULTS, ...input.phase };
  evaluatePhase(createPhaseEvaluator(section), isParticle ? tParticle : T_M, tau, r, 0, T_M, phase);

  const isDefault = input.physics_mode !== 'sublimation_only';
  const areCollisionsActive = isDefault && !areCollisionsBlocked(phase.bulkState);
  const gate = { enable: input.tau_gate_max !== null, tau_max: input.tau_gate_max ?? 1 };
  const isTauBlocked = isTauGateBlocked(tau, gate);
  const isPhaseAllowed = isBlowoutAllowed(phase.state, input.target_phase);

  const isSublimating = input.physics_mode !== 'collisions_only';
  const tGrain = grainTemperature(r, T_M);
  const settings = { ...DEFAULT_SUB_PARAMS, ...file.params.sublimation };
  const flux = freshFlux(modelOf(settings), tGrain);
  const dsdtRaw = isSublimating ? erosionRate(flux, rho) : 0;
  const isBlocked = isSublimationBlocked(phase.bulkState, input.allow_liquid_hkl, dsdtRaw);
  const times = createSinkTimescales();
  evaluateSinkTimescales(
    flux,
    omega,
    {
      isSublimationEnabled: isSublimating,
      isGasDragEnabled: input.gas_drag,
      gasDensity: input.rho_g,
      etaInstant: settings.eta_instant,
      rho,
      referenceSize: SINK_REFERENCE_SIZE,
    },
    times,
  );
  const shielding = createShieldingState();
  const phi = file.phi_tables[input.shielding_mode];
  evaluateShielding(input.kappa_surf, tau, phi ? buildPhiTable(tableOf(phi)) : null, shielding);

  return {
    Omega: omega,
    Q_pr_blow: state.qprBlow,
    s_blow_raw: state.sBlow,
    s_blow_effective: state.sBlowEffective,
    s_min_effective: state.sMin,
    Q_pr_at_smin: state.qprMin,
    beta_at_smin_effective: state.betaMin,
    blowout_beta_gate: state.isBetaGateOpen,
    rad_flux_Mars: state.flux,
    tau_los: tau,
    T_p_effective: isParticle ? tParticle : null,
    phase_state: phase.state,
    phase_f_vap: phase.fVap,
    phase_bulk_state: phase.bulkState,
    phase_bulk_f_liquid: phase.fLiquid,
    phase_bulk_f_solid: phase.fSolid,
    phase_bulk_f_vapor: phase.fVapor,
    collisions_active: areCollisionsActive,
    tau_gate_blocked: isTauBlocked,
    blowout_phase_allowed: isPhaseAllowed,
    enable_blowout: areCollisionsActive && state.isBetaGateOpen && isPhaseAllowed && !isTauBlocked,
    T_grain: isSublimating ? tGrain : null,
    ds_dt_raw: dsdtRaw,
    ds_dt: isBlocked ? 0 : dsdtRaw,
    sublimation_blocked_by_phase: isBlocked,
    t_sink_total: nullOf(times.total),
    t_sink_sublimation: nullOf(times.sublimation),
    t_sink_gas_drag: nullOf(times.gasDrag),
    t_sink_passed_to_solver: nullOf(
      input.sublimation_location === 'surface' ? times.total : times.gasDrag,
    ),
    kappa_eff: shielding.kappaEff,
    Sigma_tau1: nullOf(shielding.sigmaTau1),
  };
}

test('the quantities of a cell, computed in the order of a step', () => {
  const { cases, differences } = compareWithGolden('one_d_cell_chain', chainOf);
  expect(cases).toBe(35);
  expect(differences).toEqual([]);
});
