import { bool, choice, mapOf, number, section, text } from './fields.ts';

export const phase = section('Solid, liquid or vapour.', {
  enabled: bool({ default: false }, 'False: everything is solid.'),
  source: choice(
    ['map', 'threshold'],
    { default: 'threshold' },
    'Where the phase comes from: a map function or two temperatures.',
  ),
  entrypoint: text(
    { default: 'siO2_disk_cooling.siO2_cooling_map:lookup_phase_state' },
    'Map as `module:function`; split at the first colon, both parts non-empty. A map that cannot be loaded falls back to thresholds with a warning. Acts with source=map.',
  ),
  extra_kwargs: mapOf(
    true,
    { default: {} },
    'Extra arguments of the map function; arguments it does not name are dropped; may replace `pressure_Pa`, `tau`, `temperature_K`. Acts with source=map.',
  ),
  thresholds: section('Temperatures of the phase change.', {
    T_condense_K: number({ default: 1700, above: 0, unit: 'K' }, 'All solid at and below.'),
    T_vaporize_K: number(
      { default: 2000, above: 0, unit: 'K' },
      'All vapour at and above; above T_condense_K.',
    ),
    P_ref_bar: number({ default: 1, least: 0, unit: 'bar' }, '1D passes no pressure.'),
    tau_ref: number({ default: 1, above: 0 }, 'Optical-depth damping of the ramp.'),
  }),
  allow_liquid_hkl: bool({ default: false }, 'Keep sublimation when the bulk is liquid.'),
  temperature_input: choice(
    ['mars_surface', 'particle'],
    { default: 'mars_surface' },
    'Temperature given to the phase decision.',
  ),
  tau_field: choice(['los'], { default: 'los' }, 'Optical depth that the phase decision sees.'),
  q_abs_mean: number(
    { default: 0.4, above: 0 },
    'Mean absorption efficiency of a particle; above 1 a warning. Acts with temperature_input=particle.',
  ),
});
