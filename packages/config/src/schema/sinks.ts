import { bool, choice, int, number, numbers, path, section } from './fields.ts';

const subParams = section('Sublimation law.', {
  mode: choice(
    ['exponential', 'logistic', 'hkl', 'hkl_timescale'],
    { default: 'exponential' },
    '`logistic` acts like `exponential`, `hkl_timescale` like `hkl`.',
  ),
  P_gas: number({ default: 0, least: 0, unit: 'Pa' }, 'Ambient pressure. Acts with hkl.'),
  dT: number(
    { default: 50, above: 0, unit: 'K' },
    'Width of the exponential law. Acts with exponential.',
  ),
  eta_instant: number(
    { default: 0.1, least: 0, most: 1 },
    'Fraction of an orbit within which a grain must vanish to count as instant.',
  ),
  alpha_evap: number(
    { default: 0.007, least: 0, most: 1 },
    'Evaporation coefficient. Acts with hkl.',
  ),
  mu: number(
    { default: 0.0440849, above: 0, unit: 'kg mol⁻¹' },
    'Molar mass of the vapour. Acts with hkl.',
  ),
  A: number(
    { default: 13.613, orNull: true },
    'Constant of log10(P_sat/Pa) = A − B/T, solid. Acts with hkl.',
  ),
  B: number(
    { default: 17850, unit: 'K', orNull: true },
    'Slope of log10(P_sat/Pa) = A − B/T, solid. Acts with hkl.',
  ),
  valid_K: numbers(
    { default: [1270, 1600], unit: 'K', orNull: true, length: 2 },
    'Range in which the solid coefficients were fitted; outside, a warning.',
  ),
  enable_liquid_branch: bool(
    { default: true },
    'Use the liquid coefficients when hot. Acts with hkl.',
  ),
  psat_liquid_switch_K: number(
    { default: 1900, unit: 'K', orNull: true },
    'Temperature from which the liquid coefficients hold. Acts with hkl.',
  ),
  A_liq: number({ default: 13.203, orNull: true }, 'As A, liquid. Acts with hkl.'),
  B_liq: number({ default: 25898.9, unit: 'K', orNull: true }, 'As B, liquid. Acts with hkl.'),
  valid_liquid_K: numbers(
    { default: [1900, 3500], unit: 'K', orNull: true, length: 2 },
    'Range in which the liquid coefficients were fitted.',
  ),
  psat_model: choice(
    ['auto', 'clausius', 'tabulated'],
    { default: 'auto' },
    'Saturation pressure: Clausius law, table, or table where there is one. Acts with hkl.',
  ),
  psat_table_path: path(
    { default: null, orNull: true },
    'Table of the saturation pressure. Acts with psat_model auto or tabulated.',
  ),
  psat_table_buffer_K: number(
    { default: 75, above: 0, unit: 'K', effect: 'none' },
    'Accepted, not used.',
  ),
  local_fit_window_K: number(
    { default: 300, above: 0, unit: 'K' },
    'Width of the window of the local fit outside the table. Acts with psat_model auto and a table.',
  ),
  min_points_local_fit: int(
    { default: 3, least: 2 },
    'Fewest table points of the local fit. Acts with psat_model auto and a table.',
  ),
  psat_cache_tol_K: number(
    { default: 0, least: 0, unit: 'K' },
    'Reuse of the last pressure within this ΔT.',
  ),
  mass_conserving: bool(
    { default: false },
    'Move the mass of shrunken grains to smaller bins instead of losing it. Acts with sublimation_location smol or both.',
  ),
});

export const sinks = section('Loss of grains by sublimation and gas drag.', {
  mode: choice(
    ['none', 'sublimation'],
    { default: 'sublimation' },
    '`none` switches off sublimation and gas drag.',
  ),
  enable_sublimation: bool({ default: true }, 'Both this and mode are needed.'),
  sublimation_location: choice(
    ['surface', 'smol', 'both'],
    { default: 'surface' },
    'In 1D `both` equals `smol`.',
  ),
  T_sub: number(
    { default: 1300, unit: 'K', effect: 'none' },
    'Sublimation temperature seen by the linter only.',
  ),
  sub_params: subParams,
  enable_gas_drag: bool({ default: false }, 'Remove grains by gas drag.'),
  rho_g: number({ default: 0, unit: 'kg m⁻³' }, 'Gas density; drag acts only above 0.'),
  rp_blowout: section('Blow-out switch of 0D.', {
    enable: bool(
      { default: true, effect: '0D' },
      'Blow-out by radiation pressure. In 1D use blowout.enabled.',
    ),
  }),
  hydro_escape: section('Escape of vapour.', {
    enable: bool({ default: false, effect: '0D' }, 'Hydrodynamic escape of vapour.'),
    strength: number(
      { default: 0, least: 0, unit: 's⁻¹', effect: '0D' },
      'Rate of the escape at T_ref_K.',
    ),
    temp_power: number({ default: 1, effect: '0D' }, 'Exponent of the temperature.'),
    T_ref_K: number({ default: 2000, above: 0, unit: 'K', effect: '0D' }, 'Reference temperature.'),
    f_vap_floor: number({ default: 1e-3, least: 0, effect: '0D' }, 'Smallest vapour fraction.'),
  }),
});
