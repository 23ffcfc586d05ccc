/** The machine as the thread tuner sees it; null means unknown. */
export interface MachineState {
  readonly cpu_logical: number;
  readonly cpu_physical: number | null;
  readonly cpu_perf_cores: number | null;
  readonly cpu_eff_cores: number | null;
  readonly cpu_perf_logical: number | null;
  readonly cpu_eff_logical: number | null;
  /** Load average of the last minute. */
  readonly load_avg_1m: number | null;
  /** Free memory, GiB. */
  readonly mem_available_gb: number | null;
  readonly platform_system: string;
}

/** How much of the machine a run may take. */
export type AutoTuneProfile = 'light' | 'balanced' | 'throughput';

/** The tuner's decision. */
export interface AutoTuneDecision {
  readonly profile_resolved: AutoTuneProfile;
  readonly threads: number;
  readonly suggested_sweep_jobs: number;
}

const PROFILES: readonly string[] = ['light', 'balanced', 'throughput'];

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Performance cores plus half of the efficiency cores of a Mac; null elsewhere and when neither is known. */
function macScore(machine: MachineState): number | null {
  if (machine.platform_system !== 'Darwin') return null;
  const performance = machine.cpu_perf_cores ?? machine.cpu_perf_logical;
  const efficiency = machine.cpu_eff_cores ?? machine.cpu_eff_logical;
  if (performance === null && efficiency === null) return null;
  return (performance ?? 0) + 0.5 * (efficiency ?? 0);
}

function automaticProfile(machine: MachineState, cores: number): AutoTuneProfile {
  const { load_avg_1m, mem_available_gb, platform_system } = machine;
  const logical = Math.max(1, machine.cpu_logical);
  if (load_avg_1m !== null && load_avg_1m / logical >= 0.5) return 'light';
  if (mem_available_gb !== null && mem_available_gb < 8) return 'light';
  if (platform_system === 'Darwin') {
    const score = macScore(machine);
    return (score === null ? cores >= 10 : score >= 6) ? 'balanced' : 'light';
  }
  const isWindows = platform_system === 'Windows';
  if (cores >= 24 || (isWindows && logical >= 32)) return 'throughput';
  return cores >= 12 || (isWindows && logical >= 16) ? 'balanced' : 'light';
}

function threadCount(profile: AutoTuneProfile, budget: number, isWindows: boolean): number {
  if (profile === 'light') return 1;
  if (profile === 'balanced') return budget >= (isWindows ? 8 : 12) ? 2 : 1;
  if (!isWindows) return Math.min(4, Math.max(2, Math.floor(budget / 8)));
  if (budget >= 48) return 12;
  if (budget >= 32) return 8;
  if (budget >= 24) return 6;
  return budget >= 16 ? 4 : 2;
}

/**
 * How many threads a run should use and how many runs a sweep should start at once. Threads never change results.
 *
 * @param requested a profile, or anything else for automatic
 * @param threadsVariable value of NUMBA_NUM_THREADS; a positive whole number replaces the computed count
 */
export function autoTune(
  requested: string,
  machine: MachineState,
  threadsVariable: string | null = null,
): AutoTuneDecision {
  const cores = machine.cpu_physical ?? Math.max(1, machine.cpu_logical);
  const profile = PROFILES.includes(requested)
    ? (requested as AutoTuneProfile)
    : automaticProfile(machine, cores);
  const isMac = machine.platform_system === 'Darwin';
  const budget = isMac ? (machine.cpu_perf_cores ?? machine.cpu_perf_logical ?? cores) : cores;
  const computed = threadCount(profile, budget, machine.platform_system === 'Windows');
  const wanted = /^\d+$/.test(threadsVariable?.trim() ?? '') ? Number(threadsVariable) : 0;
  const threads = wanted > 0 ? wanted : computed;
  const score = macScore(machine);
  const jobBudget = score === null ? cores : Math.max(1, roundHalfEven(score));
  return {
    profile_resolved: profile,
    threads,
    suggested_sweep_jobs: Math.max(1, Math.floor(jobBudget / threads)),
  };
}
