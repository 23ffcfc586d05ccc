import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileFailure, writeFileAtomically } from '@marsdisk/io';

/**
 * Refuses files that a long command could not write when it has finished.
 *
 * @param paths undefined: not asked for
 * @throws FileError
 */
export function requireWritable(...paths: readonly (string | undefined)[]): void {
  for (const path of paths) {
    if (path === undefined) continue;
    try {
      accessSync(dirname(resolve(path)), constants.W_OK);
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
        throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    } catch (error) {
      throw fileFailure('write', path, error);
    }
  }
}

/** Writes a report if a file for it was asked for. */
export function writeReport(path: string | undefined, text: () => string): void {
  if (path !== undefined) writeFileAtomically(path, text());
}

/** The same for numbers, as JSON. */
export function writeJsonReport(path: string | undefined, content: object): void {
  writeReport(path, () => `${JSON.stringify(content, null, 1)}\n`);
}
