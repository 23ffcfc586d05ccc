import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  changedGrid,
  createPlainEngine,
  createVersionCounter,
  disruptionThreshold,
  logarithmicGrid,
  velocityRange,
} from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import {
  bindContent,
  CACHES,
  type Cache,
  type CacheStatistics,
  copyOf,
  createCache,
  createFastEngine,
  defineCache,
  FLAG_NAMES,
  putKey,
  putNumber,
  sameBits,
  slotOf,
} from '../src/index.ts';
import type { PairMasses } from '../src/kernels/pairOutcomes.ts';
import { referenceCache, withReferenceKey } from './referenceCache.ts';
import { contextOf, gainOf, type Setting, settingOf, strengthOf } from './setting.ts';

// Each hazard of the reference's caches is stated twice: its rule forgets, never hits or mixes runs, ours does not. The
// hazards of keys are in hazards.test.ts.

const BINS = 5;
const V_REL = slotOf('vRel');

describe('hazards of what is kept that are none here', () => {
  /** The pair masses asked twice, and once more when the particles weigh twice as much. */
  function askPairMasses(bins: number, make: (setting: Setting) => Cache<PairMasses>) {
    const setting = settingOf(bins);
    const cache = make(setting);
    const grid = logarithmicGrid(1e-6, 1, bins, 3000, setting.versions);
    setting.show(grid);
    const first = cache.get(0).total[0];
    const isFound = cache.get(0).total[0] === first && cache.statistics().hits === 1;
    setting.show(changedGrid(grid, { rho: 6000 }, setting.versions));
    return { isFound, isRight: cache.get(0).total[0] === 2 * first };
  }

  it.each([1, 2, 5])(
    'C9: the pair masses of %i bins are found again, and follow the masses',
    (bins) => {
      // The reference compares the shape (n, 1) with (n, n), and nothing else.
      const reference = ({ board }: Setting) =>
        String([bins, 1]) === String([bins, bins])
          ? withReferenceKey<PairMasses>(CACHES.workspace, board, [])
          : createCache<PairMasses>(CACHES.workspace, board, { isEnabled: false }, new Map());
      expect(askPairMasses(bins, reference)).toEqual({ isFound: bins === 1, isRight: bins !== 1 });
      expect(askPairMasses(bins, ({ caches }) => caches.workspace)).toEqual({
        isFound: true,
        isRight: true,
      });
    },
  );

  it('C10: nothing of a run is left for the next one in the same thread', async () => {
    const scales = [1, 5.574];
    const thread = new Worker(new URL('./runsInThread.ts', import.meta.url), {
      workerData: { bins: BINS, scales },
    });
    const [answers] = (await once(thread, 'message')) as [
      { reference: Float64Array; ours: Float64Array; statistics: CacheStatistics[] }[],
    ];
    await thread.terminate();
    const right = scales.map((scale) =>
      gainOf(createPlainEngine(contextOf(BINS, 1, { strength: strengthOf(scale) })), BINS),
    );
    const worst = (gain: Float64Array, expected: Float64Array) =>
      Math.max(...gain.map((value, k) => relativeDeviation(value, expected[k])));
    expect(worst(right[0], right[1])).toBeGreaterThan(1e-3);
    // The start of a run clears the memory of the thread that calls, which is not this one.
    expect(answers[1].reference).toEqual(answers[0].ours);
    for (const [run, { ours }] of answers.entries())
      expect(worst(ours, right[run])).toBeLessThan(1e-12);
    expect(answers[1].statistics).toEqual(answers[0].statistics);
  });

  it('C11: the disruption thresholds are found again where the cascade asks for them', () => {
    const context = contextOf(BINS);
    const { sizes } = context.grid;
    const law = context.strength;
    /** The cascade asks for the larger body of each pair. */
    const pairs = Array.from(sizes, (a) => sizes.map((b) => Math.max(a, b)));
    let computed = 0;
    const reference = referenceCache<number[]>(128);
    const thresholds = (asked: Float64Array | readonly Float64Array[]) => {
      const compute = () => {
        computed += 1;
        return [asked]
          .flat()
          .flatMap((row) =>
            Array.from(row as Float64Array, (s) => disruptionThreshold(law, s, 3270, 3.6)),
          );
      };
      // What has two dimensions is computed, whatever is remembered.
      return asked instanceof Float64Array
        ? reference.get([3270, 3600, ...asked], compute)
        : compute();
    };
    for (let step = 0; step < 10; step++) thresholds(sizes);
    expect(computed).toBe(1);
    for (let step = 0; step < 10; step++) thresholds(pairs);
    expect(computed).toBe(11);

    const engine = createFastEngine(context, { flags: ['qstar'] });
    const plain = gainOf(createPlainEngine(context), BINS);
    for (let step = 0; step < 10; step++) {
      const gain = gainOf(engine, BINS, 3600, context);
      gain.forEach((value, k) => {
        expect(relativeDeviation(value, plain[k])).toBeLessThan(1e-12);
      });
    }
    expect(engine.statistics()).toMatchObject([{ name: 'qstar', hits: 9, misses: 1 }]);
  });

  it('C12: a computation notes nothing besides its value, which a hit would leave out', () => {
    const law = { ...strengthOf(), outOfRange: 0 };
    const count = (vRel: number) => Math.abs(velocityRange(law, vRel / 1000));
    // The reference counts velocities out of range where it computes the thresholds.
    const counting = (isGuarded: boolean) => {
      const { board, show, versions } = settingOf(BINS);
      show(logarithmicGrid(1e-6, 1, BINS, 3000, versions));
      bindContent(board, 'strength', law);
      putKey(board, V_REL, 9000);
      const declaration = defineCache({
        ...CACHES.qstar,
        compute: ({ strength, vRel }, out: Float64Array) => {
          (strength as typeof law).outOfRange += count(vRel);
          out.fill(1);
        },
      });
      return createCache<Float64Array>(
        declaration,
        board,
        { isEnabled: true, isGuarded },
        new Map(),
      );
    };
    const reference = counting(false);
    for (let question = 0; question < 2; question++) reference.get(0);
    expect([law.outOfRange, 2 * count(9000)]).toEqual([1, 2]);
    expect(() => counting(true).get(0)).toThrow(/an input of cache "qstar" is read-only/);

    // No cache of ours writes to an input, in or out of the range of velocities.
    for (const flags of [
      FLAG_NAMES,
      FLAG_NAMES.filter((flag) => flag !== 'fused' && flag !== 'pairs'),
    ]) {
      const context = contextOf(BINS);
      const before = copyOf(context);
      const engine = createFastEngine(context, { flags, guard: true });
      const gains = [9000, 9000, 500, 500, 3600].map((vRel) => gainOf(engine, BINS, vRel, context));
      expect(gains[1]).toEqual(gains[0]);
      expect(gains[4]).not.toEqual(gains[0]);
      expect(sameBits(copyOf(context), before)).toBe(true);
    }
  });

  it.each([32, 33, 40, 100])('C13: %i cells that are visited in turn all hit', (cells) => {
    const setting = settingOf(BINS, { cells });
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions);
    setting.show(grid);
    const reference = referenceCache<true>(32);
    for (let sweep = 0; sweep < 5; sweep++) {
      for (let cell = 0; cell < cells; cell++) {
        putKey(setting.board, V_REL, 3600 + cell);
        setting.caches.fragments.get(cell);
        reference.get([3600 + cell], () => true);
      }
    }
    expect(reference.misses()).toBe(cells <= 32 ? cells : 5 * cells);
    expect(setting.caches.fragments.statistics()).toMatchObject({
      misses: cells,
      hits: 4 * cells,
      evictions: 0,
    });
  });

  it('C14: velocities that flicker in the last bit are remembered side by side', () => {
    const cells = 32;
    const setting = settingOf(BINS, { cells });
    setting.show(logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions));
    const reference = referenceCache<true>(32);
    const ulp = 2 ** -41;
    for (let step = 0; step < 12; step++) {
      for (let cell = 0; cell < cells; cell++) {
        const vRel = 3600 + cell + ulp * ((step + cell) % 3);
        putKey(setting.board, V_REL, vRel);
        setting.caches.pairs.get(cell);
        reference.get([vRel], () => true);
      }
    }
    expect(reference.misses()).toBe(12 * cells);
    expect(setting.caches.pairs.statistics()).toMatchObject({ misses: 3 * cells, evictions: 0 });
  });

  it('a version counter never gives a version twice', () => {
    const versions = createVersionCounter();
    const given = Array.from({ length: 1000 }, () => versions.next());
    expect(new Set(given).size).toBe(1000);
    const setting = settingOf(BINS);
    putNumber(setting.board, 0, new Float64Array(BINS));
    expect(setting.board.keys[slotOf('number')]).toBeGreaterThan(0);
  });
});
