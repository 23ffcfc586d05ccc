import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * The file that a path inside a configuration means: relative to the working directory or, when nothing is there but
 * something is beside the configuration file, relative to that file's folder.
 *
 * @param path as the configuration holds it
 * @param configPath absolute path of the configuration file, null when it came from elsewhere
 * @param workingDirectory absolute path
 * @returns an absolute path; the file need not exist
 */
export function locateInput(
  path: string,
  configPath: string | null,
  workingDirectory: string = process.cwd(),
): string {
  const here = resolve(workingDirectory, path);
  if (configPath === null || existsSync(here)) return here;
  const beside = resolve(dirname(configPath), path);
  return existsSync(beside) ? beside : here;
}
