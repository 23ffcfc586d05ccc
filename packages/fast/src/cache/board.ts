import type { SizeGrid, VersionCounter } from '@marsdisk/core';
import { INPUT_NAMES, INPUTS, type InputName, slotOf } from './inputs.ts';
import { copyOf, sameBits } from './values.ts';

/** Sizes of the arrays of a run. */
export interface Dimensions {
  readonly cells: number;
  readonly bins: number;
}

/** The arrays of a grid, and the versions that their owner gave them. */
type ShownGrid = {
  -readonly [Part in 'sizes' | 'widths' | 'edges']: SizeGrid[Part] | null;
} & { sizesVersion: number; edgesVersion: number };

/** What a board knows an array of a grid by. */
interface KnownArray {
  /** The version that its owner gave it. */
  readonly claim: number;
  /** The version that it has in keys. */
  readonly version: number;
}

/** A size distribution as a board saw it. Bits are compared, which is quicker than numbers are. */
interface SeenNumber {
  readonly numbers: Float64Array;
  readonly bits: BigInt64Array;
  /** The array that was shown last, and its bits. */
  shown: Float64Array;
  shownBits: BigInt64Array;
  /** NaN before the first. */
  version: number;
}

function seenNumber(bins: number): SeenNumber {
  const numbers = new Float64Array(bins);
  const bits = bitsOf(numbers);
  return { numbers, bits, shown: numbers, shownBits: bits, version: Number.NaN };
}

function bitsOf({ buffer, byteOffset, length }: Float64Array): BigInt64Array {
  return new BigInt64Array(buffer, byteOffset, length);
}

/** What a cache found out about the keys that are on the board now; a key that changes makes it unknown. */
export interface Watcher {
  /** The set whose latest entry answers the present keys; `UNSETTLED` if that is not known. */
  settled: number;
}

/** No set. */
export const UNSETTLED = -1;

/**
 * The present value of every input. Before a cache is asked, the caller puts down what the question depends on; the
 * cache reads keys and contents from here and from nowhere else.
 */
export interface InputBoard {
  readonly dimensions: Dimensions;
  /** What enters a key, by slot: the scalar or the version; NaN if the input was never put down. Written by `putKey` alone. */
  readonly keys: ArrayLike<number>;
  /** Who wants to know that a key changed, by slot. */
  readonly watchers: readonly Watcher[][];
  /** Contents of the inputs that have a version, by slot. */
  readonly contents: unknown[];
  /** The only source of the versions in `keys`: what others count elsewhere never enters a key. */
  readonly versions: VersionCounter;
  /** The grid that was put down last. */
  readonly shown: ShownGrid;
  /** Arrays of grids that were put down. */
  readonly known: WeakMap<Float64Array, KnownArray>;
  /** The distribution of every cell as it was last, and the version that it was given. */
  readonly seen: readonly SeenNumber[];
  /** Contents by version, kept in development to catch a version that is used twice. */
  readonly witnesses: Map<string, unknown> | null;
}

const SIZES = slotOf('sizes');
const WIDTHS = slotOf('widths');
const EDGES = slotOf('edges');
const GRID_RHO = slotOf('gridRho');
const NUMBER = slotOf('number');

/** Contents that a board in development remembers. */
const WITNESS_COUNT = 256;

/**
 * An empty board.
 *
 * @param isChecked Whether it verifies that no version stands for two contents (development; slow).
 */
export function createInputBoard(
  dimensions: Dimensions,
  versions: VersionCounter,
  isChecked = false,
): InputBoard {
  return {
    dimensions,
    keys: new Float64Array(INPUT_NAMES.length).fill(Number.NaN),
    watchers: Array.from({ length: INPUT_NAMES.length }, () => []),
    contents: new Array(INPUT_NAMES.length).fill(null),
    versions,
    shown: {
      sizes: null,
      widths: null,
      edges: null,
      sizesVersion: Number.NaN,
      edgesVersion: Number.NaN,
    },
    known: new WeakMap(),
    seen: Array.from({ length: dimensions.cells }, () => seenNumber(dimensions.bins)),
    witnesses: isChecked ? new Map() : null,
  };
}

