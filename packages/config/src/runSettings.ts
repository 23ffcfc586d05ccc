import type { Config } from './config.generated.ts';
import { normalisePhysicsMode, type PhysicsMode } from './physicsMode.ts';
import type { Resolved } from './resolve/resolve.ts';

/** Flags of the command line that change the resolved configuration; those left out change nothing. */
export interface RunFlags {
  readonly quiet?: boolean;
  readonly progress?: boolean;
  readonly sinks?: Config['sinks']['mode'];
  readonly physicsMode?: PhysicsMode;
}

/** The configuration of a run after its flags, and where its physics mode came from. */
export interface RunSettings {
  readonly config: Config;
  readonly physicsModeSource: 'cli' | 'config';
}

/**
 * The configuration as a run gets it: flags applied, and quiet unless a flag, the file or an override says otherwise.
 */
export function runSettings({ config, given }: Resolved, flags: RunFlags = {}): RunSettings {
  const quiet = flags.quiet ?? (given.has('io.quiet') ? config.io.quiet : true);
  const progress = flags.progress ? { enable: true } : {};
  return {
    config: {
      ...config,
      physics_mode: normalisePhysicsMode(flags.physicsMode ?? config.physics_mode),
      sinks: { ...config.sinks, mode: flags.sinks ?? config.sinks.mode },
      io: { ...config.io, quiet, progress: { ...config.io.progress, ...progress } },
    },
    physicsModeSource: flags.physicsMode === undefined ? 'config' : 'cli',
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/**
 * The `config` block of `run_config.json`: the whole configuration with sorted keys. `numerics.t_end_years` becomes
 * `scope.analysis_years` when no duration is given. Loading the echo again gives the same configuration.
 */
export function echo(config: Config): Config {
  const { t_end_years, t_end_orbits } = config.numerics;
  const duration =
    t_end_years === null && t_end_orbits === null
      ? { t_end_years: config.scope.analysis_years }
      : {};
  return sorted({ ...config, numerics: { ...config.numerics, ...duration } }) as Config;
}
