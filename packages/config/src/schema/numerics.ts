import { bool, choice, int, number, numberOr, path, section } from './fields.ts';

export const numerics = section(
  'Time grid and stop rules.',
  {
    t_end_years: number({ default: null, above: 0, unit: 'yr', orNull: true }, 'Duration.'),
    t_end_orbits: number(
      { default: null, above: 0, unit: 'orbits at mid-radius', orNull: true },
      'Duration in orbits at mid-radius; wins over t_end_years.',
    ),
    t_end_until_temperature_K: number(
      { default: null, above: 0, unit: 'K', orNull: true },
      'Run until Mars is this cold; wins over both others when the crossing is found, else ignored.',
    ),
    t_end_temperature_margin_years: number(
      { default: 0, least: 0, unit: 'yr' },
      'Time added after the temperature is reached. Acts with t_end_until_temperature_K.',
    ),
    min_duration_years: number(
      { default: null, above: 0, unit: 'yr', orNull: true },
      'Raises the duration; suspends early stops.',
    ),
    stop_on_blowout_below_smin: bool(
      { default: false },
      'End the run when the blow-out size falls below the grid.',
    ),
    mass_loss_rate_stop_Mmars_s: number(
      { default: null, least: 0, unit: 'MM s⁻¹', orNull: true },
      'End the run when the mass-loss rate falls below.',
    ),
    t_end_temperature_search_years: number(
      { default: null, above: 0, unit: 'yr', orNull: true },
      'How far to look for t_end_until_temperature_K. Acts with t_end_until_temperature_K.',
    ),
    dt_init: numberOr(
      ['auto'],
      { default: 60000, above: 0, unit: 's' },
      'Nominal time step; `auto` derives it.',
    ),
    safety: number({ default: 0.1, above: 0, effect: 'none' }, 'Seen by the linter only.'),
    atol: number({ default: 1e-10, above: 0, effect: 'none' }, 'Seen by the linter only.'),
    rtol: number({ default: 1e-6, above: 0, effect: 'none' }, 'Accepted, not used.'),
    eval_per_step: bool({ default: true, effect: '0D' }, 'Evaluate the blow-out size every step.'),
    orbit_rollup: bool({ default: true }, 'Writes `orbit_rollup.csv`.'),
    dt_over_t_blow_max: number(
      { default: null, above: 0, effect: '0D', orNull: true },
      'Warn when the step exceeds this many blow-out times.',
    ),
    dt_min_tcoll_ratio: number(
      { default: 0.5, above: 0, effect: '1D', orNull: true },
      'Lower limit of the next step in units of the shortest collision time; null for none.',
    ),
    collision_cache: section('Collision cache (0D).', {
      persist: bool({ default: false, effect: '0D' }, 'Keep the collision cache between steps.'),
      size_scale: number({ default: 3, above: 0, effect: '0D' }, 'Growth of the collision cache.'),
    }),
    checkpoint: section('Checkpoints, from which a run that was cut off goes on.', {
      enabled: bool({ default: false, effect: 'both' }, 'Write checkpoints.'),
      interval_years: number(
        { default: 1, above: 0, unit: 'yr', effect: 'both' },
        'Time between checkpoints.',
      ),
      path: path(
        { default: null, effect: 'both', orNull: true },
        'Folder of checkpoints; null puts them into the output folder.',
      ),
      format: choice(
        ['pickle', 'json'],
        { default: 'pickle', effect: 'both' },
        'Format of checkpoints.',
      ),
      keep_last_n: int(
        { default: 3, least: 0, unit: 'files', effect: 'both' },
        'Checkpoints kept.',
      ),
    }),
    resume: section('Going on from a checkpoint, as `marsdisk resume` does.', {
      enabled: bool({ default: false, effect: 'both' }, 'Go on from a checkpoint.'),
      from_path: path({ default: null, effect: 'both', orNull: true }, 'Checkpoint to go on from.'),
    }),
  },
  { required: true },
);
