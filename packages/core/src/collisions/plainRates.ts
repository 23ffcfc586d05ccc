import { particleMasses } from '../dust/grid.ts';
import type { CollisionQuery, CollisionRates } from '../engine/engine.ts';
import { fragmentTensor } from './fragmentTensor.ts';
import { FRAGMENT_EXPONENT, fragmentWeights } from './fragmentWeights.ts';
import { collisionGain } from './gain.ts';
import { collisionKernel } from './kernel.ts';
import { lossCoefficients, shortestCollisionTime } from './loss.ts';
import {
  createPairOutcomes,
  type PairOutcomes,
  type PairTableInput,
  pairOutcomes,
} from './outcomes.ts';
import type { StrengthLaw } from './qstar.ts';

/** Arrays that one evaluation of the plain rates fills from nothing; kept only to be allocated once. */
export interface PlainRatesWorkspace {
  /** What the pairs are computed from; grid, density and velocity are those of the query. */
  readonly pairs: { -readonly [Key in keyof PairTableInput]: PairTableInput[Key] };
  readonly scaleHeights: Float64Array;
  readonly kernel: Float64Array;
  readonly thresholds: Float64Array;
  readonly outcomes: PairOutcomes;
  readonly weights: Float64Array;
  readonly tensor: Float64Array;
}

/** Returns a workspace for `binCount` bins. */
export function createPlainRatesWorkspace(binCount: number): PlainRatesWorkspace {
  const pairCount = binCount * binCount;
  const none = new Float64Array(0);
  return {
    pairs: {
      grid: { sizes: none, edges: none },
      masses: new Float64Array(binCount),
      rho: Number.NaN,
      vRel: Number.NaN,
    },
    scaleHeights: new Float64Array(binCount),
    kernel: new Float64Array(pairCount),
    thresholds: new Float64Array(binCount),
    outcomes: createPairOutcomes(binCount),
    weights: new Float64Array(pairCount),
    tensor: new Float64Array(pairCount * binCount),
  };
}

/**
 * Writes loss coefficients, gains and shortest collision time of a cell by the definitions: kernel, losses, outcome of
 * every pair, fragment weights, fragment tensor, gain. Nothing is kept from one call to the next.
 *
 * @throws PhysicsError if the query holds a value outside the range of one of these.
 */
export function plainCollisionRates(
  law: StrengthLaw,
  workspace: PlainRatesWorkspace,
  query: CollisionQuery,
  rates: CollisionRates,
): void {
  const { pairs, scaleHeights, kernel, outcomes, weights, tensor } = workspace;
  const { masses } = pairs;
  const { grid, vRel } = query;
  const { sizes, edges } = grid;
  pairs.grid = grid;
  pairs.rho = query.rho;
  pairs.vRel = vRel;
  particleMasses(sizes, grid.rho, masses);
  scaleHeights.fill(query.scaleHeight);
  collisionKernel(query.numberDensity, sizes, scaleHeights, vRel, kernel);
  lossCoefficients(kernel, query.numberDensity, rates.loss);
  rates.shortestTime = shortestCollisionTime(rates.loss);
  pairOutcomes(law, pairs, workspace.thresholds, outcomes);
  fragmentWeights(edges, FRAGMENT_EXPONENT, weights);
  fragmentTensor(outcomes, weights, sizes.length, tensor);
  collisionGain(kernel, tensor, masses, rates.gain);
}
