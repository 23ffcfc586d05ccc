import { describe, expect, it } from 'vitest';
import { addProfile, createCallTree } from '../../src/profile/samples/callTree.ts';
import {
  type CpuProfile,
  selfSeconds,
  splitWaiting,
} from '../../src/profile/samples/cpuProfile.ts';
import { groupTimes, moduleTimes } from '../../src/profile/samples/hotFunctions.ts';
import type { KernelIndex } from '../../src/profile/samples/kernelIndex.ts';
import { mergeProfiles } from '../../src/profile/samples/mergeProfiles.ts';
import { sampledStages } from '../../src/profile/samples/stages.ts';
import { withoutSampler } from '../../src/profile/samples/withoutSampler.ts';

const HOME = 'file:///repo/packages';
const NO_KERNELS = { fileOf: () => null } as unknown as KernelIndex;

const frame = (functionName: string, url = '') => ({
  functionName,
  url,
  lineNumber: 0,
  columnNumber: 0,
});

/** A profile whose functions are called from the root; a sample every so many µs. */
function profile(
  names: readonly (readonly [name: string, url?: string])[],
  samples: readonly (readonly [node: number, lasts: number])[],
): CpuProfile {
  const ids = names.map((_, i) => i + 2);
  const deltas = [0, ...samples.map(([, lasts]) => lasts)];
  return {
    nodes: [
      { id: 1, callFrame: frame('(root)'), children: ids },
      ...names.map(([name, url], i) => ({ id: i + 2, callFrame: frame(name, url) })),
    ],
    startTime: 0,
    endTime: deltas.reduce((sum, delta) => sum + delta, 0),
    samples: samples.map(([node]) => node + 2),
    timeDeltas: deltas.slice(0, -1),
  };
}

const KERNEL = ['kernel', `${HOME}/core/src/collisions/kernel.ts`] as const;
const WRITE = ['write', `${HOME}/io/src/files/write.ts`] as const;

describe('time off the processor', () => {
  const late = profile(
    [KERNEL, WRITE],
    [
      [0, 100],
      [0, 100],
      [0, 100],
      [1, 100],
      [1, 900],
      [0, 100],
    ],
  );

  it('is taken from where a sample was late', () => {
    const { self, waiting } = splitWaiting(late, 800e-6);
    expect(waiting).toBe(800e-6);
    expect([...self].map((seconds) => Math.round(seconds * 1e6))).toEqual([0, 400, 200]);
  });

  it('that no late sample tells of is taken from all functions alike', () => {
    const { self, waiting } = splitWaiting(late, 1100e-6);
    expect(waiting).toBe(1100e-6);
    expect([...self].map((seconds) => Math.round(seconds * 1e6))).toEqual([0, 200, 100]);
  });

  it('is no more than what was measured, however late samples are', () => {
    const { self } = splitWaiting(late, 400e-6);
    expect([...self].map((seconds) => Math.round(seconds * 1e6))).toEqual([0, 400, 600]);
    expect([...splitWaiting(late, 0).self]).toEqual([...selfSeconds(late)]);
  });

  it('is not what the event loop idled', () => {
    const idle = profile(
      [KERNEL, ['(idle)']],
      [
        [0, 100],
        [1, 700],
        [0, 100],
      ],
    );
    expect(splitWaiting(idle, 700e-6)).toMatchObject({ waiting: 0 });
  });

  it('is a module of its own, and no time gets lost', () => {
    const tree = createCallTree();
    addProfile(tree, late, 1, NO_KERNELS, 800e-6);
    expect(tree.total).toBeCloseTo(1400e-6, 12);
    expect(moduleTimes(tree)[0]).toMatchObject({ name: 'waiting: files, other programs' });
    expect(groupTimes(moduleTimes(tree))[0]!.group).toBe('waiting');
    expect(sampledStages(tree).anywhere).toBeCloseTo(800e-6, 12);
  });
});

describe('the stages of a pass', () => {
  it('begin with the functions that the spans begin with', () => {
    const tree = createCallTree();
    const stages = profile(
      [
        KERNEL,
        ['takeRecords', `${HOME}/core/src/records/recorder.ts`],
        ['flush', `${HOME}/harness/src/run/outputs.ts`],
        ['finish', `${HOME}/harness/src/run/outputs.ts`],
        ['(garbage collector)'],
      ],
      [
        [0, 100],
        [1, 200],
        [2, 300],
        [3, 400],
        [4, 500],
      ],
    );
    addProfile(tree, stages, 1e6, NO_KERNELS);
    const rounded = Object.entries(sampledStages(tree)).map(([stage, time]) => [
      stage,
      Math.round(time),
    ]);
    expect(Object.fromEntries(rounded)).toEqual({
      steps: 100,
      records: 200,
      flushes: 300,
      finish: 400,
      anywhere: 500,
    });
  });
});

describe('profiles of several passes', () => {
  const first = profile(
    [KERNEL],
    [
      [0, 100],
      [0, 50],
    ],
  );
  const second = profile(
    [WRITE, KERNEL],
    [
      [1, 100],
      [0, 70],
    ],
  );

  it('become one in which every function keeps its time', () => {
    const merged = mergeProfiles([first, second]);
    const self = selfSeconds(merged);
    const named = merged.nodes.map(({ callFrame }, i) => [
      callFrame.functionName,
      Math.round(self[i]! * 1e6),
    ]);
    expect(Object.fromEntries(named)).toEqual({ '(root)': 0, kernel: 250, write: 70 });
    expect(merged.endTime - merged.startTime).toBe(320);
    expect(merged.samples).toHaveLength(4);
  });

  it('can be none', () => {
    expect(mergeProfiles([]).samples).toEqual([]);
  });
});

describe('a profile that saw how it was started and stopped', () => {
  it('is cut to what lies between', () => {
    const sampler = `${HOME}/harness/src/profile/measurement/sampling.ts`;
    const whole = profile(
      [['start', sampler], KERNEL, ['stop', sampler]],
      [
        [0, 1000],
        [1, 100],
        [1, 150],
        [2, 5000],
      ],
    );
    const cut = withoutSampler(whole);
    expect([...selfSeconds(cut)].map((seconds) => Math.round(seconds * 1e6))).toEqual([
      0, 0, 250, 0,
    ]);
    expect(cut.endTime - cut.startTime).toBe(250);
  });
});
