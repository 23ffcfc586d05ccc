import type { CallNode } from './callTree.ts';
import { type Frame, placeOf } from './frames.ts';
import type { Group, Module } from './modules.ts';

/** Time in a function wherever it is called from. */
export interface HotFunction {
  readonly family: string;
  readonly name: string;
  /** File and line, for people. */
  readonly place: string;
  readonly module: string;
  /** Unit of the tree. */
  readonly self: number;
  /** With everything that it calls; a recursive call counts once. */
  readonly total: number;
  /** Self time as a share of all time, 0 to 1. */
  readonly share: number;
}

/** Time of a part of a run. */
export interface ModuleTime {
  readonly group: Group;
  readonly name: string;
  readonly seconds: number;
  /** 0 to 1. */
  readonly share: number;
}

/** Functions by self time, the hottest first. */
export function hotFunctions(tree: CallNode): HotFunction[] {
  const sums = new Map<
    string,
    { frame: Frame; modules: Map<string, number>; self: number; total: number }
  >();
  const open = new Set<string>();
  const visit = (node: CallNode) => {
    const { family } = node.frame;
    let sum = sums.get(family);
    if (sum === undefined) {
      sum = { frame: node.frame, modules: new Map(), self: 0, total: 0 };
      sums.set(family, sum);
    }
    sum.self += node.self;
    sum.modules.set(node.module.name, (sum.modules.get(node.module.name) ?? 0) + node.self);
    const isOutermost = !open.has(family);
    if (isOutermost) {
      sum.total += node.total;
      open.add(family);
    }
    for (const child of node.children.values()) visit(child);
    if (isOutermost) open.delete(family);
  };
  for (const child of tree.children.values()) visit(child);
  return [...sums]
    .map(([family, { frame, modules, self, total }]) => ({
      family,
      name: frame.name,
      place: placeOf(frame),
      module: [...modules].reduce((best, next) => (next[1] > best[1] ? next : best))[0],
      self,
      total,
      share: tree.total > 0 ? self / tree.total : 0,
    }))
    .sort((a, b) => b.self - a.self || b.total - a.total);
}

/** Time by module, the largest first. */
export function moduleTimes(tree: CallNode): ModuleTime[] {
  const sums = new Map<string, { module: Module; seconds: number }>();
  const visit = (node: CallNode) => {
    const key = `${node.module.group}/${node.module.name}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { module: node.module, seconds: node.self });
    else sum.seconds += node.self;
    for (const child of node.children.values()) visit(child);
  };
  visit(tree);
  return [...sums.values()]
    .filter(({ seconds }) => seconds > 0)
    .map(({ module, seconds }) => ({ ...module, seconds, share: seconds / tree.total }))
    .sort((a, b) => b.seconds - a.seconds);
}

/** Time by group, the largest first. */
export function groupTimes(modules: readonly ModuleTime[]): { group: Group; share: number }[] {
  const sums = new Map<Group, number>();
  for (const { group, share } of modules) sums.set(group, (sums.get(group) ?? 0) + share);
  return [...sums].map(([group, share]) => ({ group, share })).sort((a, b) => b.share - a.share);
}
