import { locateInput } from '@marsdisk/config';
import { engineFactory } from '@marsdisk/fast';
import { engineSpec } from '../engines.ts';
import { refuseUnknownOverrides } from '../refuseUnknownOverrides.ts';
import { loadScenario } from '../verify/scenario.ts';
import { type DriftProgress, type DriftReport, followDrift } from './followDrift.ts';
import { loadConfiguration } from './loadConfiguration.ts';

/** Steps of a drift unless asked otherwise: the length at which engines have to agree. */
export const DRIFT_STEPS = 20_000;

/** The plain engine is slow, so a few cells stand for all. */
export const DRIFT_CELLS = 4;

const CONFIGS = ['configs/base.yml', 'configs/solid.yml'];

/** Which runs are followed; without scenarios and configuration: the hot and the solid disk of production. */
export interface DriftRequest {
  /** Root of the repository. */
  readonly root: string;
  readonly steps?: number;
  /** Names of scenarios of tests/scenarios. */
  readonly scenarios?: readonly string[];
  /** Path of a configuration; four cells of it unless `geometry.Nr` is overridden. */
  readonly config?: string;
  /** `PATH=VALUE` */
  readonly overrides?: readonly string[];
  /** Optimisations of the fast engine, as `--cache` says them. */
  readonly cache?: string;
  readonly tolerance?: number;
  readonly onProgress?: (run: string, progress: DriftProgress) => void;
}

/** The content of `--json`. */
export interface DriftResult {
  readonly format: 1;
  readonly kind: 'marsdisk drift';
  readonly passes: boolean;
  readonly runs: readonly DriftReport[];
}

/**
 * Follows how far the plain engine and the fast one drift apart, run after run.
 *
 * @throws ConfigurationError, FileError, TableLoadError for what cannot be set up
 */
export async function measureDrift(request: DriftRequest): Promise<DriftResult> {
  const { root, scenarios = [], overrides = [], cache = 'all', tolerance, onProgress } = request;
  const engine = engineFactory(engineSpec('fast', cache));
  const fewCells = [`geometry.Nr=${DRIFT_CELLS}`, ...overrides];
  const configs =
    request.config !== undefined ? [request.config] : scenarios.length > 0 ? [] : CONFIGS;
  if (overrides.length > 0) {
    // Which settings there are does not depend on the configuration.
    const path = locateInput(configs[0] ?? CONFIGS[0]!, null, root);
    refuseUnknownOverrides(path, overrides, '--override');
  }
  const loads = [
    ...scenarios.map((name) => () => loadScenario(root, name, overrides)),
    ...configs.map((config) => () => loadConfiguration(root, config, fewCells)),
  ];
  const runs: DriftReport[] = [];
  for (const load of loads) {
    const prepared = await load();
    runs.push(
      followDrift(prepared, {
        engine,
        engineName: `fast ${cache}`,
        steps: request.steps ?? DRIFT_STEPS,
        ...(tolerance !== undefined && { tolerance }),
        onProgress: (progress) => onProgress?.(prepared.name, progress),
      }),
    );
  }
  return { format: 1, kind: 'marsdisk drift', passes: runs.every(({ passes }) => passes), runs };
}
