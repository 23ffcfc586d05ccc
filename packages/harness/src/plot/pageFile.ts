import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { FileError } from '@marsdisk/core';
import { fileFailure, OUTPUT_FILES } from '@marsdisk/io';

/** Name of the page in the directory of its run, unless another is asked for. */
export const PAGE_NAME = 'plot.html';

/** Stands near the beginning of every page, so that a page can be told from a file of somebody else. */
export const PAGE_MARKER = '<meta name="generator" content="marsdisk plot">';

/** Pages carry their marker within so many bytes. */
const MARKER_REACH = 512;

const RUN_FOLDERS: readonly string[] = [
  OUTPUT_FILES.seriesFolder,
  OUTPUT_FILES.checksFolder,
  OUTPUT_FILES.checkpointsFolder,
];
const RUN_FILES: readonly string[] = [
  OUTPUT_FILES.runConfig,
  OUTPUT_FILES.summary,
  OUTPUT_FILES.orbitRollup,
];

/**
 * Makes sure that a page does not take the place of anything but an earlier page.
 *
 * @param directory of the run that is drawn
 * @param path of the page
 * @throws FileError when the path is one of a run, or something other than a page stands there
 */
export function refuseToReplace(directory: string, path: string): void {
  // Also where the file is not there yet: a run that goes on may still write it.
  if (isPathOfRun(directory, path))
    throw new FileError(`${path}: is a place of the run's own files; give the page another name`);
  const state = statSync(path, { throwIfNoEntry: false });
  if (state === undefined) return;
  if (!state.isFile())
    throw new FileError(
      `${path}: is ${state.isDirectory() ? 'a directory' : 'no regular file'}; give the name of a file`,
    );
  if (!isPlotPage(path))
    throw new FileError(
      `${path}: exists and is not a page that marsdisk plot made; remove it or give another name (--output)`,
    );
}

/**
 * Whether a file is a page that `writePlotPage` made.
 *
 * @throws FileError when it cannot be read
 */
export function isPlotPage(path: string): boolean {
  const head = Buffer.alloc(MARKER_REACH);
  try {
    const descriptor = openSync(path, 'r');
    try {
      const length = readSync(descriptor, head, 0, MARKER_REACH, 0);
      return head.toString('latin1', 0, length).includes(PAGE_MARKER);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileFailure('read', path, error);
  }
}

function isPathOfRun(directory: string, path: string): boolean {
  const inside = relative(resolve(directory), resolve(path)).replaceAll('\\', '/');
  return RUN_FILES.includes(inside) || RUN_FOLDERS.includes(inside.split('/', 1)[0]!);
}
