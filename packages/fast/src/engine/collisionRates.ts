import {
  type CollisionQuery,
  type CollisionRates,
  type Engine,
  FRAGMENT_EXPONENT,
  lossCoefficients as plainLossCoefficients,
  type SizeGrid,
  shortestCollisionTime,
} from '@marsdisk/core';
import { type InputBoard, putGrid, putKey } from '../cache/board.ts';
import { slotOf } from '../cache/inputs.ts';
import { collisionGain, collisionGainByRemnant } from '../kernels/collisionGain.ts';
import { collisionGainByPairs } from '../kernels/collisionGainByPairs.ts';
import { collisionKernel } from '../kernels/collisionKernel.ts';
import { lossCoefficients } from '../kernels/lossCoefficients.ts';
import { createPairSums } from '../kernels/pairSums.ts';
import { createRemnantSums } from '../kernels/remnantSums.ts';
import { createVectorPairSums } from '../kernels/vectorPairSums.ts';
import type { EngineParts } from './parts.ts';

const RHO = slotOf('rho');
const V_REL = slotOf('vRel');
const ALPHA = slotOf('alpha');

/** Flags that change how collision rates are computed; without one of them the plain rates are asked. */
const COLLISION_FLAGS = [
  'weights',
  'fragments',
  'outcomes',
  'workspace',
  'qstar',
  'gain',
  'kernel',
  'pairs',
  'moments',
  'remnants',
] as const;

/**
 * The stages of the plain rates, each replaced or left as its flag says: kernel, losses, gain. With `moments` and `pairs`
 * no matrix is formed at all.
 */
export function collisionRates(parts: EngineParts): Engine['collisionRates'] {
  const { plain, board, flags } = parts;
  if (!COLLISION_FLAGS.some((flag) => flags.has(flag))) return plain.collisionRates;
  const { bins } = board.dimensions;
  const needsKernel = !(flags.has('moments') && flags.has('pairs'));
  const kernel = needsKernel ? new Float64Array(bins * bins) : null;
  const formKernel = kernelStage(parts, kernel);
  const writeLosses = lossStage(parts, kernel);
  const writeGains = gainStage(parts, kernel);
  return (query, rates) => {
    if (!isWithinRange(query)) {
      // The plain rates name what is wrong.
      plain.collisionRates(query, rates);
      return;
    }
    putCollision(board, query.grid, query.rho, query.vRel);
    formKernel(query);
    writeLosses(query, rates);
    writeGains(query, rates);
  };
}

/** Puts down what the tables of collision rates depend on. */
export function putCollision(board: InputBoard, grid: SizeGrid, rho: number, vRel: number): void {
  putGrid(board, grid);
  putKey(board, RHO, rho);
  putKey(board, V_REL, vRel);
  putKey(board, ALPHA, FRAGMENT_EXPONENT);
}

type KernelStage = (query: CollisionQuery) => void;
type RateStage = (query: CollisionQuery, rates: CollisionRates) => void;

function kernelStage({ caches }: EngineParts, kernel: Float64Array | null): KernelStage {
  if (kernel === null) return () => {};
  const { get } = caches.kernel;
  return ({ cell, numberDensity, scaleHeight, vRel }) =>
    collisionKernel(numberDensity, get(cell), scaleHeight, vRel, kernel);
}

function lossStage({ flags }: EngineParts, kernel: Float64Array | null): RateStage {
  if (flags.has('moments') || kernel === null)
    return (query, rates) => {
      const { numberDensity, grid, scaleHeight, vRel } = query;
      rates.shortestTime = lossCoefficients(
        numberDensity,
        grid.sizes,
        scaleHeight,
        vRel,
        rates.loss,
      );
    };
  return ({ numberDensity }, rates) => {
    plainLossCoefficients(kernel, numberDensity, rates.loss);
    rates.shortestTime = shortestCollisionTime(rates.loss);
  };
}

function gainStage(parts: EngineParts, kernel: Float64Array | null): RateStage {
  const { board, caches, flags } = parts;
  const sums = caches.gain.get;
  const shares = caches.weights.get;
  if (flags.has('pairs') || kernel === null) {
    const table = caches.pairs.get;
    const { bins } = board.dimensions;
    const pairSums = flags.has('simd') ? createVectorPairSums(bins) : createPairSums(bins);
    return ({ cell, numberDensity, scaleHeight, vRel }, { gain }) =>
      collisionGainByPairs(
        pairSums,
        numberDensity,
        table(cell),
        scaleHeight,
        vRel,
        shares(cell),
        sums(cell),
        gain,
      );
  }
  if (flags.has('remnants')) {
    const outcomes = caches.outcomes.get;
    const work = createRemnantSums(board.dimensions.bins);
    return ({ cell }, { gain }) =>
      collisionGainByRemnant(kernel, outcomes(cell), shares(cell), sums(cell), work, gain);
  }
  const tensor = caches.fragments.get;
  return ({ cell }, { gain }) => collisionGain(kernel, tensor(cell), sums(cell), gain);
}

/** Whether a query lies in the range of the collision rates. */
function isWithinRange({ numberDensity, grid, rho, vRel, scaleHeight }: CollisionQuery): boolean {
  const { sizes } = grid;
  const n = numberDensity.length;
  if (sizes.length !== n || !areSpeedsWithinRange(rho, vRel, scaleHeight)) return false;
  for (let k = 0; k < n; k++) if (numberDensity[k] < 0 || sizes[k] <= 0) return false;
  return true;
}

/** The part of `isWithinRange` that asks one number each. */
export function areSpeedsWithinRange(rho: number, vRel: number, scaleHeight: number): boolean {
  if (rho <= 0 || scaleHeight <= 0) return false;
  return vRel >= 0 && vRel < Number.POSITIVE_INFINITY;
}
