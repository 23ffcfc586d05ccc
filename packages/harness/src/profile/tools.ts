import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { suggestion } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';
import type { ProfileTool } from './request.ts';

/** Tools besides the sampling profiler of Node, and how they are started. */
const TOOLS: Readonly<Record<string, (folder: string) => readonly string[]>> = {
  '0x': (folder) => ['--output-dir', join(folder, '0x-{pid}'), '--'],
  clinic: (folder) => ['flame', '--open=false', '--dest', join(folder, 'clinic'), '--'],
};

/** Names that `--tool` knows. */
export const TOOL_NAMES: readonly string[] = ['inspector', ...Object.keys(TOOLS)];

/**
 * The tool of a name; null for the sampling profiler, which always runs.
 *
 * @param workingDirectory where the search for installed tools begins, upwards; then the search path of programs
 * @throws ConfigurationError for an unknown name
 */
export function profileTool(name: string, workingDirectory: string): ProfileTool | null {
  if (name === 'inspector') return null;
  const words = TOOLS[name];
  if (words === undefined)
    throw new ConfigurationError(
      `--tool: "${name}"; there are ${TOOL_NAMES.join(', ')}${suggestion(name, TOOL_NAMES)}`,
    );
  return {
    name,
    prepare(folder) {
      const command = findProgram(name, workingDirectory);
      if (command === null)
        return {
          missing: `${name} is not installed, so only the sampling profiler of Node looked; "pnpm add -wD ${name}" installs it`,
        };
      return { command, words: [...words(folder), process.execPath], samples: false };
    },
  };
}

/** An executable file in `node_modules/.bin` of a folder or one above it, or on the search path of programs. */
export function findProgram(name: string, from: string): string | null {
  const folders: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    folders.push(join(folder, 'node_modules', '.bin'));
    if (folder === dirname(folder)) break;
  }
  folders.push(...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''));
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
