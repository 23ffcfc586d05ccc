import type { StageTimes } from '../measurement/measurement.ts';
import type { CallNode } from './callTree.ts';

/** Time of the stages of a run in a call tree, in its unit. */
export interface SampledStages extends StageTimes {
  /** Garbage collection, native code, waiting: samples do not tell in which stage. */
  readonly anywhere: number;
}

type Stage = keyof SampledStages;

/** Splits a call tree by the functions with which the spans of a pass begin, so that samples and clock can be compared. */
export function sampledStages(tree: CallNode): SampledStages {
  const sums: Record<Stage, number> = { steps: 0, records: 0, flushes: 0, finish: 0, anywhere: 0 };
  const visit = (node: CallNode, around: Stage) => {
    const stage = stageOf(node) ?? around;
    sums[stage] += node.self;
    for (const child of node.children.values()) visit(child, stage);
  };
  sums.anywhere += tree.self;
  for (const child of tree.children.values())
    visit(child, isPlaceless(child) ? 'anywhere' : 'steps');
  return sums;
}

function stageOf({ frame: { name, origin, file } }: CallNode): Stage | null {
  if (origin === 'core' && name === 'takeRecords') return 'records';
  if (origin !== 'harness' || file !== 'run/outputs.ts') return null;
  return name === 'finish' ? 'finish' : 'flushes';
}

/** Whether V8 or the system stands at the bottom of the stack: no function of the run was seen. */
function isPlaceless({ frame: { origin } }: CallNode): boolean {
  return origin === 'V8' || origin === 'system';
}
