import { bool, choice, listOf, number, path, section, text } from './fields.ts';

const constRate = section('Constant rate.', {
  prod_area_rate_kg_m2_s: number(
    { default: 0, unit: 'kg m⁻² s⁻¹' },
    'Raw rate (before epsilon_mix).',
  ),
  mu_orbit10pct: number(
    { default: null, least: 0, orNull: true },
    'Replaces the raw rate per cell by μ·f_orb·Σ_ref/t_orb/ε_mix. Acts with mode=const.',
  ),
  mu_reference_tau: number(
    { default: 1, above: 0 },
    'Optical depth that defines Σ_ref. Acts with mu_orbit10pct.',
  ),
  orbit_fraction_at_mu1: number(
    { default: 0.05, above: 0 },
    'Fraction f_orb of the reference surface density supplied per orbit at μ = 1. Acts with mu_orbit10pct.',
  ),
  auto_from_tau1_tfill_years: number(
    { default: null, above: 0, unit: 'yr', effect: '0D', orNull: true },
    'Derive the rate from the time to fill τ = 1.',
  ),
});

const powerlawRate = section('Rate as a power law of time.', {
  A_kg_m2_s: number(
    { default: null, unit: 'kg m⁻² s⁻¹', orNull: true },
    'Coefficient A of A·(t − t0)^index; null gives zero. Acts with mode=powerlaw.',
  ),
  t0_s: number(
    { default: 0, unit: 's' },
    'Start time (negative counts as 0). Acts with mode=powerlaw.',
  ),
  index: number({ default: -1 }, 'Exponent of time. Acts with mode=powerlaw.'),
});

const tableRate = section('Rate from a table.', {
  path: path(
    { default: 'data/supply_rate.csv' },
    'CSV table of the rate over time. Acts with mode=table.',
  ),
  interp: choice(['linear'], { default: 'linear', effect: 'none' }, 'Interpolation between rows.'),
  time_unit: choice(
    ['s', 'year'],
    { default: 's' },
    'Unit of the time column. Acts with mode=table.',
  ),
});

/** One interval of `supply.piecewise`. */
const piece = section('Half-open interval [t_start_s, t_end_s) of the rate.', {
  t_start_s: number({ unit: 's' }, 'Start of the piece, included.'),
  t_end_s: number({ unit: 's' }, 'End of the piece, not included.'),
  mode: choice(
    ['const', 'powerlaw', 'table'],
    { default: 'const' },
    'How the rate depends on time in this piece.',
  ),
  const: constRate,
  powerlaw: powerlawRate,
  table: tableRate,
});

const feedback = section('Feedback from the optical depth.', {
  enabled: bool({ default: false }, 'Steer the supply towards an optical depth.'),
  target_tau: number({ default: 1, least: 0 }, 'Optical depth to steer to. Acts when enabled.'),
  gain: number({ default: 1, least: 0 }, 'Strength of the steering. Acts when enabled.'),
  response_time_years: number(
    { default: 0.5, above: 0, unit: 'yr' },
    'Time in which the scale follows. Acts when enabled.',
  ),
  min_scale: number({ default: 1e-6, least: 0 }, 'Lower limit of the scale. Acts when enabled.'),
  max_scale: number(
    { default: 10, above: 0 },
    'Upper limit of the scale; not below min_scale. Acts when enabled.',
  ),
  tau_field: choice(
    ['tau_los'],
    { default: 'tau_los', effect: '0D' },
    'Optical depth that is steered.',
  ),
  initial_scale: number({ default: 1, least: 0 }, 'Scale at the start. Acts when enabled.'),
});

const temperature = section('Dependence on the temperature of Mars.', {
  enabled: bool({ default: false }, 'Let the supply depend on the temperature of Mars.'),
  mode: choice(
    ['scale', 'table'],
    { default: 'scale' },
    'Power law of the temperature, or a table. Acts when enabled.',
  ),
  reference_K: number(
    { default: 1800, above: 0, unit: 'K' },
    'Temperature at which the factor is scale_at_reference. Acts with scale.',
  ),
  exponent: number({ default: 1 }, 'Exponent of the temperature. Acts with scale.'),
  scale_at_reference: number(
    { default: 1, least: 0 },
    'Factor at the reference temperature. Acts with scale.',
  ),
  floor: number({ default: 0, least: 0 }, 'Lower limit of the factor. Acts when enabled.'),
  cap: number(
    { default: 10, above: 0 },
    'Upper limit of the factor; not tied to floor. Acts when enabled.',
  ),
  table: section('Table over temperature.', {
    path: path(
      { default: 'data/supply_temperature_map.csv' },
      'CSV table over temperature. Acts with mode=table.',
    ),
    value_kind: choice(
      ['scale', 'rate'],
      { default: 'scale' },
      'Whether the table holds a factor or a rate. Acts with mode=table.',
    ),
    column_temperature: text(
      { default: 'T_K' },
      'Name of the temperature column. Acts with mode=table.',
    ),
    column_value: text({ default: 'value' }, 'Name of the value column. Acts with mode=table.'),
  }),
});

