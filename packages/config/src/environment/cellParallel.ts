import { type Environment, environmentCount, environmentFlag } from './variables.ts';

/** Why cells do not run in parallel; `enabled` when they do. */
export type CellParallelReason =
  | 'enabled'
  | 'not_requested'
  | 'non_windows'
  | 'too_few_cells'
  | 'cell_coupling_enabled'
  | 'single_job'
  | 'too_few_cells_per_job';

/** What was asked for. */
export interface CellParallelRequest {
  readonly os: 'posix' | 'nt';
  readonly cells: number;
  readonly isRequested: boolean;
  readonly isForced: boolean;
  readonly jobs: number;
  readonly minCells: number;
  readonly minCellsPerJob: number;
  /** Cells per chunk; 0 or less for automatic. */
  readonly chunkSize: number;
  readonly isCoupled: boolean;
}

/** What is done. */
export interface CellParallelDecision {
  readonly reason: CellParallelReason;
  readonly jobs: number;
  readonly chunkSize: number;
  readonly chunkMode: 'fixed' | 'auto' | 'auto_single_chunk';
}

function reasonBeforeJobs(request: CellParallelRequest): CellParallelReason {
  if (!request.isRequested) return 'not_requested';
  if (request.os !== 'nt' && !request.isForced) return 'non_windows';
  if (request.cells < request.minCells) return 'too_few_cells';
  if (request.isCoupled) return 'cell_coupling_enabled';
  return request.jobs <= 1 ? 'single_job' : 'enabled';
}

/** Whether cells run in parallel, with how many workers, and how the cells are cut into chunks. */
export function decideCellParallel(request: CellParallelRequest): CellParallelDecision {
  const { cells } = request;
  let reason = reasonBeforeJobs(request);
  let jobs = reason === 'enabled' ? Math.max(1, Math.min(request.jobs, cells)) : 1;
  if (reason === 'enabled') {
    if (jobs <= 1) reason = 'single_job';
    else if (cells < jobs * request.minCellsPerJob) reason = 'too_few_cells_per_job';
    if (reason !== 'enabled') jobs = 1;
  }
  let chunkMode: CellParallelDecision['chunkMode'] = 'fixed';
  let chunkSize = request.chunkSize;
  if (chunkSize <= 0) {
    chunkMode = 'auto';
    chunkSize = Math.ceil(cells / jobs);
    if (chunkSize <= 1 && cells <= jobs) {
      chunkMode = 'auto_single_chunk';
      chunkSize = cells;
    }
  }
  return { reason, jobs, chunkSize: Math.max(1, Math.min(chunkSize, cells)), chunkMode };
}

/** The `cell_parallel` block of `run_config.json`: what the environment asked for, and what was done. */
export interface CellParallel {
  readonly requested: boolean;
  readonly enabled: boolean;
  readonly disabled_reason: CellParallelReason | null;
  readonly force_non_windows: boolean;
  readonly jobs_requested: number;
  readonly jobs_effective: number;
  readonly min_cells: number;
  readonly min_cells_per_job: number;
  /** 0 or less for automatic. */
  readonly chunk_size_requested: number;
  readonly chunk_size: number;
  readonly chunk_mode: CellParallelDecision['chunkMode'];
  readonly os: 'posix' | 'nt';
  readonly numba_threads_env: string | null;
  readonly numba_threads_auto: number | null;
  readonly numba_threads_effective: string | null;
  readonly cell_coupling_enabled: boolean;
}

/** The machine as far as it decides about parallel cells. */
export interface Machine {
  /** `process.platform`. */
  readonly platform: string;
  readonly logicalCores: number;
}

/** Whether and how the environment wants the cells of a run to be computed in parallel. */
export function resolveCellParallel(
  env: Environment,
  cells: number,
  machine: Machine,
): CellParallel {
  const request: CellParallelRequest = {
    os: machine.platform === 'win32' ? 'nt' : 'posix',
    cells,
    isRequested: environmentFlag(env['MARSDISK_CELL_PARALLEL']) === true,
    isForced: environmentFlag(env['MARSDISK_CELL_PARALLEL_FORCE']) === true,
    jobs: environmentCount(env, 'MARSDISK_CELL_JOBS'),
    minCells: environmentCount(env, 'MARSDISK_CELL_MIN_CELLS'),
    minCellsPerJob: environmentCount(env, 'MARSDISK_CELL_MIN_CELLS_PER_JOB'),
    chunkSize: environmentCount(env, 'MARSDISK_CELL_CHUNK_SIZE'),
    isCoupled: false,
  };
  const decision = decideCellParallel(request);
  const isEnabled = decision.reason === 'enabled';
  const threads = env['NUMBA_NUM_THREADS']?.trim() || null;
  return {
    requested: request.isRequested,
    enabled: isEnabled,
    disabled_reason: isEnabled ? null : decision.reason,
    force_non_windows: request.isForced,
    jobs_requested: request.jobs,
    jobs_effective: decision.jobs,
    min_cells: request.minCells,
    min_cells_per_job: request.minCellsPerJob,
    chunk_size_requested: request.chunkSize,
    chunk_size: decision.chunkSize,
    chunk_mode: decision.chunkMode,
    os: request.os,
    ...kernelThreads(
      threads,
      isEnabled ? Math.max(1, Math.floor(machine.logicalCores / decision.jobs)) : null,
    ),
    cell_coupling_enabled: request.isCoupled,
  };
}

/**
 * What is done about parallel cells when that many threads advance them: every thread begins with an equal share, whatever
 * the environment asked for.
 *
 * @param asked what the environment wants
 */
export function appliedCellParallel(
  asked: CellParallel,
  workers: number,
  cells: number,
): CellParallel {
  const isEnabled = workers > 1;
  return {
    ...asked,
    enabled: isEnabled,
    disabled_reason: isEnabled ? null : (asked.disabled_reason ?? 'single_job'),
    jobs_effective: workers,
    chunk_size: Math.ceil(cells / workers),
    chunk_mode: cells > 1 ? 'auto' : 'auto_single_chunk',
    ...kernelThreads(asked.numba_threads_env, isEnabled ? asked.numba_threads_auto : null),
  };
}

/** The threads that the reference gives its compiled kernels in every job. */
function kernelThreads(
  wanted: string | null,
  share: number | null,
): Pick<CellParallel, 'numba_threads_env' | 'numba_threads_auto' | 'numba_threads_effective'> {
  const automatic = wanted === null ? share : null;
  return {
    numba_threads_env: wanted,
    numba_threads_auto: automatic,
    numba_threads_effective: wanted ?? (automatic === null ? null : String(automatic)),
  };
}
