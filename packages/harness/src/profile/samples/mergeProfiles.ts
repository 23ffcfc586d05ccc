import type { CpuProfile, CpuProfileNode } from './cpuProfile.ts';

interface MergedNode extends CpuProfileNode {
  readonly children: number[];
}

/**
 * Profiles of one process, taken one after the other, as one: the same calls fall together, and the time between the
 * profiles is left out. No profiles give an empty one.
 */
export function mergeProfiles(profiles: readonly CpuProfile[]): CpuProfile {
  const nodes: MergedNode[] = [];
  const ids = new Map<string, number>();
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  let duration = 0;
  /** From the last sample of one profile to its end. */
  let left = 0;

  const idOf = (parent: number, node: CpuProfileNode): number => {
    const { functionName, url, lineNumber, columnNumber } = node.callFrame;
    const key = `${parent} ${lineNumber}:${columnNumber} ${functionName} ${url}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = nodes.push({ id: nodes.length + 1, callFrame: node.callFrame, children: [] });
    ids.set(key, id);
    if (parent > 0) nodes[parent - 1]!.children.push(id);
    return id;
  };

  for (const profile of profiles) {
    const byId = new Map(profile.nodes.map((node) => [node.id, node]));
    const mergedIds = new Map<number, number>();
    const visit = (node: CpuProfileNode, parent: number) => {
      const id = idOf(parent, node);
      mergedIds.set(node.id, id);
      for (const child of node.children ?? []) visit(byId.get(child)!, id);
    };
    if (profile.nodes.length > 0) visit(profile.nodes[0]!, 0);
    let elapsed = 0;
    for (let i = 0; i < profile.samples.length; i++) {
      samples.push(mergedIds.get(profile.samples[i]!)!);
      timeDeltas.push(profile.timeDeltas[i]! + (i === 0 ? left : 0));
      elapsed += profile.timeDeltas[i]!;
    }
    const whole = profile.endTime - profile.startTime;
    left = profile.samples.length > 0 ? whole - elapsed : left + whole;
    duration += whole;
  }
  return { nodes, startTime: 0, endTime: duration, samples, timeDeltas };
}
