import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoredFrame } from '../../src/profile/results/result.ts';
import { addProfile, createCallTree } from '../../src/profile/samples/callTree.ts';
import { type CpuProfile, selfSeconds } from '../../src/profile/samples/cpuProfile.ts';
import { differenceTree, functionChanges } from '../../src/profile/samples/difference.ts';
import { frameOf, placeOf } from '../../src/profile/samples/frames.ts';
import { hotFunctions, moduleTimes } from '../../src/profile/samples/hotFunctions.ts';
import { readKernelIndex } from '../../src/profile/samples/kernelIndex.ts';
import { moduleOf } from '../../src/profile/samples/modules.ts';
import { speedscopeFile } from '../../src/profile/samples/speedscope.ts';

const KERNELS = readKernelIndex();
const frame = (functionName: string, url: string, lineNumber = 9) => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 0,
});
const source = (path: string) => `file:///home/me/marsdisk/packages/${path}`;

// (root) → advance → gain → pow, (root) → flush → compress (a library), (root) → (garbage collector)
const PROFILE: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)', '', -1), children: [2, 5, 7] },
    { id: 2, callFrame: frame('advanceRun', source('core/src/run/run.ts')), children: [3] },
    {
      id: 3,
      callFrame: frame('collisionGain', source('core/src/collisions/gain.ts')),
      children: [4],
    },
    { id: 4, callFrame: frame('pow', '', -1) },
    { id: 5, callFrame: frame('flush', source('io/src/parquet/file.ts')), children: [6] },
    {
      id: 6,
      callFrame: frame(
        'compress',
        'file:///a/node_modules/.pnpm/snap@1/node_modules/snap/src/index.js',
      ),
    },
    { id: 7, callFrame: frame('(garbage collector)', '', -1) },
  ],
  startTime: 0,
  endTime: 10_000_000,
  samples: [3, 4, 3, 6, 7, 2],
  timeDeltas: [0, 2_000_000, 1_000_000, 2_000_000, 3_000_000, 1_000_000],
};

function treeOf(profile: CpuProfile, scale = 1) {
  const tree = createCallTree();
  addProfile(tree, profile, scale, KERNELS);
  return tree;
}

describe('a sample', () => {
  it('stands for the time until the next one, and all of them for the whole time', () => {
    expect([...selfSeconds(PROFILE)]).toEqual([0, 1, 4, 1, 0, 3, 1]);
    expect(treeOf(PROFILE).total).toBe(10);
  });
});

describe('a frame', () => {
  it('names package, file and line', () => {
    const own = frameOf(frame('collisionGain', source('core/src/collisions/gain.ts')), KERNELS);
    expect(placeOf(own)).toBe('core/collisions/gain.ts:10');
    expect(placeOf(frameOf(PROFILE.nodes[5]!.callFrame, KERNELS))).toBe('snap/src/index.js:10');
    expect(placeOf(frameOf(frame('pow', '', -1), KERNELS))).toBe('V8');
    expect(placeOf(frameOf(frame('writeSync', 'node:fs'), KERNELS))).toBe('node:fs');
  });

  it('of an optimised kernel is of the family of its plain twin', () => {
    const plain = frameOf(frame('massOpacity', source('core/src/dust/opacity.ts')), KERNELS);
    const fast = frameOf(frame('massOpacity', source('fast/src/kernels/massOpacity.ts')), KERNELS);
    expect(fast.family).toBe(plain.family);
    expect(placeOf(fast)).toBe('fast/kernels/massOpacity.ts:10');
  });

  it('of fast is no twin of what records or runs, whatever its name', () => {
    // core/records/declare.ts has a function of this name.
    const kernel = frameOf(
      frame('assembly/collisionStep/step', 'wasm://wasm/fc7f643e', 0),
      KERNELS,
    );
    expect(kernel).toMatchObject({ twin: null, family: 'step fast/assembly/collisionStep.ts' });
  });

  it('of fast without a twin is a family of its own', () => {
    const alone = frameOf(frame('zzz', source('fast/src/kernels/zzz.ts')), KERNELS);
    expect(alone.family).toBe('zzz fast/kernels/zzz.ts');
  });
});

describe('a function of a WebAssembly module', () => {
  const wasm = (name: string, hash = 'fc7f643e') =>
    frameOf(frame(name, `wasm://wasm/${hash}`, 0), KERNELS);

  it('is placed where it is written if its name tells, whatever the hash of its module', () => {
    const sums = wasm('assembly/pairSums/sumPairs');
    expect(sums).toMatchObject({ name: 'sumPairs', origin: 'fast' });
    expect(placeOf(sums)).toBe('fast/assembly/pairSums.ts');
    expect(wasm('assembly/pairSums/sumPairs', '00000000')).toEqual(sums);
  });

  it('is of the family of its plain twin', () => {
    const plain = frameOf(frame('massOpacity', source('core/src/dust/opacity.ts')), KERNELS);
    expect(wasm('assembly/opacity/massOpacity').family).toBe(plain.family);
  });

  it('has no place if its name does not tell one', () => {
    for (const name of ['sumPairs', 'js-to-wasm:iiiiiiii:'])
      expect(placeOf(wasm(name))).toBe('WebAssembly');
    expect(wasm('$sumPairs', '00000000')).toEqual(wasm('sumPairs'));
  });

  it('counts for the collisions even where no caller is known, and the way into it for its caller', () => {
    const at = (name: string) => frame(name, 'wasm://wasm/fc7f643e', 0);
    const profile: CpuProfile = {
      nodes: [
        { id: 1, callFrame: frame('(root)', '', -1), children: [2, 4, 6, 7] },
        {
          id: 2,
          callFrame: frame('add', source('fast/src/kernels/vectorPairSums.ts')),
          children: [3],
        },
        { id: 3, callFrame: at('js-to-wasm:iiiiiiii:'), children: [5] },
        { id: 4, callFrame: at('assembly/pairSums/sumPairs') },
        { id: 5, callFrame: at('assembly/pairSums/sumPairs') },
        { id: 6, callFrame: frame('(program)', '', -1) },
        { id: 7, callFrame: at('sumPairs') },
      ],
      startTime: 0,
      endTime: 10_000_000,
      samples: [3, 4, 5, 7, 6],
      timeDeltas: [0, 1_000_000, 2_000_000, 3_000_000, 1_000_000],
    };
    const tree = treeOf(profile);
    expect(moduleTimes(tree).map(({ group, name, seconds }) => [group, name, seconds])).toEqual([
      ['physics', 'collisions', 7],
      ['runtime', 'compiler and native code', 3],
    ]);
    expect(hotFunctions(tree)[0]).toMatchObject({
      name: 'sumPairs',
      self: 5,
      module: 'collisions',
    });
  });
});

