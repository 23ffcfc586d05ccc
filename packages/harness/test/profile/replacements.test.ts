import { FLAG_NAMES, FLAGS } from '@marsdisk/fast';
import { describe, expect, it } from 'vitest';
import { changeReport, functionChangeTable } from '../../src/profile/report/changes.ts';
import type { ReportedPair } from '../../src/profile/report/pairs.ts';
import type { EngineResult, StoredFrame } from '../../src/profile/results/result.ts';
import { readKernelIndex } from '../../src/profile/samples/kernelIndex.ts';
import { kernelAround, replacements } from '../../src/profile/samples/replacements.ts';

/** A call of a function of a file; times in s. */
function call(
  name: string,
  file: string,
  self: number,
  children: StoredFrame[] = [],
  home = file,
): StoredFrame {
  return {
    family: `${name} ${home}`,
    name,
    place: `${file}:1`,
    module: 'collisions',
    self,
    total: children.reduce((sum, child) => sum + child.total, self),
    children,
  };
}

const CORE = call('(root)', '', 0, [
  call('collisionStep', 'core/collisions/step.ts', 1, [
    call('collisionRates', 'core/engine/plain.ts', 1, [
      call('plainCollisionRates', 'core/collisions/plainRates.ts', 2, [
        call('fragmentTensor', 'core/collisions/fragmentTensor.ts', 70),
        call('fragmentWeights', 'core/collisions/fragmentWeights.ts', 10, [
          call('binIntegral', 'core/collisions/fragmentWeights.ts', 30),
        ]),
        call('pairOutcomes', 'core/collisions/outcomes.ts', 50),
      ]),
    ]),
    call('massOpacity', 'core/dust/opacity.ts', 4),
  ]),
]);

const FAST = call('(root)', '', 0, [
  call('collisionStep', 'core/collisions/step.ts', 1, [
    call('tryStep', 'fast/engine/collisionStep.ts', 2, [
      call('step', 'fast/assembly/collisionStep.ts', 3),
      call('pairOutcomes', 'fast/kernels/pairOutcomes.ts', 0.5, [], 'core/collisions/outcomes.ts'),
      // Called by both engines: compared with itself, not counted for what is new.
      call('collisionStep', 'core/collisions/step.ts', 0.25),
    ]),
    call('massOpacity', 'core/dust/opacity.ts', 4),
  ]),
]);

const flagsNamed = (...names: string[]) => FLAGS.filter(({ name }) => names.includes(name));

describe('the declarations of the flags', () => {
  it('spare functions of core that frames can be told by', () => {
    const kernels = readKernelIndex();
    const spared = FLAGS.flatMap(({ spares }) => spares);
    expect(spared).toContain('fragmentTensor');
    for (const name of spared) expect(kernels.fileOf(name), name).not.toBeNull();
  });

  it('name other flags', () => {
    for (const { actsWith, yieldsTo, uses } of FLAGS)
      for (const name of [...actsWith, ...yieldsTo, ...uses]) expect(FLAG_NAMES).toContain(name);
  });
});

