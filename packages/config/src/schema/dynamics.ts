import { bool, choice, int, number, path, section } from './fields.ts';

export const dynamics = section(
  'Orbits and relative speeds.',
  {
    e0: number(
      { least: 0, below: 1 },
      'Eccentricity; e_profile replaces it unless its mode is off.',
    ),
    i0: number(
      { least: 0, unit: 'i0_unit' },
      'Inclination, in the unit of i0_unit; stored in rad. Without effect with kernel_ei_mode wyatt_eq (then i = e/2).',
    ),
    i0_unit: choice(
      ['rad', 'deg'],
      { default: 'rad' },
      'Unit of i0. Degrees are converted on loading, the resolved value is always in rad.',
    ),
    t_damp_orbits: number(
      { unit: 'orbits', effect: 'none' },
      'Damping time. Required, but not used.',
    ),
    f_wake: number(
      { default: 1 },
      'Velocity-dispersion factor. Acts with kernel_ei_mode=wyatt_eq.',
    ),
    e_profile: section('Eccentricity over radius.', {
      mode: choice(
        ['off', 'table', 'mars_pericenter'],
        { default: 'mars_pericenter' },
        'E(r): constant e0, CSV table, or 1 − R_M/r.',
      ),
      table_path: path(
        { default: null, orNull: true },
        'CSV table of e(r); needed with mode table. Acts with mode=table.',
      ),
      r_kind: choice(
        ['r_RM', 'r_m'],
        { default: 'r_RM' },
        'Which radius column the table uses. Acts with mode=table.',
      ),
      clip_min: number({ default: 0, least: 0 }, 'Lower limit of e(r).'),
      clip_max: number({ default: 0.999999, above: 0, below: 1 }, 'Upper limit of e(r).'),
    }),
    eps_restitution: number(
      { default: 0.5, above: 0, most: 1, effect: '0D' },
      'Energy bookkeeping only.',
    ),
    f_ke_cratering: number(
      { default: 0.1, least: 0, most: 1, effect: '0D' },
      'Energy bookkeeping only.',
    ),
    f_ke_fragmentation: number(
      { default: null, least: 0, most: 1, effect: '0D', orNull: true },
      'Energy bookkeeping only; null = eps_restitution².',
    ),
    enable_e_damping: bool(
      { default: false, effect: '0D' },
      'Let collisions damp the eccentricity.',
    ),
    kernel_ei_mode: choice(
      ['config', 'wyatt_eq'],
      { default: 'config' },
      'Source of e, i in the kernel.',
    ),
    v_rel_mode: choice(
      ['ohtsuki', 'pericenter'],
      { default: 'pericenter' },
      'Relative speed formula.',
    ),
    kernel_H_mode: choice(
      ['ia', 'fixed'],
      { default: 'ia' },
      'Scale height: inclination times radius, or a fixed fraction of the radius.',
    ),
    H_factor: number({ default: 1 }, 'Factor on the scale height. Acts with kernel_H_mode=ia.'),
    H_fixed_over_a: number(
      { default: null, orNull: true },
      'Scale height over radius; needed with kernel_H_mode fixed. Acts with kernel_H_mode=fixed.',
    ),
    e_mode: choice(
      ['fixed', 'mars_clearance'],
      { default: 'fixed' },
      'Take e0 as given, or sample it from a clearance above Mars.',
    ),
    dr_min_m: number(
      { default: null, unit: 'm', effect: '0D', orNull: true },
      'Smallest clearance above Mars of the sampled orbit.',
    ),
    dr_max_m: number(
      { default: null, unit: 'm', effect: '0D', orNull: true },
      'Largest clearance above Mars of the sampled orbit.',
    ),
    dr_dist: choice(
      ['uniform', 'loguniform'],
      { default: 'uniform', effect: '0D' },
      'Distribution of the sampled clearance.',
    ),
    i_mode: choice(
      ['fixed', 'obs_tilt_spread'],
      { default: 'fixed', effect: '0D' },
      'Take i0 as given, or sample it around the observed tilt.',
    ),
    obs_tilt_deg: number(
      { default: 30, unit: 'deg', effect: '0D' },
      'Centre of the sampled inclination.',
    ),
    i_spread_deg: number(
      { default: 0, unit: 'deg', effect: '0D' },
      'Half-width of the sampled inclination.',
    ),
    rng_seed: int(
      { default: null, orNull: true },
      'Seed of the random numbers; null derives one from the configuration. A 1D run draws no random numbers and only reports it.',
    ),
  },
  { required: true },
);
