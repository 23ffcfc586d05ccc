import { bool, choice, int, number, numbers, path, section, text } from './fields.ts';

const marsTemperatureDriver = section(
  'Temperature of Mars over time.',
  {
    enabled: bool({ default: false }, 'Take the temperature of Mars from this driver.'),
    mode: choice(
      ['constant', 'table', 'hyodo'],
      { default: 'constant' },
      'Constant, table, or the cooling law of Hyodo et al.',
    ),
    constant: section(
      'Constant temperature.',
      {
        value_K: number(
          { least: 1000, most: 6500, unit: 'K' },
          'Temperature of Mars. Acts with constant.',
        ),
      },
      { default: null, orNull: true },
    ),
    table: section(
      'Temperature from a table.',
      {
        path: path({}, 'CSV table of temperature over time. Acts with table.'),
        time_unit: choice(
          ['s', 'day', 'yr', 'orbit'],
          { default: 's' },
          'Unit of the time column. Acts with table.',
        ),
        column_time: text({ default: 'time' }, 'Name of the time column. Acts with table.'),
        column_temperature: text(
          { default: 'T_M' },
          'Name of the temperature column. Acts with table.',
        ),
      },
      { default: null, orNull: true },
    ),
    hyodo: section(
      'Analytic cooling of a magma layer.',
      {
        d_layer_m: number(
          { default: 1e5, above: 0, unit: 'm' },
          'Thickness of the cooling layer. Acts with hyodo.',
        ),
        rho: number(
          { default: 3000, above: 0, unit: 'kg m⁻³' },
          'Density of the layer; not in the formula.',
        ),
        cp: number(
          { default: 1000, above: 0, unit: 'J kg⁻¹ K⁻¹' },
          'Heat capacity of the layer; not in the formula.',
        ),
      },
      { default: null, orNull: true },
    ),
    extrapolation: choice(
      ['hold', 'error'],
      { default: 'hold' },
      'Beyond the table: hold the last value, or fail. Acts with table.',
    ),
    autogenerate: section(
      'Generated cooling tables.',
      {
        enabled: bool({ default: false }, 'Write the cooling table when it is missing.'),
        output_dir: path({ default: 'data' }, 'Folder of generated tables.'),
        dt_hours: number({ default: 1, above: 0, unit: 'h' }, 'Time step of the table.'),
        min_years: number({ default: 2, above: 0, unit: 'yr' }, 'Least length of the table.'),
        time_margin_years: number(
          { default: 0, least: 0, unit: 'yr' },
          'Extra length beyond the run.',
        ),
        known_T0s: numbers(
          { default: [2000, 4000, 6000], unit: 'K', effect: 'none' },
          'Accepted, not used.',
        ),
        time_unit: choice(
          ['s', 'day', 'yr', 'orbit'],
          { default: 'day' },
          'Unit of the time column.',
        ),
        column_time: text({ default: 'time_day' }, 'Name of the time column.'),
        column_temperature: text({ default: 'T_K' }, 'Name of the temperature column.'),
        model: choice(['slab', 'hyodo'], { default: 'slab' }, 'Cooling model of the table.'),
        filename_template: text(
          { default: 'mars_temperature_T{tag}K.csv' },
          'File name; {tag} is the temperature.',
        ),
      },
      { default: null, orNull: true },
    ),
  },
  { default: null, orNull: true },
);

export const radiation = section(
  'Radiation of Mars and its pressure on grains.',
  {
    source: choice(
      ['mars', 'off', 'none'],
      { default: 'mars' },
      'Source of the radiation; `none` is stored as `off`. In 1D it only changes a note in the metadata.',
    ),
    use_mars_rp: bool(
      { default: true, effect: '0D' },
      'Radiation pressure of Mars. In 1D without effect.',
    ),
    use_solar_rp: bool({ default: false }, 'Recorded only.'),
    TM_K: number(
      { default: null, unit: 'K', orNull: true },
      'Surface temperature of Mars when no driver is enabled, and of the hyodo driver. Must be within 1000–6500 when it is used.',
    ),
    freeze_kappa: bool({ default: false }, 'Keeps the initial opacity.'),
    qpr_table_path: path(
      { default: null, orNull: true },
      'Table of Q_pr(s, T); null takes Q_pr or the built-in table.',
    ),
    qpr_strict: bool(
      { default: false, effect: 'none' },
      'Accepted, not used: a table is always loaded.',
    ),
    Q_pr: number(
      { default: null, least: 0.5, most: 1.5, orNull: true },
      'Constant radiation pressure efficiency; ignored when a table is given.',
    ),
    qpr_cache: section('Memory of Q_pr values.', {
      enabled: bool({ default: true, effect: '0D' }, 'Remember Q_pr values.'),
      maxsize: int({ default: 1024, least: 0, unit: 'entries', effect: '0D' }, 'Entries kept.'),
      round_tol: number(
        { default: null, above: 0, effect: '0D', orNull: true },
        'Rounding of the arguments before the lookup.',
      ),
    }),
    mars_temperature_driver: marsTemperatureDriver,
    tau_gate: section('Gate of blow-out by optical depth.', {
      enable: bool({ default: false }, 'Stop blow-out where the disk is opaque.'),
      tau_max: number({ default: 1, above: 0 }, 'Blow-out off at τ ≥ tau_max. Acts when enabled.'),
    }),
  },
  { default: null, orNull: true },
);
