import { createPlainEngine, setUpRun, YEAR } from '@marsdisk/core';
import { engineSpec, resolveEngine } from '../../engines.ts';
import {
  type InMemoryRun,
  type PreparedRun,
  runInMemory,
  runOnWorkers,
} from '../../verify/runInMemory.ts';
import type { Variant } from '../definition/variants.ts';
import { compareByGroup, PARITY_TOLERANCE, type Parity } from './parity.ts';

const REFERENCE = 'core';

/** The end is earlier by this share, so that rounding adds no step to a shortened run. */
const MARGIN = 1e-12;

/**
 * Compares what the measured engines give with what the plain engine gives: the first steps of the run, in memory, with
 * the rows that the configuration keeps.
 *
 * @param steps most steps to compare
 * @returns null when there is nothing to compare: no step, or no engine but the plain one on one thread
 * @throws ConfigurationError, PhysicsError, TableLoadError for a run that cannot be set up
 */
export async function checkParity(
  run: PreparedRun,
  variants: readonly Variant[],
  steps: number,
): Promise<Parity | null> {
  const compared = variants.filter(({ engine, workers }) => engine !== REFERENCE || workers > 1);
  if (compared.length === 0 || steps === 0) return null;
  const short = firstSteps(run, steps);
  const plain = runInMemory(short, createPlainEngine);
  const engines = [];
  for (const variant of compared)
    engines.push(compareByGroup(variant.label, await runVariant(short, variant), plain));
  return {
    reference: REFERENCE,
    steps: Math.min(steps, plain.setup.timeGrid.stepCount),
    tolerance: PARITY_TOLERANCE,
    agrees: engines.every(({ agrees }) => agrees),
    engines,
  };
}

/** The run with its end after so many steps of the same length; its last step is recorded whatever the strides. */
export function firstSteps(run: PreparedRun, steps: number): PreparedRun {
  const { config, tables } = run;
  const { dtFirst, stepCount } = setUpRun(config, tables).timeGrid;
  if (stepCount <= steps) return run;
  const numerics = {
    ...config.numerics,
    t_end_years: (steps * dtFirst * (1 - MARGIN)) / YEAR,
    t_end_orbits: null,
    t_end_until_temperature_K: null,
    min_duration_years: null,
    dt_init: dtFirst,
  };
  return { ...run, config: { ...config, numerics } };
}

function runVariant(
  run: PreparedRun,
  { engine, cache, workers }: Variant,
): InMemoryRun | Promise<InMemoryRun> {
  return workers > 1
    ? runOnWorkers(run, engineSpec(engine, cache), workers, true)
    : runInMemory(run, resolveEngine(engine, cache));
}
