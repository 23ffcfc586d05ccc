import type { SizeGrid, VersionCounter } from '@marsdisk/core';
import { INPUT_NAMES, INPUTS, type InputName, slotOf } from './inputs.ts';
import { copyOf, sameBits, sameNumber } from './values.ts';

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

/**
 * The present value of every input. Before a cache is asked, the caller puts down what the question depends on; the
 * cache reads keys and contents from here and from nowhere else.
 */
export interface InputBoard {
  readonly dimensions: Dimensions;
  /** What enters a key, by slot: the scalar or the version; NaN if the input was never put down. */
  readonly keys: Float64Array;
  /** Contents of the inputs that have a version, by slot. */
  readonly contents: unknown[];
  /** The only source of the versions in `keys`: what others count elsewhere never enters a key. */
  readonly versions: VersionCounter;
  /** The grid that was put down last. */
  readonly shown: ShownGrid;
  /** Arrays of grids that were put down. */
  readonly known: WeakMap<Float64Array, KnownArray>;
  /** Last content of the distribution of every cell, and the version that it was given. */
  readonly seenNumbers: Float64Array;
  readonly seenNumberVersions: Float64Array;
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
    seenNumbers: new Float64Array(dimensions.cells * dimensions.bins).fill(Number.NaN),
    seenNumberVersions: new Float64Array(dimensions.cells).fill(Number.NaN),
    witnesses: isChecked ? new Map() : null,
  };
}

/** Puts down an input that keeps one content for the whole run; it gets a version of its own. */
export function bindContent(board: InputBoard, input: InputName, content: unknown): void {
  const slot = slotOf(input);
  board.keys[slot] = board.versions.next();
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
  board.keys[GRID_RHO] = grid.rho;
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
  board.keys[slot] = known.version;
  board.contents[slot] = array;
}

/** Puts down the size distribution of a cell. It gets a new version if it differs from what the cell had last. */
export function putNumber(board: InputBoard, cell: number, number: Float64Array): void {
  const { seenNumbers, seenNumberVersions, keys } = board;
  const { bins } = board.dimensions;
  const start = cell * bins;
  let isSame = number.length === bins && !Number.isNaN(seenNumberVersions[cell]);
  for (let k = 0; isSame && k < bins; k++) isSame = sameNumber(seenNumbers[start + k], number[k]);
  if (!isSame) {
    for (let k = 0; k < bins; k++) seenNumbers[start + k] = number[k];
    seenNumberVersions[cell] = board.versions.next();
  }
  keys[NUMBER] = seenNumberVersions[cell];
  board.contents[NUMBER] = number;
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
