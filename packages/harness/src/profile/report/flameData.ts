import type { EngineResult, StoredFrame } from '../results/result.ts';
import { type DifferenceFrame, differenceTree } from '../samples/difference.ts';
import { colorsOf } from './colors.ts';
import type { ReportedPair } from './pairs.ts';

/** A frame: number of its function, total time in ns a cell-step, and what it calls. */
export type FlameNode = readonly [fn: number, total: number, ...calls: FlameNode[]];

/** A frame of two trees laid over each other: function, total in base and candidate, width, all in ns a cell-step. */
export type DifferenceNode = readonly [
  fn: number,
  base: number,
  candidate: number,
  extent: number,
  ...calls: DifferenceNode[],
];

/** What the page draws; every tree is there once, however many graphs show it. */
export interface FlameData {
  /** Name, place and module. */
  readonly functions: readonly (readonly [name: string, place: string, module: string])[];
  /** Colours of modules. */
  readonly colors: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, FlameNode>>;
  /** By title of the pair. */
  readonly pairs: Readonly<Record<string, DifferenceNode>>;
}

/** Call trees deeper than this are cut: nobody reads them, and recursion would fill the page. */
const DEEPEST = 60;

/** Functions of the measuring process itself, which every call comes through. */
const HARNESS = /^(harness\/profile\/|node:internal\/process\/task_queues)/;

/** A call tree whose calls begin with the run instead of the process that measured it. */
export function withoutHarness(tree: StoredFrame): StoredFrame {
  const open = (children: readonly StoredFrame[]): StoredFrame[] =>
    children.flatMap((child) => (HARNESS.test(child.place) ? open(child.children) : [child]));
  return { ...tree, children: open(tree.children) };
}

/** The trees of all engines and of the differences of all pairs. */
export function flameData(
  engines: readonly EngineResult[],
  pairs: readonly ReportedPair[],
): FlameData {
  const functions: [string, string, string][] = [];
  const numbers = new Map<string, number>();
  const numberOf = ({ name, place, module }: StoredFrame | DifferenceFrame): number => {
    const key = `${name}\n${place}\n${module}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, functions.length);
    return functions.push([name, place, module]) - 1;
  };
  const nodeOf = (frame: StoredFrame, depth = 0): FlameNode => [
    numberOf(frame),
    nanoseconds(frame.total),
    ...(depth < DEEPEST ? frame.children.map((child) => nodeOf(child, depth + 1)) : []),
  ];
  const differenceOf = (frame: DifferenceFrame, depth = 0): DifferenceNode => [
    numberOf(frame),
    nanoseconds(frame.base),
    nanoseconds(frame.candidate),
    nanoseconds(frame.extent),
    ...(depth < DEEPEST ? frame.children.map((child) => differenceOf(child, depth + 1)) : []),
  ];
  const trees = new Map(
    engines.flatMap(({ label, tree }) =>
      tree === null ? [] : [[label, withoutHarness(tree)] as const],
    ),
  );
  return {
    engines: Object.fromEntries([...trees].map(([label, tree]) => [label, nodeOf(tree)])),
    pairs: Object.fromEntries(
      pairs.flatMap(({ title, base, candidate }) => {
        const [left, right] = [trees.get(base.label), trees.get(candidate.label)];
        if (left === undefined || right === undefined) return [];
        return [[title, differenceOf(differenceTree(left, right))] as const];
      }),
    ),
    colors: colorsOf(engines.flatMap(({ modules }) => modules)),
    functions,
  };
}

/** Four digits are more than sampling knows. */
function nanoseconds(seconds: number): number {
  return Number((seconds * 1e9).toPrecision(4));
}
