import type { StoredFrame } from '../results/result.ts';

/** Call trees in the file format of speedscope (https://www.speedscope.app), seconds per cell-step. */
export function speedscopeFile(
  name: string,
  trees: readonly { readonly label: string; readonly tree: StoredFrame }[],
): object {
  const frames: { name: string; file: string }[] = [];
  const indexes = new Map<string, number>();
  const indexOf = ({ family, name, place }: StoredFrame) => {
    let index = indexes.get(family);
    if (index === undefined) {
      index = frames.push({ name, file: place }) - 1;
      indexes.set(family, index);
    }
    return index;
  };
  const profiles = trees.map(({ label, tree }) => {
    const samples: number[][] = [];
    const weights: number[] = [];
    const visit = (node: StoredFrame, stack: readonly number[]) => {
      const here = [...stack, indexOf(node)];
      const shown = node.children.reduce((sum, child) => sum + child.total, 0);
      // Calls too short to be stored count for their caller.
      const own = Math.max(node.self, node.total - shown);
      if (own > 0) {
        samples.push(here);
        weights.push(own);
      }
      for (const child of node.children) visit(child, here);
    };
    for (const child of tree.children) visit(child, []);
    return {
      type: 'sampled',
      name: `${label}, a cell-step`,
      unit: 'seconds',
      startValue: 0,
      endValue: weights.reduce((sum, weight) => sum + weight, 0),
      samples,
      weights,
    };
  });
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    name,
    exporter: 'marsdisk',
    shared: { frames },
    profiles,
  };
}
