import {
  alias,
  cellIndex,
  fixed,
  perCell,
  type RecordColumn,
  record,
  resolveAliases,
  type StepValue,
  type StoppedValue,
} from './declare.ts';
import { PHASE_PAYLOAD_FIELDS } from './phasePayload.ts';
import { SERIES } from './series.ts';

const seriesByName = new Map(SERIES.map((column) => [column.name, column]));

/** A column of the series under the same or another name, with what a stopped cell shows here. */
function same(name: string, stopped: StoppedValue, of = name): RecordColumn {
  return { ...seriesByName.get(of)!, name, stopped };
}

/** A value of the current step in every row, unlike in the series, where stopped cells keep the old one. */
function current(name: string, value: StepValue, of = name): RecordColumn {
  return { ...seriesByName.get(of)!, name, source: { from: 'now', value } };
}

function diagnostic(column: RecordColumn, stopped: StoppedValue = null): RecordColumn {
  return { ...column, stopped };
}

const PHASE_PAYLOAD: RecordColumn = {
  name: 'phase_payload',
  type: 'struct',
  unit: '-',
  definition: 'inputs of the phase evaluator',
  nulls: 'all fields are null for a stopped cell',
  comparison: { kind: 'relative' },
  fields: PHASE_PAYLOAD_FIELDS,
  source: { from: 'phasePayload' },
  stopped: null,
};

/**
 * The 120 columns of `series/diagnostics.parquet` in file order; one row a cell and kept step. The rows of a
 * stopped cell hold the values of the current step for what belongs to the step, and null, 0 or the last value
 * otherwise.
 */
