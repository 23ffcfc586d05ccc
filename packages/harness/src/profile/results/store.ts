import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FileError } from '@marsdisk/core';
import { fileFailure, writeFileAtomically } from '@marsdisk/io';
import { type ProfileResult, RESULT_FORMAT } from './result.ts';

/** Name of the file that holds a result, in the folder of the result. */
export const RESULT_FILE = 'result.json';

/** Writes a result into its folder. */
export function writeResult(folder: string, result: ProfileResult): void {
  writeFileAtomically(join(folder, RESULT_FILE), `${JSON.stringify(result, null, 1)}\n`);
}

/**
 * Reads a stored result.
 *
 * @param path of the folder or of its `result.json`
 * @throws FileError when it is missing, incomplete, no result of a profile, or of another format version
 */
export function readResult(path: string): ProfileResult {
  let file = path;
  let text: string;
  try {
    if (statSync(path).isDirectory()) file = join(path, RESULT_FILE);
    if (!existsSync(file)) throw missingResult(path);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof FileError ? error : fileFailure('read', file, error);
  }
  let content: Partial<ProfileResult> | null;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new FileError(`${file}: is not JSON`, { cause: error });
  }
  if (content?.kind !== 'marsdisk profile')
    throw new FileError(`${file}: is not the result of a profile`);
  if (content.formatVersion !== RESULT_FORMAT)
    throw new FileError(
      `${file}: formatVersion = ${content.formatVersion}; this version reads ${RESULT_FORMAT}, measure again`,
    );
  if (!Array.isArray(content.engines) || content.engines.length === 0)
    throw new FileError(`${file}: is incomplete: it has no engines`);
  return content as ProfileResult;
}

/** The folder of a profile, one level above its results, is easily given for that of a result. */
function missingResult(folder: string): FileError {
  const newest = readdirSync(folder)
    .sort()
    .findLast((name) => existsSync(join(folder, name, RESULT_FILE)));
  return new FileError(
    `${folder}: holds no ${RESULT_FILE}${newest === undefined ? '' : `; the newest result below it is ${join(folder, newest)}`}`,
  );
}
