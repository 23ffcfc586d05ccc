import { engineSpec } from '../engines.ts';
import { ABLATION_COMMANDS } from '../proof/index.ts';
import { allOn, allVariants, chosen, DEFAULT_SEED, eachAlone, type Variant } from './variants.ts';
import type { VerifyOptions } from './verify.ts';

/** What of a verification was asked for; nothing means everything. */
export interface VerifySelection {
  /** Golden runs only, unless scenarios are named. */
  readonly golden?: boolean;
  /** Names of scenarios; golden runs only if asked for. */
  readonly scenario?: readonly string[];
  /** One engine only, as `--cache` of a run says it. */
  readonly cache?: string;
  /** Each optimisation alone only. */
  readonly each?: boolean;
  /** Commands of the invalidation proof, with the ablation besides everything else. */
  readonly deep?: number;
  /** The ablation of the caches only. */
  readonly ablation?: boolean;
  /** Seed of the random subsets and of the proof. */
  readonly seed?: number;
}

/**
 * What a selection comes to.
 *
 * @throws ConfigurationError for a value of `cache` that makes no sense
 */
export function selectVerification({
  golden = false,
  scenario = [],
  cache,
  each = false,
  deep = 0,
  ablation = false,
  seed = DEFAULT_SEED,
}: VerifySelection): Pick<
  VerifyOptions,
  | 'scenarios'
  | 'goldenRuns'
  | 'variants'
  | 'goldenVariants'
  | 'proofCommands'
  | 'ablationCommands'
  | 'seed'
> {
  const only = cache === undefined ? null : chosen(cache, engineSpec('fast', cache));
  const named = scenario.length > 0;
  const isWhole = !golden && !named && !each && !ablation;
  return {
    scenarios: named ? [...new Set(scenario)] : golden || ablation ? [] : 'all',
    goldenRuns: golden || isWhole ? 'all' : [],
    variants: variantsOf(only, each, seed),
    goldenVariants: [only ?? allOn()],
    proofCommands: deep,
    ablationCommands: ablation || deep > 0 ? ABLATION_COMMANDS : 0,
    seed,
  };
}

function variantsOf(only: Variant | null, each: boolean, seed: number): Variant[] {
  if (each) return only === null ? eachAlone() : [...eachAlone(), only];
  return only === null ? allVariants(seed) : [only];
}
