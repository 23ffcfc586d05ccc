import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Variant } from '../definition/variants.ts';
import type { Pass, StageTimes } from '../measurement/measurement.ts';
import type { MeasuredProcess } from '../measurement/process.ts';
import { addProfile, type CallNode, createCallTree } from '../samples/callTree.ts';
import type { CpuProfile } from '../samples/cpuProfile.ts';
import { placeOf } from '../samples/frames.ts';
import { hotFunctions, moduleTimes } from '../samples/hotFunctions.ts';
import type { KernelIndex } from '../samples/kernelIndex.ts';
import { sampledStages } from '../samples/stages.ts';
import type { EngineResult, StoredFrame } from './result.ts';
import { spreadOf } from './spread.ts';

/** Functions that are stored. */
const KEPT_FUNCTIONS = 60;
/** Calls with a smaller share of all time are left out of the stored tree. */
const LEAST_SHARE = 0.0005;

/** The measurements of an engine, one a process, as one result: times of all processes per cell-step. */
export function engineResult(
  variant: Variant,
  processes: readonly MeasuredProcess[],
  kernels: KernelIndex,
): EngineResult {
  const measurements = processes.map(({ measurement }) => measurement);
  const passes = measurements.flatMap((measurement) => measurement.passes);
  const cellSteps = passes.reduce((sum, pass) => sum + pass.cellSteps, 0);
  const tree = createCallTree();
  let samples = 0;
  const paths: string[] = [];
  for (const { measurement, cpuProfilePath } of processes) {
    if (cpuProfilePath === null) continue;
    paths.push(cpuProfilePath);
    const profile = JSON.parse(readFileSync(cpuProfilePath, 'utf8')) as CpuProfile;
    samples += profile.samples.length;
    addProfile(tree, profile, 1 / cellSteps, kernels, offProcessor(measurement.passes));
  }
  return {
    ...variant,
    isSteady: measurements.every(({ warmUp }) => warmUp.isSteady),
    cellStep: spreadOf(passes.map((pass) => pass.seconds / pass.cellSteps)),
    measurements,
    samples,
    modules: moduleTimes(tree),
    stages: {
      clock: stagesOf(passes, cellSteps),
      sampled: paths.length === 0 ? null : sampledStages(tree),
    },
    hotFunctions: hotFunctions(tree).slice(0, KEPT_FUNCTIONS),
    tree: paths.length === 0 ? null : storedTree(tree, LEAST_SHARE * tree.total),
    files: paths.map((path) => basename(path)),
  };
}

/** Time in which the main thread did not have the processor, s. */
function offProcessor(passes: readonly Pass[]): number {
  return passes.reduce(
    (sum, { seconds, cpuSeconds }) => sum + Math.max(0, seconds - cpuSeconds),
    0,
  );
}

function stagesOf(passes: readonly Pass[], cellSteps: number): StageTimes {
  const mean = (stage: keyof StageTimes) =>
    passes.reduce((sum, { stages }) => sum + stages[stage], 0) / cellSteps;
  return {
    steps: mean('steps'),
    records: mean('records'),
    flushes: mean('flushes'),
    finish: mean('finish'),
  };
}

function storedTree(node: CallNode, least: number): StoredFrame {
  const { frame, module, self, total, children } = node;
  return {
    family: frame.family,
    name: frame.name,
    place: placeOf(frame),
    module: module.name,
    self,
    total,
    children: [...children.values()]
      .filter((child) => child.total >= least)
      .sort((a, b) => b.total - a.total)
      .map((child) => storedTree(child, least)),
  };
}
