import { isDeepStrictEqual } from 'node:util';
import type { Config, SupplyConfig } from './config.generated.ts';
import { findDeclaredTemperature } from './declaredTemperature.ts';
import { defaultsAt } from './schemaAt.ts';

/** How serious a finding is; an ERROR makes the linter fail. */
export type Severity = 'ERROR' | 'WARNING' | 'INFO';

/** One finding of the linter. */
export interface LintFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

/** Smallest gas density at which drag matters, kg m⁻³. */
const THIN_GAS = 1e-10;

/**
 * What is allowed but physically doubtful in a resolved configuration, in a fixed order: temperatures, sizes, gas, disk,
 * numerics, physics, supply.
 */
export function lint(config: Config): LintFinding[] {
  const found: LintFinding[] = [];
  const report = (isFound: boolean, severity: Severity, code: string, message: string) => {
    if (isFound) found.push({ severity, code, message });
  };
  lintTemperatures(config, report);

  const { s_min, s_max, n_bins } = config.sizes;
  const binsPerDecade = n_bins / Math.log10(s_max / s_min);
  report(
    binsPerDecade < 5,
    'WARNING',
    'SIZE001',
    `sizes.n_bins = ${n_bins}: ${binsPerDecade.toPrecision(3)} bins per decade of size, fewer than 5`,
  );
  report(s_min > 1e-5, 'WARNING', 'SIZE002', `sizes.s_min = ${s_min} m is above 1e-5 m`);

  const { enable_gas_drag, rho_g } = config.sinks;
  const gas = `sinks.enable_gas_drag with sinks.rho_g = ${rho_g} kg m⁻³`;
  report(enable_gas_drag && rho_g < THIN_GAS, 'WARNING', 'GAS001', `${gas}: too thin to act`);
  report(enable_gas_drag && rho_g >= THIN_GAS, 'INFO', 'GAS002', `${gas}: drag acts`);

  const { r_in_RM = 0, r_out_RM = 0 } = config.disk?.geometry ?? {};
  report(r_in_RM > 2.4, 'WARNING', 'DISK001', `disk.geometry.r_in_RM = ${r_in_RM} is above 2.4`);
  report(r_out_RM > 3.5, 'INFO', 'DISK002', `disk.geometry.r_out_RM = ${r_out_RM} is above 3.5`);

  const { safety, atol } = config.numerics;
  report(safety > 0.5, 'WARNING', 'NUM001', `numerics.safety = ${safety} is above 0.5`);
  report(atol > 1e-8, 'INFO', 'NUM002', `numerics.atol = ${atol} is above 1e-8`);

  const { f_wake } = config.dynamics;
  const { alpha, wavy_strength } = config.psd;
  report(f_wake > 1.5, 'INFO', 'PHYS001', `dynamics.f_wake = ${f_wake} is above 1.5`);
  report(
    wavy_strength > 0 && Math.abs(alpha - 1.83) > 0.2,
    'INFO',
    'PHYS002',
    `psd.wavy_strength = ${wavy_strength} with psd.alpha = ${alpha}, off 1.83 by more than 0.2`,
  );

  const unusual = unusualSupply(config);
  report(
    unusual !== null,
    'WARNING',
    'SUPPLY001',
    `${unusual}: not the standard supply (constant μ at optical depth 1, everything else default)`,
  );
  return found;
}

function lintTemperatures(
  config: Config,
  report: (isFound: boolean, severity: Severity, code: string, message: string) => void,
): void {
  const mars = findDeclaredTemperature(config);
  if (mars === null) {
    report(true, 'ERROR', 'TEMP000', 'radiation.TM_K: no temperature of Mars is given');
    return;
  }
  const { T_condense_K, T_vaporize_K } = config.phase.thresholds;
  const { T_sub } = config.sinks;
  const condense = `phase.thresholds.T_condense_K = ${T_condense_K} K`;
  const vaporize = `phase.thresholds.T_vaporize_K = ${T_vaporize_K} K`;
  const isCold = mars.T_K < T_condense_K;
  report(
    T_sub > T_condense_K,
    'WARNING',
    'TEMP001',
    `sinks.T_sub = ${T_sub} K is above ${condense}`,
  );
  report(T_condense_K >= T_vaporize_K, 'ERROR', 'TEMP002', `${condense} is not below ${vaporize}`);
  report(isCold, 'INFO', 'TEMP003', `${mars.source} = ${mars.T_K} K is below ${condense}`);
  report(
    !isCold && mars.T_K > T_vaporize_K,
    'WARNING',
    'TEMP004',
    `${mars.source} = ${mars.T_K} K is above ${vaporize}`,
  );
}

function isOff(value: number, standard: number): boolean {
  return Number.isFinite(value) && Math.abs(value - standard) > 1e-6;
}

function isPositive(value: number | null): boolean {
  return value !== null && Number.isFinite(value) && value > 0;
}

/** The first setting that departs from the standard supply, or null. */
function unusualSupply(config: Config): string | null {
  const { supply } = config;
  if (!supply.enabled) return null;
  const { transport, injection } = supply;
  const rate = supply.const;
  const checks: readonly (readonly [string, boolean])[] = [
    ['optical_depth', config.optical_depth === null],
    ['supply.mode', supply.mode !== 'const'],
    ['supply.const.auto_from_tau1_tfill_years', rate.auto_from_tau1_tfill_years !== null],
    ['supply.const.mu_orbit10pct', supply.mode === 'const' && rate.mu_orbit10pct === null],
    ['supply.const.orbit_fraction_at_mu1', isOff(rate.orbit_fraction_at_mu1, 0.05)],
    ['supply.const.mu_reference_tau', isOff(rate.mu_reference_tau, 1)],
    ['supply.headroom_policy', supply.headroom_policy !== 'clip'],
    ['supply.transport.mode', transport.mode !== 'direct'],
    ['supply.transport.headroom_gate', transport.headroom_gate !== 'hard'],
    ['supply.transport.t_mix_orbits', isPositive(transport.t_mix_orbits)],
    ['supply.injection.mode', injection.mode !== 'min_bin'],
    ['supply.injection.s_inj_min', injection.s_inj_min !== null],
    ['supply.injection.s_inj_max', injection.s_inj_max !== null],
    ['supply.injection.q', Math.abs(injection.q - 3.5) > 1e-9 * Math.max(injection.q, 3.5)],
    [
      'supply.injection.deep_reservoir_tmix_orbits',
      isPositive(injection.deep_reservoir_tmix_orbits),
    ],
    ['supply.injection.velocity', departs(supply.injection.velocity, 'injection.velocity')],
    ['supply.feedback', departs(supply.feedback, 'feedback')],
    ['supply.temperature', departs(supply.temperature, 'temperature')],
    ['supply.reservoir', departs(supply.reservoir, 'reservoir')],
  ];
  return checks.find(([, isUnusual]) => isUnusual)?.[0] ?? null;
}

function departs(
  section:
    | SupplyConfig['feedback']
    | SupplyConfig['temperature']
    | SupplyConfig['reservoir']
    | SupplyConfig['injection']['velocity'],
  name: string,
): boolean {
  return !isDeepStrictEqual(section, defaultsAt(`supply.${name}`));
}
