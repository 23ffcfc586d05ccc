import type { StoredFrame } from '../results/result.ts';
import type { DifferenceFrame } from '../samples/difference.ts';
import { duration, percent } from './quantities.ts';

/** A frame as the page draws it. */
export interface FlameData {
  readonly name: string;
  /** Width, ns a cell-step. */
  readonly value: number;
  /** One line about the frame. */
  readonly text: string;
  readonly module: string;
  /** Candidate minus base, ns a cell-step; in difference graphs only. */
  readonly change?: number;
  readonly children: readonly FlameData[];
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

/** The graph of one engine. */
export function flameOf(tree: StoredFrame, label: string): FlameData {
  const whole = tree.total;
  const convert = (node: StoredFrame, depth: number): FlameData => ({
    name: depth === 0 ? label : node.name,
    value: node.total * 1e9,
    text: `${depth === 0 ? label : node.name}: ${duration(node.total)} a cell-step (${percent(node.total / whole)}), itself ${duration(node.self)}; ${node.module}, ${node.place}`,
    module: node.module,
    children: depth < DEEPEST ? node.children.map((child) => convert(child, depth + 1)) : [],
  });
  return convert(tree, 0);
}

/** The difference graph of two engines. */
export function flameDifference(tree: DifferenceFrame, label: string): FlameData {
  const convert = (node: DifferenceFrame, depth: number): FlameData => {
    const { base, candidate } = node;
    const name = depth === 0 ? label : node.name;
    const change = (candidate - base) * 1e9;
    const verdict =
      base === 0
        ? 'new'
        : candidate === 0
          ? 'vanished'
          : change > 0
            ? `grown by ${duration(candidate - base)}`
            : `shrunk by ${duration(base - candidate)}`;
    return {
      name,
      value: node.extent * 1e9,
      text: `${name}: ${verdict}, ${duration(base)} before, ${duration(candidate)} now a cell-step; ${node.module}, ${node.place}`,
      module: node.module,
      change,
      children: depth < DEEPEST ? node.children.map((child) => convert(child, depth + 1)) : [],
    };
  };
  return convert(tree, 0);
}
