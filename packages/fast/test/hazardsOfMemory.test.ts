import {
  changedGrid,
  createVersionCounter,
  disruptionThreshold,
  logarithmicGrid,
  velocityRange,
} from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { createFastEngine, putNumber, slotOf } from '../src/index.ts';
import { referenceCache } from './referenceCache.ts';
import { contextOf, settingOf, strengthOf } from './setting.ts';

// Each hazard of the reference's caches is stated twice: its rule forgets, never hits or mixes runs, ours does not. The
// hazards of keys are in hazards.test.ts.

const BINS = 5;
const V_REL = slotOf('vRel');

describe('hazards of what is kept that are none here', () => {
  it('C9: the pair masses are found again, for one bin as for many, and follow the masses', () => {
    // The reference compares the shape (n, 1) with (n, n): never equal for n > 1, always for n = 1.
    const isHit = (bins: number) => bins * 1 === bins * bins;
    expect([isHit(5), isHit(1)]).toEqual([false, true]);
    for (const bins of [1, 5]) {
      const setting = settingOf(bins);
      const grid = logarithmicGrid(1e-6, 1, bins, 3000, setting.versions);
      setting.show(grid);
      const total = setting.caches.workspace.get(0).total[0];
      setting.caches.workspace.get(0);
      expect(setting.caches.workspace.statistics()).toMatchObject({ hits: 1, misses: 1 });
      setting.show(changedGrid(grid, { rho: 6000 }, setting.versions));
      expect(setting.caches.workspace.get(0).total[0]).toBe(2 * total);
    }
  });

  it('C10: nothing of a run is left for the next one, on any thread', () => {
    const perThread = new Map([
      ['main', new Set(['weights of the first run'])],
      ['worker', new Set(['weights of the first run'])],
    ]);
    perThread.get('main')?.clear();
    expect(perThread.get('worker')?.size).toBe(1);
    const context = contextOf(BINS);
    for (let run = 0; run < 2; run++) {
      const engine = createFastEngine(context);
      engine.opacity(0, context.grid.sizes);
      const { hits, misses } = engine.statistics().find(({ name }) => name === 'opacity')!;
      expect({ hits, misses }).toEqual({ hits: 0, misses: 1 });
    }
  });

  it('C11: the disruption thresholds are found again where the cascade asks for them', () => {
    const isCached = (dimensions: number) => dimensions === 1;
    expect(isCached(2)).toBe(false);
    const context = contextOf(BINS);
    const engine = createFastEngine(context, { flags: ['qstar'] });
    const query = {
      cell: 0,
      grid: context.grid,
      rho: 3270,
      vRel: 3600,
      scaleHeight: 1e5,
      numberDensity: new Float64Array(BINS).fill(1),
    };
    const rates = { loss: new Float64Array(BINS), gain: new Float64Array(BINS), shortestTime: 0 };
    for (let step = 0; step < 10; step++) engine.collisionRates(query, rates);
    expect(engine.statistics()).toMatchObject([{ name: 'qstar', hits: 9, misses: 1 }]);
  });

  it('C12: velocities out of range are counted by question, not by computation', () => {
    const law = strengthOf();
    const reference = referenceCache<number>();
    let counted = 0;
    let outOfRange = 0;
    for (let question = 0; question < 2; question++) {
      reference.get([0.1, 3000, 9], () => {
        counted += 1;
        return disruptionThreshold(law, 0.1, 3000, 9);
      });
      outOfRange += Math.abs(velocityRange(law, 9));
    }
    expect([counted, outOfRange]).toEqual([1, 2]);
  });

  it.each([32, 33, 40, 100])('C13: %i cells that are visited in turn all hit', (cells) => {
    const setting = settingOf(BINS, { cells });
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions);
    setting.show(grid);
    const reference = referenceCache<true>(32);
    for (let sweep = 0; sweep < 5; sweep++) {
      for (let cell = 0; cell < cells; cell++) {
        setting.board.keys[V_REL] = 3600 + cell;
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
        setting.board.keys[V_REL] = vRel;
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
