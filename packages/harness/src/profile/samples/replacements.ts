import type { Flag } from '@marsdisk/fast';
import type { StoredFrame } from '../results/result.ts';

/** A kernel of the base and what has become of it; times in seconds per cell-step. */
export interface Replacement {
  readonly name: string;
  /** In itself and in what it calls, other kernels of the list left out. */
  readonly base: number;
  readonly candidate: number;
  /** The optimisations that answer instead, the one that spares most first. */
  readonly flags: readonly Flag[];
}

/** What optimisations did to the time of the base; the parts add up to the whole. */
export interface Replacements {
  /** What saves most comes first. */
  readonly kernels: readonly Replacement[];
  /** What the candidate does instead: files of `fast` that it comes into, s per cell-step. */
  readonly instead: readonly { readonly file: string; readonly candidate: number }[];
  /** Everything else. */
  readonly rest: { readonly base: number; readonly candidate: number };
}

/** Functions of core and their twins have families that name a file of core; an engine only hands on. */
const KERNEL = / core\/(?!engine\/)/;
const CORE = / core\//;
const FAST_FILE = /^(fast\/.+?)(?::\d+)?$/;

/**
 * Attributes the time of two call trees to the kernels that optimisations spare.
 *
 * @param flags that the candidate has and the base has not
 */
export function replacements(
  base: StoredFrame,
  candidate: StoredFrame,
  flags: readonly Flag[],
): Replacements {
  const spared = new Set(flags.flatMap((flag) => flag.spares));
  const left = attributed(base, spared, null);
  const right = attributed(candidate, spared, familiesOf(base));
  const callers = sparedCallers(base, spared);
  const kernels = [...left]
    .filter(([name]) => spared.has(name))
    .map(
      ([name, before]): Replacement => ({
        name,
        base: before,
        candidate: right.get(name) ?? 0,
        flags: answeringFlags(name, callers.get(name) ?? [], flags),
      }),
    )
    .sort((a, b) => b.base - b.candidate - (a.base - a.candidate));
  const instead = [...right]
    .filter(([owner]) => FAST_FILE.test(owner))
    .map(([file, time]) => ({ file, candidate: time }))
    .sort((a, b) => b.candidate - a.candidate);
  const listed = new Set([...kernels.map(({ name }) => name), ...instead.map(({ file }) => file)]);
  const sumOfRest = (times: ReadonlyMap<string, number>) =>
    [...times].reduce((sum, [owner, time]) => (listed.has(owner) ? sum : sum + time), 0);
  return { kernels, instead, rest: { base: sumOfRest(left), candidate: sumOfRest(right) } };
}

/**
 * Self times by the innermost spared kernel around them, else by the file of `fast` that the calls came into, else
 * under ''.
 *
 * @param known families of the base, none of which comes into `fast`; null for the base itself
 */
function attributed(
  tree: StoredFrame,
  spared: ReadonlySet<string>,
  known: ReadonlySet<string> | null,
): Map<string, number> {
  const ownerOf = ({ family, name, place }: StoredFrame, outer: string): string => {
    if (spared.has(name) && KERNEL.test(family)) return name;
    if (known === null) return outer;
    // What both engines call is compared with itself, whoever calls it.
    if (FAST_FILE.test(outer)) return known.has(family) && CORE.test(family) ? '' : outer;
    return outer === '' && !known.has(family) ? (FAST_FILE.exec(place)?.[1] ?? '') : outer;
  };
  const times = new Map<string, number>();
  const visit = (node: StoredFrame, outer: string) => {
    const owner = ownerOf(node, outer);
    const called = node.children.reduce((sum, child) => sum + child.total, 0);
    // Calls too short to be stored count for their caller.
    times.set(owner, (times.get(owner) ?? 0) + Math.max(0, node.total - called));
    for (const child of node.children) visit(child, owner);
  };
  visit(tree, '');
  return times;
}

function familiesOf(tree: StoredFrame, into = new Set<string>()): Set<string> {
  into.add(tree.family);
  for (const child of tree.children) familiesOf(child, into);
  return into;
}

/** Spared kernels around every spared kernel, the outermost first. */
function sparedCallers(
  tree: StoredFrame,
  spared: ReadonlySet<string>,
): Map<string, readonly string[]> {
  const callers = new Map<string, readonly string[]>();
  const visit = ({ family, name, children }: StoredFrame, around: readonly string[]) => {
    const isKernel = spared.has(name) && KERNEL.test(family);
    if (isKernel && !callers.has(name)) callers.set(name, around);
    for (const child of children) visit(child, isKernel ? [...around, name] : around);
  };
  visit(tree, []);
  return callers;
}

/**
 * The flags that answer in the place of a kernel: its own, or, if a reduction spares a kernel around it, that reduction
 * and those of its own that the reduction acts with.
 */
function answeringFlags(
  name: string,
  callers: readonly string[],
  flags: readonly Flag[],
): readonly Flag[] {
  const on = new Set<string>(flags.map((flag) => flag.name));
  const active = flags.filter(
    ({ actsWith, yieldsTo }) =>
      actsWith.every((other) => on.has(other)) && !yieldsTo.some((other) => on.has(other)),
  );
  const own = active.filter(({ spares }) => spares.includes(name));
  const outer = active.find(
    ({ isCache, spares }) => !isCache && callers.some((caller) => spares.includes(caller)),
  );
  if (outer === undefined) return own;
  const company = new Set<string>(outer.actsWith);
  // A set hands out what is added while it is walked through: uses of uses count as well.
  for (const member of company)
    for (const used of flags.find((flag) => flag.name === member)?.uses ?? []) company.add(used);
  return [outer, ...own.filter((flag) => flag !== outer && company.has(flag.name))];
}

/** The innermost of some kernels that called a function where it took longest; null if none did. */
export function kernelAround(
  tree: StoredFrame,
  family: string,
  kernels: ReadonlySet<string>,
): string | null {
  let longest = -1;
  let found: string | null = null;
  const visit = (node: StoredFrame, outer: string | null) => {
    if (node.family === family && node.total > longest) {
      longest = node.total;
      found = outer;
    }
    const isKernel = kernels.has(node.name) && KERNEL.test(node.family);
    for (const child of node.children) visit(child, isKernel ? node.name : outer);
  };
  visit(tree, null);
  return found;
}
