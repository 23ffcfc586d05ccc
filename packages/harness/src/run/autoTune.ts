import { availableParallelism, freemem, loadavg, machine, totalmem, type } from 'node:os';
import { type AutoTuneProfile, autoTune, type MachineState } from '@marsdisk/config';

/** The `auto_tune` block of `run_config.json`. */
export interface AutoTuneRecord {
  readonly enabled: true;
  readonly machine: MachineState & {
    readonly mem_total_gb: number;
    readonly platform_machine: string;
    readonly psutil_available: false;
  };
  readonly decision: {
    readonly profile_requested: string;
    readonly profile_resolved: AutoTuneProfile;
    readonly numba_threads: number;
    readonly numba_thread_source: 'env' | 'auto';
    readonly suggested_sweep_jobs: number;
  };
  readonly numba: {
    readonly requested: number;
    readonly applied: null;
    readonly status: 'not_applicable';
  };
}

const GIB = 1024 ** 3;

/**
 * Probes the machine and decides on threads. The number is recorded and suggested for sweeps; it never changes results.
 *
 * @param profile `auto`, `light`, `balanced` or `throughput`
 */
export function tuneThreads(
  profile: string,
  environment: Readonly<Record<string, string | undefined>>,
): AutoTuneRecord {
  const system = type().replace('Windows_NT', 'Windows');
  const state: MachineState = {
    cpu_logical: availableParallelism(),
    // Node does not tell physical cores and the two kinds of cores apart.
    cpu_physical: null,
    cpu_perf_cores: null,
    cpu_eff_cores: null,
    cpu_perf_logical: null,
    cpu_eff_logical: null,
    load_avg_1m: system === 'Windows' ? null : (loadavg()[0] ?? null),
    mem_available_gb: freemem() / GIB,
    platform_system: system,
  };
  const variable = environment['NUMBA_NUM_THREADS']?.trim() || null;
  const { profile_resolved, threads, suggested_sweep_jobs } = autoTune(profile, state, variable);
  return {
    enabled: true,
    machine: {
      ...state,
      mem_total_gb: totalmem() / GIB,
      platform_machine: machine(),
      psutil_available: false,
    },
    decision: {
      profile_requested: profile,
      profile_resolved,
      numba_threads: threads,
      numba_thread_source: variable === null ? 'auto' : 'env',
      suggested_sweep_jobs,
    },
    numba: { requested: threads, applied: null, status: 'not_applicable' },
  };
}
