import { bool, choice, number, numberOr, path, section } from './fields.ts';

export const surface = section('Surface layer.', {
  init_policy: choice(
    ['clip_by_tau1', 'none'],
    { default: 'clip_by_tau1', effect: '0D' },
    'Clip the initial surface density at τ = 1, or leave it.',
  ),
  sigma_surf_init_override: number(
    { default: null, unit: 'kg m⁻²', effect: '0D', orNull: true },
    'Initial surface density; null derives it.',
  ),
  use_tcoll: bool(
    { default: true },
    'Only a condition of `blowout.gate_mode: collision_competition`.',
  ),
  freeze_sigma: bool({ default: false }, 'Resets Σ_surf to its initial value after each step.'),
  collision_solver: choice(
    ['surface_ode', 'smol'],
    { default: 'smol' },
    'Anything but `smol` stops the run at the first collision step.',
  ),
});

export const initTau1 = section('Start at a given optical depth (0D).', {
  enabled: bool({ default: false, effect: '0D' }, 'Start at optical depth 1.'),
  scale_to_tau1: bool(
    { default: false, effect: '0D' },
    'Scale the initial surface density to the target; not together with optical_depth.',
  ),
  tau_field: choice(
    ['los'],
    { default: 'los', effect: '0D' },
    'Optical depth that the target means.',
  ),
  target_tau: number({ default: 1, effect: '0D' }, 'Optical depth to start from.'),
});

export const opticalDepth = section(
  'Initial optical depth and the depth at which a cell stops. Left out: the defaults; null: off, which 1D refuses.',
  {
    tau0_target: number({ default: 1, above: 0 }, 'Initial line-of-sight optical depth.'),
    tau_stop: number({ default: 1, above: 0 }, 'A solid cell stops when τ > tau_stop · (1 + tol).'),
    tau_stop_tol: number({ default: 1e-6, least: 0 }, 'Relative tolerance of tau_stop.'),
    tau_field: choice(
      ['tau_los'],
      { default: 'tau_los', effect: '0D' },
      'Optical depth that is meant: along the line of sight.',
    ),
  },
  { orNull: true },
);

export const shielding = section(
  'Shielding of grains by the disk; null for none.',
  {
    table_path: path(
      { default: null, orNull: true },
      'Table of the shielding factor Φ(τ). Acts with mode psitau or table.',
    ),
    mode: choice(
      ['off', 'psitau', 'fixed_tau1', 'table'],
      { default: 'psitau' },
      'Shielding by Φ(τ) (`psitau`), none, or fixed at τ = 1 (0D; acts as off in 1D). `table` is the old name of psitau. Without a table psitau attenuates nothing.',
    ),
    fixed_tau1_tau: number(
      { default: null, effect: '0D', orNull: true },
      'Optical depth of mode fixed_tau1.',
    ),
    fixed_tau1_sigma: numberOr(
      ['auto', 'auto_max'],
      { default: null, unit: 'kg m⁻²', effect: '0D', orNull: true },
      'Surface density of mode fixed_tau1.',
    ),
    auto_max_margin: number(
      { default: 0.05, least: 0, most: 1, effect: '0D' },
      'Margin of auto_max.',
    ),
    los_geometry: section('Line of sight.', {
      mode: choice(
        ['aspect_ratio_factor', 'none'],
        { default: 'aspect_ratio_factor' },
        'Path along the line of sight over the vertical one: a factor, or 1.',
      ),
      h_over_r: number(
        { default: 1, above: 0 },
        'Line-of-sight factor = max(1, path_multiplier/h_over_r).',
      ),
      path_multiplier: number({ default: 1, above: 0 }, 'Factor on the path.'),
    }),
  },
  { default: null, orNull: true },
);

export const blowout = section('Blow-out by radiation pressure.', {
  enabled: bool({ default: true }, 'Blow-out by radiation pressure.'),
  target_phase: choice(
    ['solid_only', 'any'],
    { default: 'solid_only' },
    'Phase that can be blown out.',
  ),
  layer: choice(
    ['surface_tau_le_1', 'full_surface'],
    { default: 'surface_tau_le_1' },
    'Layer that is reported.',
  ),
  gate_mode: choice(
    ['none', 'sublimation_competition', 'collision_competition'],
    { default: 'none' },
    'Competing process that can slow blow-out down.',
  ),
});
