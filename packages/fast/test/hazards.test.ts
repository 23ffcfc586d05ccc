import { changedGrid, logarithmicGrid, type SizeGrid } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { bindContent, createFastEngine, putKey, sameBits } from '../src/index.ts';
import { referenceCache } from './referenceCache.ts';
import { contextOf, type Setting, settingOf, strengthOf } from './setting.ts';

// Each hazard of the reference's caches is stated twice: its rule gives a stale answer, ours does not. The hazards of what
// is kept, and for how long, are in hazardsOfMemory.test.ts.

const BINS = 5;

/** A grid of given bin centres; edges halfway between them. */
function gridOf(centres: readonly number[], { versions }: Setting): SizeGrid {
  const edges = [0.1, ...centres.slice(1).map((s, k) => (s + centres[k]) / 2), 20];
  return changedGrid(
    logarithmicGrid(1, 2, centres.length, 3000, versions),
    { sizes: Float64Array.from(centres), edges: Float64Array.from(edges) },
    versions,
  );
}

/** The tensor that is right for what is on the board. */
function freshTensor(setting: Setting, grid: SizeGrid) {
  const fresh = settingOf(grid.sizes.length);
  for (let slot = 0; slot < setting.board.keys.length; slot++)
    putKey(fresh.board, slot, setting.board.keys[slot]);
  fresh.board.contents.splice(0, fresh.board.contents.length, ...setting.board.contents);
  fresh.show(grid);
  return fresh.caches.fragments.get(0).slice();
}

