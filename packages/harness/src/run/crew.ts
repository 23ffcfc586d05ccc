import { advanceRun, type Run, type RunConfig, type RunTables } from '@marsdisk/core';
import {
  advanceTeam,
  createTeam,
  dismissTeam,
  type EngineSpec,
  type EngineStatistics,
  statisticsOfEngine,
  teamStatistics,
} from '@marsdisk/fast';

/** Who takes the steps of a run: this thread alone, or a team of threads. */
export interface Crew {
  /** Takes up to so many steps, fewer if the run ends. */
  readonly advance: (steps: number) => Promise<boolean> | boolean;
  /** What the caches of all engines did, added up. */
  readonly caches: () => Promise<EngineStatistics>;
  readonly dismiss: () => Promise<void>;
}

/** A crew of one: this thread. */
export function soleCrew(run: Run): Crew {
  return {
    advance: (steps) => advanceRun(run, steps),
    caches: async () => statisticsOfEngine(run.engine),
    dismiss: async () => {},
  };
}

/**
 * A crew of several threads, each with an engine of its own. The results are those of one thread, bit for bit.
 *
 * @param run made with shared memory
 * @param config, tables what it was set up from
 * @param workers at least 2
 */
export function teamCrew(
  run: Run,
  config: RunConfig,
  tables: RunTables,
  spec: EngineSpec,
  workers: number,
): Crew {
  const team = createTeam(run, config, tables, spec, workers);
  return {
    advance: (steps) => advanceTeam(team, steps),
    caches: async () => added([statisticsOfEngine(run.engine), ...(await teamStatistics(team))]),
    dismiss: () => dismissTeam(team),
  };
}

function added([first = [], ...others]: readonly EngineStatistics[]): EngineStatistics {
  return first.map((cache, i) => {
    const sum = { ...cache };
    for (const statistics of others) {
      const other = statistics[i];
      if (other === undefined) continue;
      sum.hits += other.hits;
      sum.misses += other.misses;
      sum.evictions += other.evictions;
      sum.rejections += other.rejections;
    }
    return sum;
  });
}
