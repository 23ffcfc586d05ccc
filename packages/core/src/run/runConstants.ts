import { BETA_THRESHOLD } from '../constants.ts';
import type { RunConstants } from '../records/declare.ts';
import type { SupplyLaw } from '../supply/evaluate.ts';
import type { RunConfig } from './config.ts';
import type { RunSetup, SupplySetup } from './setup.ts';
import type { RunSwitches } from './switches.ts';

/** Columns of the records that never change. */
export function runConstants(
  config: RunConfig,
  { phaseSeesParticles }: RunSwitches,
  facts: SupplySetup &
    Pick<RunSetup, 'disk' | 'driver' | 'betaConfig' | 'chiBlow' | 'sigmaInitial'>,
): RunConstants {
  const { disk, driver, betaConfig, chiBlow, sigmaInitial, law, transport } = facts;
  const { supply, material, sizes, blowout } = config;
  return {
    r_source: disk.source,
    T_M_source: driver.source,
    phase_temperature_input: phaseSeesParticles ? 'particle' : 'mars_surface',
    beta_at_smin_config: betaConfig,
    beta_threshold: BETA_THRESHOLD,
    Sigma_surf0: sigmaInitial,
    phase_tau_field: 'los',
    mu_orbit10pct: supply.const.mu_orbit10pct,
    epsilon_mix: supply.mixing.epsilon_mix,
    supply_transport_mode: transport.mode,
    supply_temperature_value_kind: temperatureValueKind(law),
    n_substeps: 1,
    chi_blow_eff: chiBlow,
    case_status: caseStatus(config, betaConfig),
    rho_used: material.rho,
    s_min_config: sizes.s_min,
    blowout_layer_mode: blowout.layer,
    blowout_target_phase: blowout.target_phase,
  };
}

function temperatureValueKind(law: SupplyLaw): string | null {
  if (!law.isEnabled) return null;
  return law.temperature?.kind === 'table' && law.temperature.valueKind === 'rate'
    ? 'rate'
    : 'scale';
}

function caseStatus(config: RunConfig, betaConfig: number): string {
  if (!config.blowout.enabled) return 'no_blowout';
  return betaConfig >= BETA_THRESHOLD ? 'blowout' : 'ok';
}