describe('the time of a run', () => {
  it('goes to the module of the innermost frame that tells one', () => {
    expect(
      Object.fromEntries(moduleTimes(treeOf(PROFILE)).map(({ name, seconds }) => [name, seconds])),
    ).toEqual({ collisions: 5, encoding: 3, 'garbage collection': 1, 'time loop': 1 });
  });

  it.each([
    ['run/crew.ts', 'physics', 'time loop'],
    ['run/steps.ts', 'physics', 'time loop'],
    ['run/outputs.ts', 'I/O', 'encoding'],
    ['run/outputWriter.ts', 'I/O', 'encoding'],
    ['run/writerThread.ts', 'I/O', 'encoding'],
    ['run/prepareRun.ts', 'other', 'harness'],
    ['profile/measurement/pass.ts', 'other', 'harness'],
  ])('in %s of the harness counts for %s, %s', (file, group, name) => {
    expect(existsSync(join(import.meta.dirname, '..', '..', 'src', file))).toBe(true);
    const at = frameOf(frame('anything', source(`harness/src/${file}`)), KERNELS);
    expect(moduleOf(at)).toEqual({ group, name });
  });

  it('is split without loss', () => {
    const shares = moduleTimes(treeOf(PROFILE)).map(({ share }) => share);
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it('is given by function, in itself and with what it calls', () => {
    const found = hotFunctions(treeOf(PROFILE, 0.5)).find(({ name }) => name === 'collisionGain');
    expect(found).toMatchObject({ self: 2, total: 2.5, share: 0.4, module: 'collisions' });
  });

  it('of a recursive function counts once', () => {
    const recursive: CpuProfile = {
      ...PROFILE,
      nodes: [
        { id: 1, callFrame: frame('(root)', '', -1), children: [2] },
        { id: 2, callFrame: frame('walk', source('core/src/run/run.ts')), children: [3] },
        { id: 3, callFrame: frame('walk', source('core/src/run/run.ts')) },
      ],
      samples: [2, 3],
      timeDeltas: [0, 4_000_000],
    };
    expect(hotFunctions(treeOf(recursive))).toMatchObject([{ name: 'walk', self: 10, total: 10 }]);
  });
});

const stored = (name: string, self: number, children: StoredFrame[] = []): StoredFrame => ({
  family: name,
  name,
  place: `${name}.ts:1`,
  module: 'collisions',
  self,
  total: children.reduce((sum, child) => sum + child.total, self),
  children,
});

describe('the difference of two engines', () => {
  const base = stored('root', 0, [stored('kernel', 6, [stored('pow', 2)]), stored('old', 1)]);
  const candidate = stored('root', 0, [stored('kernel', 1), stored('lookup', 3)]);
  const tree = differenceTree(base, candidate);

  it('shows a frame once with both times', () => {
    const kernel = tree.children.find(({ name }) => name === 'kernel')!;
    expect(kernel).toMatchObject({ base: 8, candidate: 1, extent: 8 });
  });

  it('keeps frames that vanished and frames that are new', () => {
    expect(tree.children.find(({ name }) => name === 'old')).toMatchObject({ candidate: 0 });
    expect(tree.children.find(({ name }) => name === 'lookup')).toMatchObject({ base: 0 });
  });

  it('is wide enough for everything below', () => {
    expect(tree.extent).toBe(8 + 1 + 3);
  });

  it('of an engine and itself changes nothing', () => {
    const same = differenceTree(base, base);
    expect(same).toMatchObject({ base: 9, candidate: 9, extent: 9 });
  });

  it('lists functions by the larger of their times', () => {
    const named = (entry: StoredFrame) => entry;
    expect(
      functionChanges([named(stored('a', 1)), named(stored('b', 5))], [named(stored('c', 3))]).map(
        ({ name, base: before, candidate: after }) => [name, before, after],
      ),
    ).toEqual([
      ['b', 5, null],
      ['c', null, 3],
      ['a', 1, null],
    ]);
  });
});

describe('a file for speedscope', () => {
  it('holds every stack with its own time', () => {
    const tree = stored('root', 0, [stored('kernel', 6, [stored('pow', 2)]), stored('old', 1)]);
    const file = speedscopeFile('x', [{ label: 'core', tree }]) as {
      shared: { frames: { name: string }[] };
      profiles: { samples: number[][]; weights: number[]; endValue: number }[];
    };
    const [profile] = file.profiles;
    const names = profile!.samples.map((stack) => stack.map((i) => file.shared.frames[i]!.name));
    expect(names).toEqual([['kernel'], ['kernel', 'pow'], ['old']]);
    expect(profile!.weights).toEqual([6, 2, 1]);
    expect(profile!.endValue).toBe(9);
  });
});