describe('what optimisations did to the time', () => {
  const all = replacements(CORE, FAST, FLAGS);
  const kernel = (name: string, of = all) => of.kernels.find((one) => one.name === name)!;
  const names = (name: string, of = all) => kernel(name, of).flags.map((flag) => flag.name);

  it('is told kernel by kernel, with what each calls, the largest saving first', () => {
    expect(all.kernels.map((one) => [one.name, one.base, one.candidate])).toEqual([
      ['fragmentTensor', 70, 0],
      ['pairOutcomes', 50, 0.5],
      ['fragmentWeights', 40, 0],
      ['plainCollisionRates', 2, 0],
      ['massOpacity', 4, 4],
    ]);
  });

  it('adds up to the whole of both', () => {
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(all.kernels.map(({ base }) => base)) + all.rest.base).toBe(CORE.total);
    expect(
      sum([...all.kernels, ...all.instead].map(({ candidate }) => candidate)) + all.rest.candidate,
    ).toBe(FAST.total);
    expect(all.rest).toEqual({ base: 2, candidate: 1.25 });
  });

  it('names the file of fast that does it instead', () => {
    expect(all.instead).toEqual([{ file: 'fast/engine/collisionStep.ts', candidate: 5 }]);
  });

  it('names the reduction that spares the caller, and of the own flags those that it acts with', () => {
    expect(names('fragmentWeights')).toEqual(['fused', 'weights']);
    expect(names('fragmentTensor')).toEqual(['fused', 'pairs']);
    // Through pairs, which is computed from them.
    expect(names('pairOutcomes')).toEqual(['fused', 'outcomes']);
  });

  it('names the own flags where no reduction spares the caller, without those that have nothing to do', () => {
    const some = replacements(CORE, FAST, flagsNamed('fragments', 'remnants', 'weights', 'simd'));
    expect(names('fragmentTensor', some)).toEqual(['remnants']);
    expect(names('fragmentWeights', some)).toEqual(['weights']);
  });

  it('is nothing if the candidate has no flag of its own', () => {
    expect(replacements(CORE, FAST, []).kernels).toEqual([]);
  });

  it('finds the kernel that a function belonged to', () => {
    const kernels = new Set(['fragmentWeights', 'plainCollisionRates']);
    const around = (name: string, file: string) => kernelAround(CORE, `${name} ${file}`, kernels);
    expect(around('binIntegral', 'core/collisions/fragmentWeights.ts')).toBe('fragmentWeights');
    expect(around('pairOutcomes', 'core/collisions/outcomes.ts')).toBe('plainCollisionRates');
    expect(around('massOpacity', 'core/dust/opacity.ts')).toBeNull();
  });
});

describe('hot functions side by side', () => {
  const hot = (tree: StoredFrame): EngineResult['hotFunctions'] => {
    const { family, name, place, module, self, total } = tree;
    const below = tree.children.flatMap(hot);
    return self === 0 ? below : [{ family, name, place, module, self, total, share: 0 }, ...below];
  };
  const engine = (label: string, cache: string | null, tree: StoredFrame) =>
    ({ label, engine: label, cache, tree, hotFunctions: hot(tree) }) as unknown as EngineResult;
  const pair: ReportedPair = {
    title: 'fast against core',
    base: engine('core', null, CORE),
    candidate: engine('fast', 'all', FAST),
    comparison: {
      base: 'core',
      candidate: 'fast',
      speedup: null,
      processor: null,
      headline: 'clock',
      caution: null,
    },
  };
  const { rows, sorted } = functionChangeTable(pair, 25);
  const row = (name: string) =>
    rows.find(([first]) => first!.text === name)!.map(({ text }) => text);

  it('say what stands in the place of every function', () => {
    expect(row('fragmentTensor').slice(3, 5)).toEqual(['vanished', 'flags fused, pairs']);
    expect(row('binIntegral').slice(3, 5)).toEqual(['vanished', 'part of fragmentWeights']);
    expect(row('pairOutcomes').slice(3, 5)).toEqual([
      '÷ 100',
      'twin in fast/kernels/pairOutcomes.ts, else flags fused, outcomes',
    ]);
    expect(row('step').slice(1, 5)).toEqual(['–', '3.00 s', 'new', '–']);
  });

  it('come in the order that they name, functions without a time last', () => {
    expect(sorted).toEqual({ column: 1, isDescending: true });
    const times = rows.map((cells) => cells[1]!.sort!);
    expect(times.slice(0, 3)).toEqual([70, 50, 30]);
    expect(times.slice(-2)).toEqual([null, null]);
  });

  it('are explained by a table whose total is the whole', () => {
    const { table, flags } = changeReport(pair)!;
    expect(table.total!.slice(0, 4).map(({ text }) => text)).toEqual([
      'the whole cell-step',
      '2.80 min',
      '10.8 s',
      '2.62 min',
    ]);
    expect(flags.map(({ name }) => name)).toContain('pairs');
    const both = { ...pair, base: { ...pair.base, engine: 'fast', cache: 'all' } };
    expect(changeReport(both)).toBeNull();
  });
});
