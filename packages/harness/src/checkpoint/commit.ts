import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitCommit } from '@marsdisk/io';

/**
 * The commit that code in a folder was checked out from; null if it is unknown: outside of a repository, and for an
 * installed package, whose surroundings are the repository of somebody else. Changes that are not committed are not seen.
 */
export function commitOfCode(folder: string): string | null {
  if (folder.split(sep).includes('node_modules')) return null;
  try {
    return gitCommit(folder);
  } catch {
    return null;
  }
}

/** The commit of this software when it was loaded. */
export const COMMIT: string | null = commitOfCode(fileURLToPath(new URL('.', import.meta.url)));
