import type { SizeGrid, VersionCounter } from '@marsdisk/core';
import { INPUT_NAMES, INPUTS, type InputName, slotOf } from './inputs.ts';
import { copyOf, sameBits } from './values.ts';

/** Sizes of the arrays of a run. */
export interface Dimensions {
  readonly cells: number;
  readonly bins: number;
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
  readonly versions: VersionCounter;
  /** Last content of the distribution of every cell, and the version that it was given. */
  readonly seenNumbers: Float64Array;
  readonly seenNumberVersions: Float64Array;
  /** Last content of the bin widths. */
  seenWidths: Float64Array;
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
    seenNumbers: new Float64Array(dimensions.cells * dimensions.bins).fill(Number.NaN),
    seenNumberVersions: new Float64Array(dimensions.cells).fill(Number.NaN),
    seenWidths: new Float64Array(0),
    witnesses: isChecked ? new Map() : null,
  };
}

/** Puts down an input that keeps one content for the whole run; it gets a version of its own. */
export function bindContent(board: InputBoard, input: InputName, content: unknown): void {
  const slot = slotOf(input);
  board.keys[slot] = board.versions.next();
  board.contents[slot] = content;
}

/** Puts down a grid: bin centres and edges under their versions, widths under one that follows their content. */
export function putGrid(board: InputBoard, grid: SizeGrid): void {
  const { keys, contents } = board;
  keys[SIZES] = grid.sizesVersion;
  contents[SIZES] = grid.sizes;
  keys[EDGES] = grid.edgesVersion;
  contents[EDGES] = grid.edges;
  keys[GRID_RHO] = grid.rho;
  if (contents[WIDTHS] !== grid.widths) putWidths(board, grid.widths);
  if (board.witnesses !== null) checkVersions(board);
}

function putWidths(board: InputBoard, widths: Float64Array): void {
  if (!sameBits(board.seenWidths, widths)) {
    board.seenWidths = widths.slice();
    board.keys[WIDTHS] = board.versions.next();
  }
  board.contents[WIDTHS] = widths;
}

/** Puts down the size distribution of a cell. It gets a new version if it differs from what the cell had last. */
export function putNumber(board: InputBoard, cell: number, number: Float64Array): void {
  const { seenNumbers, seenNumberVersions, keys } = board;
  const { bins } = board.dimensions;
  const start = cell * bins;
  let isSame = number.length === bins;
  for (let k = 0; isSame && k < bins; k++) isSame = seenNumbers[start + k] === number[k];
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
  // The same array is not looked at again in production.
  if (!sameBits(board.seenWidths, contents[WIDTHS]))
    throw new Error('the bin widths were changed in place: another content needs another array');
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
