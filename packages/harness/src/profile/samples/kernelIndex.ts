import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the plain engine defines a function, by name: what makes an optimised kernel the twin of a plain one. */
export interface KernelIndex {
  /** File of core below its source folder, or null if no file or more than one defines the name. */
  readonly fileOf: (name: string) => string | null;
}

/** Folders whose functions are no kernels: one of the same name in `fast` does something else. */
const NO_KERNELS = /^(?:records|run)\//;

const FUNCTION = /^(?:export )?function (\w+)/gm;

/** Reads the names of the functions of core that `fast` may have a twin of. */
export function readKernelIndex(): KernelIndex {
  const folder = dirname(fileURLToPath(import.meta.resolve('@marsdisk/core')));
  const files = new Map<string, string | null>();
  for (const path of globSync('**/*.{ts,js}', { cwd: folder })) {
    if (path.endsWith('.d.ts')) continue;
    const file = relative('.', path)
      .replaceAll(sep, '/')
      .replace(/\.[jt]s$/, '.ts');
    if (NO_KERNELS.test(file)) continue;
    for (const [, name] of readFileSync(join(folder, path), 'utf8').matchAll(FUNCTION))
      files.set(name!, files.has(name!) ? null : file);
  }
  return { fileOf: (name) => files.get(name) ?? null };
}
