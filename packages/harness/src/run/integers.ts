import { fields } from '@marsdisk/config';
import { CACHE_NAMES } from '@marsdisk/fast';

/** Whole numbers of `summary.json` and `run_config.json` outside of the configuration, by path. */
const INTEGERS: ReadonlySet<string> = new Set([
  'geometry.Nr',
  'cells_stopped',
  'cells_total',
  'orbits_completed',
  'seed',
  'time_grid.n_steps',
  'temperature_driver.n_rows',
  'steps_done',
  'workers',
  'io.series_stride',
  'io.psd_history_stride',
  'io.diagnostics_stride',
  'io.streaming.offload.keep_last_n',
  ...[
    'jobs_requested',
    'jobs_effective',
    'min_cells',
    'min_cells_per_job',
    'chunk_size_requested',
    'chunk_size',
    'numba_threads_auto',
  ].map((key) => `cell_parallel.${key}`),
  'threading.numba_threads_auto',
  ...CACHE_NAMES.flatMap((name) =>
    ['hits', 'misses', 'evictions', 'rejections'].map(
      (count) => `cache_statistics.${name}.${count}`,
    ),
  ),
  'auto_tune.machine.cpu_logical',
  'auto_tune.decision.numba_threads',
  'auto_tune.decision.suggested_sweep_jobs',
  'auto_tune.numba.requested',
]);

const CONFIG_INTEGERS: ReadonlySet<string> = new Set(
  [...fields()]
    .filter(
      ([, { type }]) => type === 'integer' || (Array.isArray(type) && type.includes('integer')),
    )
    .map(([path]) => path),
);

/** Whether a whole number at this place of `summary.json` or `run_config.json` is a count and not a measured quantity. */
export function isIntegerField(path: readonly string[]): boolean {
  return path[0] === 'config'
    ? CONFIG_INTEGERS.has(path.slice(1).join('.'))
    : INTEGERS.has(path.join('.'));
}
