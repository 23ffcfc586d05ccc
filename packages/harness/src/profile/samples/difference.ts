import type { StoredFrame } from '../results/result.ts';

/** A frame of two call trees laid over each other; times in seconds per cell-step. */
export interface DifferenceFrame {
  readonly family: string;
  readonly name: string;
  readonly place: string;
  readonly module: string;
  /** Total time in the base; 0 for a new frame. */
  readonly base: number;
  /** Total time in the candidate; 0 for a vanished frame. */
  readonly candidate: number;
  /** The larger of both self times, with that of everything below: what both need to be shown side by side. */
  readonly extent: number;
  readonly children: readonly DifferenceFrame[];
}

/** Lays two trees over each other, frame family by frame family along the call path. At least one must be given. */
export function differenceTree(
  base: StoredFrame | null,
  candidate: StoredFrame | null,
): DifferenceFrame {
  const shown = candidate ?? base;
  if (shown === null) throw new TypeError('a difference needs a tree');
  const right = new Map(candidate?.children.map((child) => [child.family, child]));
  const children = (base?.children ?? []).map((child) => {
    const twin = right.get(child.family) ?? null;
    right.delete(child.family);
    return differenceTree(child, twin);
  });
  for (const child of right.values()) children.push(differenceTree(null, child));
  const self = Math.max(base?.self ?? 0, candidate?.self ?? 0);
  return {
    family: shown.family,
    name: shown.name,
    place: shown.place,
    module: shown.module,
    base: base?.total ?? 0,
    candidate: candidate?.total ?? 0,
    extent: children.reduce((sum, child) => sum + child.extent, self),
    children: children.sort((a, b) => b.extent - a.extent),
  };
}

/** Self time of a function in two engines, wherever it is called from. */
export interface FunctionChange {
  readonly family: string;
  readonly name: string;
  /** Of the base, or of the candidate if it is new. */
  readonly place: string;
  readonly module: string;
  /** s per cell-step; null where it did not appear. */
  readonly base: number | null;
  readonly candidate: number | null;
  /** Null where it did not appear. */
  readonly candidatePlace: string | null;
}

interface NamedTime {
  readonly family: string;
  readonly name: string;
  readonly place: string;
  readonly module: string;
  readonly self: number;
}

/** Functions of two engines by the larger of their self times. */
export function functionChanges(
  base: readonly NamedTime[],
  candidate: readonly NamedTime[],
): FunctionChange[] {
  const right = new Map(candidate.map((entry) => [entry.family, entry]));
  const changes = base.map(({ family, name, place, module, self }): FunctionChange => {
    const twin = right.get(family);
    right.delete(family);
    return {
      family,
      name,
      place,
      module,
      base: self,
      candidate: twin?.self ?? null,
      candidatePlace: twin?.place ?? null,
    };
  });
  for (const { family, name, place, module, self } of right.values())
    changes.push({
      family,
      name,
      place,
      module,
      base: null,
      candidate: self,
      candidatePlace: place,
    });
  const size = (change: FunctionChange) => Math.max(change.base ?? 0, change.candidate ?? 0);
  return changes.sort((a, b) => size(b) - size(a));
}
