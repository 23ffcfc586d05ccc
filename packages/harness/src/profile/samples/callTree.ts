import { type CpuProfile, splitWaiting } from './cpuProfile.ts';
import { type Frame, frameOf } from './frames.ts';
import type { KernelIndex } from './kernelIndex.ts';
import { type Module, moduleOf } from './modules.ts';

/** A function called from one place, with the time spent there. Seconds; per cell-step where the text says so. */
export interface CallNode {
  readonly frame: Frame;
  readonly module: Module;
  self: number;
  /** With everything that it calls. */
  total: number;
  /** By `frame.family`. */
  readonly children: Map<string, CallNode>;
}

const ROOT: Frame = {
  family: '(root)',
  name: '(root)',
  origin: 'V8',
  file: '',
  line: 0,
  twin: null,
};
/** Stands for what the thread did while it was off the processor. */
const WAITING: Frame = { ...ROOT, family: '(waiting)', name: '(waiting)', origin: 'system' };
const OTHER: Module = { group: 'other', name: 'other' };

/** An empty tree. */
export function createCallTree(): CallNode {
  return { frame: ROOT, module: OTHER, self: 0, total: 0, children: new Map() };
}

/**
 * Adds a sampling profile to a tree. Calls of one function family from the same path of families fall together. Time is
 * attributed to the module of the innermost frame that tells one: a built-in function counts for its caller.
 *
 * @param scale factor for the seconds, for example 1 / cell-steps
 * @param offProcessor time that the thread was off the processor, s; see `splitWaiting`
 */
export function addProfile(
  tree: CallNode,
  profile: CpuProfile,
  scale: number,
  kernels: KernelIndex,
  offProcessor = 0,
): void {
  const { self, waiting } = splitWaiting(profile, offProcessor);
  const index = new Map(profile.nodes.map((node, i) => [node.id, i]));
  const visit = (i: number, into: CallNode): number => {
    const { children = [] } = profile.nodes[i]!;
    const own = self[i]! * scale;
    into.self += own;
    let total = own;
    for (const child of children) {
      const at = index.get(child);
      if (at === undefined) continue;
      const frame = frameOf(profile.nodes[at]!.callFrame, kernels);
      total += visit(at, childOf(into, frame));
    }
    into.total += total;
    return total;
  };
  if (profile.nodes.length > 0) visit(0, tree);
  if (waiting > 0) {
    const node = childOf(tree, WAITING);
    for (const one of [node, tree]) one.total += waiting * scale;
    node.self += waiting * scale;
  }
}

function childOf(parent: CallNode, frame: Frame): CallNode {
  const known = parent.children.get(frame.family);
  if (known !== undefined) return known;
  const child: CallNode = {
    frame,
    module: moduleOf(frame) ?? parent.module,
    self: 0,
    total: 0,
    children: new Map(),
  };
  parent.children.set(frame.family, child);
  return child;
}