/** Puts down what enters a key. All caches that look at it are told if it is another number than before, bit by bit. */
export function putKey(board: InputBoard, slot: number, value: number): void {
  const keys = board.keys as Float64Array;
  const before = keys[slot];
  if (before === value && (value !== 0 || 1 / before === 1 / value)) return;
  keys[slot] = value;
  const watchers = board.watchers[slot];
  for (let i = 0; i < watchers.length; i++) watchers[i].settled = UNSETTLED;
}

/** Puts down an input that keeps one content for the whole run; it gets a version of its own. */
export function bindContent(board: InputBoard, input: InputName, content: unknown): void {
  const slot = slotOf(input);
  putKey(board, slot, board.versions.next());
  board.contents[slot] = content;
}

/**
 * Puts down a grid. An array keeps its version as long as it is the same object under the same version of its owner, so that
 * grids whose owners count apart are told apart, and so is an array that somebody put in the place of another. Widths go with
 * the edges.
 */
export function putGrid(board: InputBoard, grid: SizeGrid): void {
  const { shown } = board;
  if (
    shown.sizes !== grid.sizes ||
    shown.widths !== grid.widths ||
    shown.edges !== grid.edges ||
    shown.sizesVersion !== grid.sizesVersion ||
    shown.edgesVersion !== grid.edgesVersion
  )
    showGrid(board, grid);
  putKey(board, GRID_RHO, grid.rho);
  if (board.witnesses !== null) checkVersions(board);
}

function showGrid(board: InputBoard, grid: SizeGrid): void {
  const { shown } = board;
  const { sizes, widths, edges, sizesVersion, edgesVersion } = grid;
  putArray(board, SIZES, sizes, sizesVersion);
  putArray(board, WIDTHS, widths, edgesVersion);
  putArray(board, EDGES, edges, edgesVersion);
  shown.sizes = sizes;
  shown.widths = widths;
  shown.edges = edges;
  shown.sizesVersion = sizesVersion;
  shown.edgesVersion = edgesVersion;
}

function putArray(board: InputBoard, slot: number, array: Float64Array, claim: number): void {
  let known = board.known.get(array);
  if (known === undefined || known.claim !== claim) {
    known = { claim, version: board.versions.next() };
    board.known.set(array, known);
  }
  putKey(board, slot, known.version);
  board.contents[slot] = array;
}

/** Puts down the size distribution of a cell. It gets a new version if it differs from what the cell had last. */
export function putNumber(board: InputBoard, cell: number, number: Float64Array): void {
  const seen = board.seen[cell];
  if (seen.shown !== number) {
    seen.shown = number;
    seen.shownBits = bitsOf(number);
  }
  if (Number.isNaN(seen.version) || !areSame(seen.shownBits, seen.bits)) {
    const { numbers } = seen;
    for (let k = 0; k < numbers.length; k++) numbers[k] = number[k];
    seen.version = board.versions.next();
  }
  putKey(board, NUMBER, seen.version);
  board.contents[NUMBER] = number;
}

function areSame(a: BigInt64Array, b: BigInt64Array): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

function checkVersions(board: InputBoard): void {
  const { witnesses, keys, contents } = board;
  if (witnesses === null) return;
  for (const [slot, input] of INPUT_NAMES.entries()) {
    if (INPUTS[input].kind !== 'version' || contents[slot] === null) continue;
    const name = `${input} ${keys[slot]}`;
    const witness = witnesses.get(name);
    if (witness === undefined) {
      if (witnesses.size >= WITNESS_COUNT) witnesses.delete(witnesses.keys().next().value ?? '');
      witnesses.set(name, copyOf(contents[slot]));
    } else if (!sameBits(witness, contents[slot]))
      throw new Error(
        `version ${keys[slot]} of ${input} stands for two contents: a version is an identity and may be given to one content only`,
      );
  }
}
