import { bool, choice, int, mapOf, number, path, section, text } from './fields.ts';

const streaming = section('Writing in chunks while running.', {
  enable: bool({ default: true }, 'Chunked output; same rows either way.'),
  opt_out: bool({ default: false }, 'Disables streaming.'),
  memory_limit_gb: number({ default: 10, above: 0, unit: 'GB' }, 'Flush threshold.'),
  step_flush_interval: int(
    { default: 10000, least: 0, unit: 'steps' },
    'Steps between flushes; 0 for none.',
  ),
  compression: choice(
    ['snappy', 'zstd', 'brotli', 'gzip', 'none'],
    { default: 'snappy' },
    'Codec of the chunk files.',
  ),
  merge_at_end: bool({ default: true }, 'Merge the chunk files after the run.'),
  cleanup_chunks: bool({ default: true }, 'Remove the chunk files after merging.'),
  offload: section('Moving chunk files away.', {
    enabled: bool({ default: false, effect: '1D' }, 'Move chunk files away while running.'),
    dir: path({ default: null, orNull: true }, 'Folder to move to; absolute.'),
    keep_last_n: int({ default: 2, least: 0, unit: 'chunks' }, '0 is read as 2 at run time.'),
    mode: choice(['copy', 'move'], { default: 'move' }, 'Copy or move.'),
    verify: choice(['size', 'hash'], { default: 'size' }, 'How a copy is checked.'),
    skip_if_same_device: bool(
      { default: true },
      'Do nothing when the folder is on the same device.',
    ),
  }),
});

const archive = section('Archiving the finished run.', {
  enabled: bool({ default: false }, 'Archive the run after it is finished; needs dir.'),
  dir: path(
    { default: null, orNull: true },
    'Folder of the archive; surrounding blanks are cut, blank is null.',
  ),
  mode: choice(['copy', 'move'], { default: 'copy' }, 'Copy or move.'),
  trigger: choice(
    ['post_finalize', 'post_merge'],
    { default: 'post_finalize' },
    'The run archives itself only for `post_merge`.',
  ),
  merge_target: choice(
    ['local', 'external'],
    { default: 'external' },
    'Where chunk files are merged.',
  ),
  verify: bool({ default: true }, 'Check the archived files.'),
  verify_level: choice(
    ['standard', 'standard_plus', 'strict'],
    { default: 'standard_plus' },
    'How thoroughly.',
  ),
  keep_local: choice(
    ['none', 'metadata', 'all'],
    { default: 'metadata' },
    'What stays in the output folder.',
  ),
  record_volume_info: bool({ default: true }, 'Record the volume of the archive.'),
  warn_slow_mb_s: number(
    { default: 40, above: 0, unit: 'MB s⁻¹', orNull: true },
    'Warn when copying is slower; null for never.',
  ),
  warn_slow_min_gb: number(
    { default: 5, above: 0, unit: 'GB' },
    'Do not warn about slow copies below this size.',
  ),
  min_free_gb: number(
    { default: null, above: 0, unit: 'GB', orNull: true },
    'Least free space of the archive volume; null for no check.',
  ),
});

export const io = section(
  'Output.',
  {
    outdir: path({ default: 'out' }, 'Created with parents when first written to.'),
    step_diagnostics: section('Step diagnostics.', {
      enable: bool({ default: false, effect: '0D' }, 'Write a diagnostic line per step.'),
      format: choice(
        ['csv', 'jsonl'],
        { default: 'csv', effect: '0D' },
        'Format of the step diagnostics.',
      ),
      path: path({ default: null, effect: '0D', orNull: true }, 'File of the step diagnostics.'),
    }),
    progress: section('Progress line.', {
      enable: bool({ default: false }, 'Show a progress line.'),
      refresh_seconds: number(
        { default: 1, above: 0, unit: 's', effect: 'none' },
        'Accepted, not used.',
      ),
    }),
    streaming: streaming,
    archive: archive,
    record_storage_mode: choice(
      ['row', 'columnar'],
      { default: 'row' },
      'Layout of the records in memory.',
    ),
    columnar_records: bool(
      { default: null, orNull: true },
      'Old switch of record_storage_mode: true is columnar, false is row.',
    ),
    series_stride: int(
      { default: 1, least: 1, unit: 'steps' },
      'Steps between rows of the series.',
    ),
    psd_history: bool({ default: true }, 'Writes `series/psd_hist.parquet`.'),
    psd_history_stride: int(
      { default: 1, least: 1, unit: 'steps' },
      'Steps between rows of the size history.',
    ),
    diagnostics_stride: int(
      { default: 1, least: 1, unit: 'steps' },
      'Steps between rows of the diagnostics.',
    ),
    mass_budget_cells: bool(
      { default: true, effect: '1D' },
      'Writes `checks/mass_budget_cells.csv`.',
    ),
    quiet: bool({ default: false }, 'Print warnings only. When it is not given, a run is quiet.'),
    debug_sinks: bool({ default: false, effect: '0D' }, 'Write a trace of the sinks.'),
    correct_fast_blowout: bool(
      { default: false, effect: '0D' },
      'Correct steps longer than the blow-out time.',
    ),
    substep_fast_blowout: bool(
      { default: false, effect: '0D' },
      'Divide steps longer than the blow-out time.',
    ),
    substep_max_ratio: number(
      { default: 1, above: 0, effect: '0D' },
      'Longest substep in blow-out times.',
    ),
  },
  { required: true },
);

export const tables = mapOf(
  true,
  { default: null, effect: 'none', orNull: true },
  'Free text for tables; only echoed.',
);

export const diagnostics = section('Diagnostics (0D).', {
  extended_diagnostics: section('Extended diagnostics.', {
    enable: bool({ default: false, effect: '0D' }, 'Write the extended diagnostics.'),
    schema_version: text(
      { default: 'extended-minimal-v1', effect: '0D' },
      'Version tag of the extended diagnostics.',
    ),
  }),
  energy_bookkeeping: section('Energy account.', {
    enabled: bool({ default: false, effect: '0D' }, 'Keep account of the collision energy.'),
    stream: bool({ default: true, effect: '0D' }, 'Write the energy account while running.'),
  }),
});
