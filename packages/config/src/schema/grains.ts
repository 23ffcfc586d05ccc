import { bool, choice, int, mapOf, number, section, text } from './fields.ts';

export const material = section(
  'Material of the grains.',
  {
    rho: number(
      { default: 3000, least: 1000, most: 5000, unit: 'kg m⁻³' },
      'Bulk density of a grain.',
    ),
  },
  { required: true },
);

export const sizes = section(
  'Grid of grain radii.',
  {
    s_min: number(
      { above: 0, unit: 'm' },
      'Lower end of the size grid; below s_max. A run uses the larger of this and the blow-out size.',
    ),
    s_max: number({ above: 0, unit: 'm' }, 'Upper end of the size grid.'),
    n_bins: int({ default: 40, least: 1 }, 'Logarithmic bins.'),
    evolve_min_size: bool({ default: false, effect: '0D' }, 'Let the smallest size evolve.'),
    dsdt_model: text(
      { default: null, effect: '0D', orNull: true },
      'Name of the grain shrinking law.',
    ),
    dsdt_params: mapOf(
      { type: 'number' },
      { default: {}, effect: '0D' },
      'Parameters of the grain shrinking law.',
    ),
    apply_evolved_min_size: bool({ default: false, effect: 'none' }, 'Accepted, not used.'),
  },
  { required: true },
);

export const initial = section(
  'Initial state.',
  {
    mass_total: number(
      { unit: 'MM' },
      'Enters the text from which the seed is made. The mass of a 1D run follows from `optical_depth.tau0_target`.',
    ),
    s0_mode: choice(
      ['mono', 'upper', 'melt_lognormal_mixture', 'melt_truncated_powerlaw'],
      { default: 'upper' },
      'Initial size distribution; in 1D `mono` and `upper` are identical.',
    ),
    melt_psd: section('Initial size distribution of solidified melt.', {
      mode: choice(
        ['lognormal_mixture', 'truncated_powerlaw'],
        { default: 'lognormal_mixture', effect: 'none' },
        'The choice is made by `s0_mode`.',
      ),
      f_fine: number(
        { default: 0.3, least: 0, most: 1 },
        'Mass fraction of the fine component. Acts with s0_mode=melt_lognormal_mixture.',
      ),
      s_fine: number(
        { default: 1e-4, above: 0, unit: 'm' },
        'Centre of the fine component. Acts with s0_mode=melt_lognormal_mixture.',
      ),
      s_meter: number(
        { default: 1.5, above: 0, unit: 'm' },
        'Centre of the coarse component. Acts with s0_mode=melt_lognormal_mixture.',
      ),
      width_dex: number(
        { default: 0.3, above: 0, unit: 'dex' },
        'Width of both components. Acts with s0_mode=melt_lognormal_mixture.',
      ),
      s_cut_condensation: number(
        { default: 1e-6, above: 0, unit: 'm' },
        'Bins below are emptied. Acts with both melt modes of s0_mode.',
      ),
      s_min_solid: number(
        { default: 1e-4, above: 0, unit: 'm' },
        'Smallest grain of the power law. Acts with s0_mode=melt_truncated_powerlaw.',
      ),
      s_max_solid: number(
        { default: 3, above: 0, unit: 'm' },
        'Largest grain of the power law; above s_min_solid. Acts with s0_mode=melt_truncated_powerlaw.',
      ),
      alpha_solid: number(
        { default: 3.5 },
        'Slope dN/ds ∝ s^−α. Acts with s0_mode=melt_truncated_powerlaw.',
      ),
    }),
  },
  { required: true },
);

export const psd = section(
  'Shape of the size distribution.',
  {
    alpha: number(
      {},
      'Slope parameter of the three-slope template; overwritten by the melt modes. Acts with s0_mode mono or upper.',
    ),
    wavy_strength: number(
      { default: 0 },
      'Amplitude of the ripple. Acts with s0_mode mono or upper.',
    ),
    floor: section('Floor of the smallest size.', {
      mode: choice(
        ['fixed', 'evolve_smin', 'none'],
        { default: 'fixed' },
        'How the smallest size is floored; 1D only records it.',
      ),
    }),
  },
  { required: true },
);

export const surfaceEnergy = section('Fragment size floor from surface energy.', {
  enabled: bool({ default: false, effect: '0D' }, 'Floor the fragment size by surface energy.'),
  gamma_J_m2: number(
    { default: 1, above: 0, unit: 'J m⁻²', effect: '0D' },
    'Surface energy per area.',
  ),
  eta: number(
    { default: 0.1, above: 0, most: 1, effect: '0D' },
    'Fraction of the impact energy that makes new surface.',
  ),
  collider_size_m: number(
    { default: null, above: 0, unit: 'm', effect: '0D', orNull: true },
    'Radius of the collider; null takes the largest grain.',
  ),
  largest_fragment_mass_fraction: number(
    { default: 0.5, above: 0, most: 1, effect: '0D' },
    'Mass fraction of the largest fragment.',
  ),
});