const reservoir = section('Finite reservoir.', {
  enabled: bool(
    { default: false, effect: 'none' },
    'Whether the supply comes from a finite reservoir; a run looks only at mass_total_Mmars.',
  ),
  mass_total_Mmars: number(
    { default: null, least: 0, unit: 'MM', orNull: true },
    'Mass of the reservoir of each cell; null is unlimited.',
  ),
  depletion_mode: choice(
    ['hard_stop', 'taper'],
    { default: 'hard_stop' },
    'What happens when the reservoir runs out: stop at once or taper off. Acts with a mass.',
  ),
  taper_fraction: number(
    { default: 0.05, least: 0, most: 1 },
    'Fraction of the mass left at which the taper starts. Acts with taper.',
  ),
});

const injection = section('Sizes and speeds of supplied grains.', {
  mode: choice(
    ['min_bin', 'powerlaw_bins', 'initial_psd'],
    { default: 'min_bin' },
    'Sizes of the supplied grains: smallest bin, power law over bins, or the initial distribution.',
  ),
  s_inj_min: number(
    { default: null, least: 0, unit: 'm', orNull: true },
    'Smallest supplied grain. Acts with min_bin and powerlaw_bins.',
  ),
  s_inj_max: number(
    { default: null, least: 0, unit: 'm', orNull: true },
    'Largest supplied grain; above s_inj_min. Acts with powerlaw_bins.',
  ),
  q: number({ default: 3.5, above: 0 }, 'Slope dN/ds ∝ s^−q. Acts with powerlaw_bins.'),
  deep_reservoir_tmix_orbits: number(
    { default: null, least: 0, unit: 'orbits', orNull: true },
    'Old name of supply.transport.t_mix_orbits.',
  ),
  velocity: section('Speeds of supplied grains.', {
    mode: choice(
      ['inherit', 'fixed_ei', 'factor'],
      { default: 'inherit' },
      'Speed of supplied grains: that of the disk, from own e and i, or a factor.',
    ),
    e_inj: number(
      { default: null, least: 0, orNull: true },
      'Eccentricity of supplied grains; no upper limit. Acts with fixed_ei.',
    ),
    i_inj: number(
      { default: null, least: 0, unit: 'rad', orNull: true },
      'Inclination of supplied grains. Acts with fixed_ei.',
    ),
    vrel_factor: number(
      { default: null, least: 0, orNull: true },
      'Factor on the relative speed; 0 acts like 1. Acts with factor.',
    ),
    blend_mode: choice(
      ['rms', 'linear'],
      { default: 'rms' },
      'How old and new speeds are averaged; matters with inherit too, at rounding level.',
    ),
    weight_mode: choice(
      ['delta_sigma', 'sigma_ratio'],
      { default: 'delta_sigma' },
      'Weight of the new grains in the average.',
    ),
  }),
});

export const supply = section('Supply of new grains from outside.', {
  enabled: bool({ default: true }, 'False: no supply.'),
  mode: choice(
    ['const', 'table', 'powerlaw', 'piecewise'],
    { default: 'const' },
    'How the production rate depends on time.',
  ),
  const: constRate,
  powerlaw: powerlawRate,
  table: tableRate,
  mixing: section('Mixing of supplied material.', {
    epsilon_mix: number(
      { default: 0.05, least: 0, most: 2 },
      '0 ≤ ε ≤ 2; multiplies the raw rate. With mu_orbit10pct it cancels (only diagnostics change) but must be > 0.',
    ),
  }),
  headroom_policy: choice(
    ['clip', 'spill'],
    { default: 'clip', effect: '0D' },
    'What happens to supply beyond the free optical depth; 1D has no such limit.',
  ),
  reservoir: reservoir,
  feedback: feedback,
  temperature: temperature,
  transport: section('How supply reaches the surface.', {
    mode: choice(
      ['direct', 'deep_mixing'],
      { default: 'direct' },
      'Supply reaches the surface at once, or through a deep layer that mixes up.',
    ),
    t_mix_orbits: number(
      { default: null, least: 0, unit: 'orbits', orNull: true },
      'Mixing time; above 0 needed for deep_mixing. Acts with deep_mixing.',
    ),
    headroom_gate: choice(
      ['hard', 'soft'],
      { default: 'hard' },
      'How the free optical depth limits the deep flux; both behave alike.',
    ),
  }),
  injection: injection,
  piecewise: listOf(
    piece,
    { default: [] },
    'Pieces of the rate over time; the first that matches counts, none gives zero. Acts with mode=piecewise.',
  ),
});
