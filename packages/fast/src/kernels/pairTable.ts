import type { PairOutcomes } from '@marsdisk/core';
import { type RemnantSums, spreadFragments } from './collisionGain.ts';
import { kernelHeight, kernelSpeed } from './collisionKernel.ts';
import type { FragmentShares } from './fragmentShares.ts';
import type { MassSums } from './massSums.ts';

/**
 * Everything about the collisions of a cell that stays as long as its velocity does. Pairs are stored body by body: those
 * of body j are (0, j) … (j, j), and neighbours whose largest remnant falls into the same bin form a run. For most bodies
 * one run holds nearly all pairs (a boulder stays in its bin whatever the dust that hits it), so that a step is a short
 * list of dot products with the number densities.
 */
export interface PairTable {
  /** (s_i + s_j)² (m_i + m_j) f_ij, half of it for i = j; n (n + 1)/2 values. */
  readonly remnants: Float64Array;
  /** The same with the share of the fragments. */
  readonly fragments: Float64Array;
  /** First run of every body, and the number of runs; n + 1 values. */
  readonly firstRun: Int32Array;
  /** Bin after the last one of a run. */
  readonly runEnd: Int32Array;
  /** Bin of the largest remnants of a run. */
  readonly runBin: Int32Array;
}

export function createPairTable(binCount: number): PairTable {
  const pairCount = (binCount * (binCount + 1)) / 2;
  return {
    remnants: new Float64Array(pairCount),
    fragments: new Float64Array(pairCount),
    firstRun: new Int32Array(binCount + 1),
    runEnd: new Int32Array(pairCount),
    runBin: new Int32Array(pairCount),
  };
}

/** Writes the table of a grid for given outcomes. It makes no assumption on the order of the remnant bins. */
export function pairTable(
  sizes: Float64Array,
  sums: MassSums,
  outcomes: PairOutcomes,
  out: PairTable,
): void {
  const { remnants, fragments, firstRun, runEnd, runBin } = out;
  const { fraction, remainder, remnantBin, isValid } = outcomes;
  const n = sizes.length;
  let at = 0;
  let runs = 0;
  for (let j = 0; j < n; j++) {
    firstRun[j] = runs;
    for (let i = 0; i <= j; i++) {
      const pair = i * n + j;
      const reach = sizes[i] + sizes[j];
      const weight =
        isValid[pair] === 1 ? reach * reach * sums.pairs[pair] * (i === j ? 0.5 : 1) : 0;
      remnants[at] = weight * fraction[pair];
      fragments[at] = weight * remainder[pair];
      at += 1;
      const q = remnantBin[pair];
      if (i === 0 || q !== runBin[runs - 1]) {
        runBin[runs] = q;
        runs += 1;
      }
      runEnd[runs - 1] = i + 1;
    }
  }
  firstRun[n] = runs;
  runEnd.fill(0, runs);
  runBin.fill(0, runs);
}

/**
 * Writes the gains of a cell, m⁻² s⁻¹ (E.010), from its pair table. The kernel matrix is never formed: it is the table
 * times N_i N_j and one factor for all pairs.
 */
export function collisionGainByRuns(
  numberDensity: Float64Array,
  table: PairTable,
  scaleHeight: number,
  vRel: number,
  shares: FragmentShares,
  sums: MassSums,
  work: RemnantSums,
  out: Float64Array,
): void {
  const { remnants, fragments, firstRun, runEnd, runBin } = table;
  const intoRemnants = work.remnants;
  const intoFragments = work.fragments;
  const n = numberDensity.length;
  for (let k = 0; k < n; k++) {
    intoRemnants[k] = 0;
    intoFragments[k] = 0;
  }
  let at = 0;
  for (let j = 0; j < n; j++) {
    const count = numberDensity[j];
    const lastRun = firstRun[j + 1];
    let i = 0;
    for (let run = firstRun[j]; run < lastRun; run++) {
      const end = runEnd[run];
      let a = 0;
      let b = 0;
      for (; i < end; i++) {
        const partner = numberDensity[i];
        a += remnants[at] * partner;
        b += fragments[at] * partner;
        at += 1;
      }
      const q = runBin[run];
      intoRemnants[q] += count * a;
      intoFragments[q] += count * b;
    }
  }
  const rate = kernelSpeed(vRel) / kernelHeight(scaleHeight);
  spreadFragments(work, rate, shares, sums, out);
}