export const DIAGNOSTICS: readonly RecordColumn[] = resolveAliases([
  current('time', 'time'),
  current('dt', 'dt'),
  same('dt_over_t_blow', null),
  same('r_m_used', 'held', 'r_m'),
  same('r_RM_used', 'held', 'r_RM'),
  current('T_M_used', 'temperature'),
  same('T_p_effective', null),
  same('phase_temperature_input', null),
  diagnostic(record('phase_temperature_used_K', 'K', 'temperature that the phase evaluator sees')),
  current('rad_flux_Mars', 'flux'),
  diagnostic(record('F_abs_geom', 'W m^-2', 'rad_flux_Mars·(R_Mars/r)²')),
  diagnostic(record('F_abs_geom_qpr', 'W m^-2', 'F_abs_geom·Q_pr_at_smin')),
  alias('F_abs', 'F_abs_geom_qpr'),
  same('Omega_s', 'held'),
  same('t_orb_s', 'held'),
  same('t_blow_s', 'held'),
  same('t_solid_s', null),
  diagnostic(
    record('t_sink_total_s', 's', 'shortest sink time-scale, applied or not', 'no sink acts'),
  ),
  diagnostic(
    record('t_sink_surface_s', 's', 'shortest sink time-scale but sublimation', 'no such sink'),
  ),
  diagnostic(
    record(
      't_sink_sublimation_s',
      's',
      'sublimation time-scale',
      'sublimation is off or its rate 0',
    ),
  ),
  diagnostic(record('t_sink_gas_drag_s', 's', 'gas-drag time-scale', 'gas drag is off')),
  same('mass_loss_sinks_step', null, 'mass_lost_sinks_step'),
  same('mass_lost_by_sinks', null),
  same('mass_loss_sublimation_step', null, 'mass_lost_sublimation_step'),
  same('sigma_tau1', 'held', 'Sigma_tau1'),
  alias('sigma_tau1_active', 'sigma_tau1'),
  alias('Sigma_tau1_last_finite', 'sigma_tau1'),
  same('tau_los_mars', 'held', 'tau'),
  same('tau_phase_los', null),
  alias('tau_phase_used', 'tau_phase_los'),
  same('phase_tau_field', 'held'),
  same('kappa_eff', 'held'),
  same('kappa_surf', 'held'),
  same('phi_effective', null),
  alias('psi_shield', 'phi_effective'),
  same('sigma_surf', 'held', 'Sigma_surf'),
  same('sigma_deep', 'held'),
  alias('kappa_Planck', 'kappa_surf'),
  diagnostic(record('tau_eff', '1', 'kappa_eff·sigma_surf, vertical', 'kappa_eff is not finite')),
  current('s_min', 'sMin'),
  current('a_blow_at_smin', 'sBlow', 'a_blow_step'),
  current('beta_at_smin_effective', 'betaMin'),
  alias('beta_at_smin', 'beta_at_smin_effective'),
  current('Q_pr_at_smin', 'qprMin', 'Qpr_mean'),
  diagnostic(
    record('s_peak', 'm', 'bin size with the largest s³·n, the first one on ties'),
    'held',
  ),
  perCell('area_m2', 'm^2', 'area', 'cell area'),
  same('prod_subblow_area_rate', 0),
  same('prod_subblow_area_rate_raw', 0),
  same('supply_rate_nominal', 0),
  same('supply_rate_scaled', 0),
  alias('supply_rate_applied', 'prod_subblow_area_rate'),
  same('supply_tau_clip_spill_rate', 0),
  same('supply_headroom', null),
  same('supply_clip_factor', null),
  diagnostic(fixed('headroom', 'double', 'kg m^-2', 0, 'headroom with null turned into 0')),
  alias('prod_rate_raw', 'supply_rate_scaled'),
  alias('prod_rate_applied_to_surf', 'prod_subblow_area_rate'),
  same('prod_rate_diverted_to_deep', 0),
  same('prod_rate_into_deep', 0),
  same('deep_to_surf_flux_attempt', 0),
  same('deep_to_surf_flux', 0),
  alias('deep_to_surf_flux_applied', 'deep_to_surf_flux'),
  same('supply_visibility_factor', null),
  same('supply_blocked_by_headroom', false),
  same('supply_mixing_limited', false),
  same('supply_transport_mode', 'held'),
  same('supply_temperature_scale', null),
  same('supply_temperature_value', null),
  same('supply_temperature_value_kind', null),
  same('supply_feedback_scale', null),
  same('supply_feedback_error', null),
  same('supply_reservoir_remaining_Mmars', null),
  same('supply_reservoir_fraction', null),
  same('supply_reservoir_clipped', false),
  alias('s_min_effective', 's_min'),
  alias('qpr_mean', 'Q_pr_at_smin'),
  same('chi_blow_eff', 'held'),
  fixed('ds_step_uniform', 'double', 'm', null, 'size drift of the step; 0D only'),
  fixed('mass_ratio_uniform', 'double', '1', null, 'mass kept by the size drift; 0D only'),
  same('M_out_cum', 'held', 'mass_lost_by_blowout'),
  same('M_sink_cum', 'held', 'mass_lost_by_sinks'),
  same('M_loss_cum', 'held'),
  same('cum_mass_lost_tau_clip_spill', 'held'),
  alias('M_loss_surface_solid_marsRP', 'M_out_cum'),
  fixed('M_hydro_cum', 'double', 'M_Mars', 0, 'mass lost by hydrodynamic escape so far; 0 in 1D'),
  same('phase_state', null),
  same('phase_method', null),
  same('phase_reason', null),
  same('phase_f_vap', null),
  same('phase_bulk_state', null),
  same('phase_bulk_f_liquid', null),
  same('phase_bulk_f_solid', null),
  same('phase_bulk_f_vapor', null),
  PHASE_PAYLOAD,
  same('ds_dt_sublimation', 0),
  same('ds_dt_sublimation_raw', 0),
  same('sublimation_blocked_by_phase', false),
  alias('tau_mars_line_of_sight', 'tau_los_mars'),
  same('tau_gate_blocked', false),
  current('blowout_beta_gate', 'isBetaGateOpen'),
  same('blowout_phase_allowed', true),
  same('blowout_layer_mode', 'held'),
  same('blowout_target_phase', 'held'),
  same('sink_selected', 'none'),
  fixed('hydro_timescale_s', 'double', 's', null, 'hydrodynamic escape time; 0D only'),
  same('mass_loss_surface_solid_step', 0, 'mass_lost_surface_solid_marsRP_step'),
  same('smol_dt_eff', null),
  same('smol_sigma_before', null),
  same('smol_sigma_after', null),
  same('smol_sigma_loss', null),
  same('smol_prod_mass_rate', null),
  same('smol_extra_mass_loss_rate', null),
  same('smol_mass_budget_delta', null),
  same('smol_mass_error', null),
  same('smol_gain_mass_rate', null),
  same('smol_loss_mass_rate', null),
  same('smol_sink_mass_rate', null),
  same('smol_source_mass_rate', null),
  same('blowout_gate_factor', 1),
  cellIndex('cell_index', 'number of the cell from 0, from the inside out'),
]);
