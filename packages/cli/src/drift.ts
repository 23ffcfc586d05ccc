import {
  type DriftProgress,
  type DriftResult,
  driftChart,
  driftText,
  measureDrift,
} from '@marsdisk/harness/drift';
import { EXIT, UsageError } from './command.ts';
import { createBar } from './progressBar.ts';
import { countText } from './quantities.ts';
import { requireWritable, writeJsonReport, writeReport } from './reportFiles.ts';

/** What `marsdisk verify --drift` understands. */
export interface DriftOptions {
  /** Steps; true for as many as usual. */
  readonly drift?: boolean | number;
  readonly config?: string;
  readonly override?: readonly string[];
  readonly chart?: string;
  readonly scenario?: readonly string[];
  readonly cache?: string;
  readonly rtol?: number;
  readonly json?: string;
}

/** Options that only a drift has. */
const OF_DRIFTS = ['config', 'override', 'chart'] as const;
/** Options of a verification that a drift has not. */
const NOT_OF_DRIFTS = [
  ...['golden', 'each', 'deep', 'ablation', 'seed', 'threads', 'against', 'run', 'verbose'],
] as const;

/**
 * Refuses options that have no meaning together.
 *
 * @throws UsageError
 */
export function refuseMixture(options: DriftOptions): void {
  const given = (name: string) =>
    (options as Readonly<Record<string, unknown>>)[name] !== undefined;
  if (options.drift === undefined) {
    for (const name of OF_DRIFTS)
      if (given(name)) throw new UsageError(`--${name}: has a meaning with --drift only`);
    return;
  }
  for (const name of NOT_OF_DRIFTS)
    if (given(name)) throw new UsageError(`--${name}: has no meaning together with --drift`);
  if (given('config') && given('scenario'))
    throw new UsageError('--config: give it or --scenario, not both');
}

/** Measures a drift, prints and writes it, and returns the exit code. */
export async function runDrift(options: DriftOptions): Promise<number> {
  const { drift, config, override, scenario, cache, rtol } = options;
  const bar = startBar();
  requireWritable(options.json, options.chart);
  let result: DriftResult;
  try {
    result = await measureDrift({
      root: process.cwd(),
      ...(typeof drift === 'number' && { steps: drift }),
      ...(config !== undefined && { config }),
      ...(override !== undefined && { overrides: override }),
      ...(scenario !== undefined && { scenarios: scenario }),
      ...(cache !== undefined && { cache }),
      ...(rtol !== undefined && { tolerance: rtol }),
      onProgress: bar.update,
    });
  } finally {
    bar.stop();
  }
  process.stdout.write(driftText(result.runs));
  writeJsonReport(options.json, result);
  writeReport(options.chart, () => driftChart(result.runs));
  return result.passes ? EXIT.success : EXIT.failure;
}

/** A bar on standard error; nothing when that is no terminal. */
function startBar() {
  if (process.stderr.isTTY !== true) return { update: () => {}, stop: () => {} };
  const bar = createBar(
    'step {at}/{steps} | worst deviation {worst} | left {eta_formatted} | {run}',
  );
  let shown = '';
  return {
    update(run: string, { step, steps, worst }: DriftProgress): void {
      const fields = {
        run,
        at: countText(step),
        steps: countText(steps),
        worst: worst.toExponential(1),
      };
      if (run === shown) {
        bar.update(step, fields);
        return;
      }
      if (shown !== '') bar.stop();
      shown = run;
      bar.start(steps, step, fields);
    },
    stop: () => bar.stop(),
  };
}