describe('hazards of keys that are none here', () => {
  it('C1: a tensor is not kept when the strength law changes', () => {
    const setting = settingOf(BINS);
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions);
    setting.show(grid);
    const reference = referenceCache<Float64Array>();
    const key = [3600, 3000, grid.sizesVersion, grid.edgesVersion, 3.5];
    const first = reference.get(key, () => setting.caches.fragments.get(0).slice());
    bindContent(setting.board, 'strength', strengthOf(5.574));
    const right = freshTensor(setting, grid);
    expect(
      sameBits(
        reference.get(key, () => right),
        right,
      ),
    ).toBe(false);
    expect(sameBits(setting.caches.fragments.get(0), right)).toBe(true);
    expect(sameBits(first, right)).toBe(false);
  });

  it('C2: two grids of a run never have equal versions', () => {
    const setting = settingOf(BINS);
    const grids = [1e-6, 1e-5].map((sMin) =>
      logarithmicGrid(sMin, 1, BINS, 3000, setting.versions),
    );
    const reference = referenceCache<Float64Array>();
    for (const [index, grid] of grids.entries()) {
      setting.show(grid);
      const right = freshTensor(setting, grid);
      // Every new distribution of the reference has the versions 0 and 0.
      const stale = reference.get([3600, 3000, 0, 0, 3.5], () => right);
      expect(sameBits(stale, right)).toBe(index === 0);
      expect(sameBits(setting.caches.fragments.get(0), right)).toBe(true);
    }
  });

  it('C3: grids with equal sums and ends are told apart', () => {
    const setting = settingOf(BINS);
    const centres = [
      [0.5, 1, 5, 6, 10],
      [0.5, 2, 3, 7, 10],
    ];
    const fingerprint = (x: readonly number[]) => [
      x.length,
      x[0],
      x.at(-1),
      x.reduce((sum, s) => sum + s, 0),
      x.reduce((sum, s) => sum + s * s, 0),
    ];
    expect(fingerprint(centres[0])).toEqual(fingerprint(centres[1]));
    const reference = referenceCache<Float64Array>();
    for (const [index, x] of centres.entries()) {
      const grid = gridOf(x, setting);
      setting.show(grid);
      const right = freshTensor(setting, grid);
      expect(
        sameBits(
          reference.get(fingerprint(x), () => right),
          right,
        ),
      ).toBe(index === 0);
      expect(sameBits(setting.caches.fragments.get(0), right)).toBe(true);
    }
  });

  it('C4: the masses of the bodies are part of the key of their tensor', () => {
    const setting = settingOf(BINS);
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions);
    const light = changedGrid(grid, { rho: 300 }, setting.versions);
    const reference = referenceCache<Float64Array>();
    for (const one of [grid, light]) {
      setting.show(one);
      const right = freshTensor(setting, one);
      const stale = reference.get(
        [3600, 3000, one.sizesVersion, one.edgesVersion, 3.5],
        () => right,
      );
      expect(sameBits(stale, right)).toBe(one === grid);
      expect(sameBits(setting.caches.fragments.get(0), right)).toBe(true);
    }
  });

  it('C5: a permutation of the masses is another content', () => {
    const setting = settingOf(3);
    const grid = gridOf([1, 2, 3], setting);
    const swapped = changedGrid(grid, { sizes: Float64Array.of(1, 3, 2) }, setting.versions);
    const sum = ({ masses }: SizeGrid) => [
      masses.length,
      masses.toSorted().reduce((total, m) => total + m, 0),
      masses.toSorted().reduce((total, m) => total + m * m, 0),
    ];
    expect(sum(grid)).toEqual(sum(swapped));
    const reference = referenceCache<Float64Array>();
    for (const one of [grid, swapped]) {
      setting.show(one);
      expect(
        sameBits(
          reference.get(sum(one), () => one.masses),
          one.masses,
        ),
      ).toBe(one === grid);
      expect(sameBits(setting.caches.gain.get(0).masses, one.masses)).toBe(true);
    }
  });

  it('C6: a change in place is seen, or refused in development', () => {
    const context = contextOf(BINS);
    const engine = createFastEngine(context);
    const byIdentity = new Map<Float64Array, number>();
    const number = context.grid.sizes.map((s) => s ** -3);
    const kappa = (values: Float64Array) => createFastEngine(context).opacity(0, values);
    byIdentity.set(number, kappa(number));
    expect(engine.opacity(0, number)).toBe(kappa(number));
    number[0] *= 2;
    expect(byIdentity.get(number)).not.toBe(kappa(number));
    expect(engine.opacity(0, number)).toBe(kappa(number));

    const setting = settingOf(BINS, { guard: true });
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions);
    setting.show(grid);
    grid.sizes[1] *= 1.1;
    expect(() => setting.show(grid)).toThrow('of sizes stands for two contents');
  });

  it('C6: so is a change of the widths in place', () => {
    const setting = settingOf(BINS, { guard: true });
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions);
    const area = () => Math.PI * grid.sizes[1] ** 2 * grid.widths[1];
    const byIdentity = new Map([[grid.widths, area()]]);
    setting.show(grid);
    expect(setting.caches.sections.get(0).areas[1]).toBe(area());
    grid.widths[1] *= 1.1;
    expect(byIdentity.get(grid.widths)).not.toBe(area());
    expect(() => setting.show(grid)).toThrow('of widths stands for two contents');
    // Another array is another input.
    setting.show({ ...grid, widths: grid.widths.slice() });
    expect(setting.caches.sections.get(0).areas[1]).toBe(area());
  });

  it('C7: sizes that are replaced are another content, even without a new version', () => {
    const setting = settingOf(BINS, { guard: true });
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions);
    const sizes = grid.sizes.map((s) => 1.1 * s);
    const reference = referenceCache<Float64Array>();
    reference.get([grid.sizesVersion, 3000], () => grid.masses);
    const changed = changedGrid(grid, { sizes }, setting.versions);
    // The reference replaces the sizes and leaves the version.
    const stale = reference.get([grid.sizesVersion, 3000], () => changed.masses);
    expect(sameBits(stale, changed.masses)).toBe(false);
    setting.show(grid);
    setting.caches.gain.get(0);
    for (const next of [{ ...grid, sizes }, grid, changed]) {
      setting.show(next);
      const { masses } = next === grid ? grid : changed;
      expect(Array.from(setting.caches.gain.get(0).masses)).toEqual(Array.from(masses));
    }
  });

  it('C8: widths that change under equal edges are another input', () => {
    const setting = settingOf(BINS);
    const grid = logarithmicGrid(1e-6, 1, BINS, 3000, setting.versions);
    const wider = changedGrid(grid, { widths: grid.widths.map((w) => 1.5 * w) }, setting.versions);
    expect(wider.edgesVersion).toBe(grid.edgesVersion);
    const reference = referenceCache<number>();
    for (const one of [grid, wider]) {
      setting.show(one);
      const right = Math.PI * one.sizes[0] ** 2 * one.widths[0];
      const stale = reference.get([one.sizesVersion, one.edgesVersion], () => right);
      expect(stale === right).toBe(one === grid);
      expect(setting.caches.sections.get(0).areas[0]).toBe(right);
    }
  });
});
