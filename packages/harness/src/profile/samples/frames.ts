import { fileURLToPath } from 'node:url';
import type { CallFrame } from './cpuProfile.ts';
import type { KernelIndex } from './kernelIndex.ts';
import { webAssemblyFunction } from './webAssembly.ts';

/** Who wrote a function, as far as its place tells. */
export type Origin =
  | 'core'
  | 'fast'
  | 'config'
  | 'io'
  | 'harness'
  | 'library'
  | 'node'
  | 'WebAssembly'
  | 'V8'
  /** No function at all: the thread was off the processor. */
  | 'system';

/** A function of a profile. */
export interface Frame {
  /** Identity across engines and commits: an optimised kernel has that of the plain function of its name. */
  readonly family: string;
  readonly name: string;
  readonly origin: Origin;
  /** Path below the package (`collisions/kernel.ts`), path in a library, `node:…`, or empty where there is none. */
  readonly file: string;
  /** From 1; 0 for native code and WebAssembly. */
  readonly line: number;
  /** File of core that defines the plain twin of a function of `fast`, or null. */
  readonly twin: string | null;
}

const OWN_FILE =
  /\/(?:packages|@marsdisk)\/(core|fast|config|io|harness)\/(?:src|dist)\/(.+)\.[jt]s$/;
const LIBRARY_FILE = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+\/.+)$/;

/** What a call frame of V8 stands for. */
export function frameOf({ functionName, url, lineNumber }: CallFrame, kernels: KernelIndex): Frame {
  const line = lineNumber + 1;
  const name = functionName === '' ? '(anonymous)' : functionName;
  const foreign = (origin: Origin, file: string): Frame => ({
    family: file === '' ? name : `${name} ${file}`,
    name,
    origin,
    file,
    line: file === '' ? 0 : line,
    twin: null,
  });
  if (url === '') return foreign('V8', '');
  if (url.startsWith('node:')) return foreign('node', url);
  const compiled = webAssemblyFunction(name, url);
  // The URL of a module is a hash of its bytes: not for people, and another one after every change.
  if (compiled !== null)
    return compiled.file === null
      ? {
          ...foreign('WebAssembly', ''),
          name: compiled.name,
          family: `${compiled.name} WebAssembly`,
        }
      : ownFrame({ ...compiled, origin: 'fast', file: compiled.file, line: 0 }, kernels);
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  const own = OWN_FILE.exec(path);
  if (own === null) return foreign('library', LIBRARY_FILE.exec(path)?.[1] ?? path);
  const [, origin, file] = own as unknown as [string, Origin, string];
  return ownFrame({ name: functionName, origin, file: `${file}.ts`, line }, kernels);
}

/** A function of this software; one without a name is told apart by its line. */
function ownFrame(
  { name, origin, file, line }: Pick<Frame, 'name' | 'origin' | 'file' | 'line'>,
  kernels: KernelIndex,
): Frame {
  const twin = origin === 'fast' && name !== '' ? kernels.fileOf(name) : null;
  const shown = name === '' ? `(anonymous:${line})` : name;
  const home = origin === 'core' || twin !== null ? `core/${twin ?? file}` : `${origin}/${file}`;
  return { family: `${shown} ${home}`, name: shown, origin, file, line, twin };
}

/** Where a frame stands, for people: `core/collisions/kernel.ts:12`. */
export function placeOf({ origin, file, line }: Frame): string {
  if (origin === 'V8' || origin === 'WebAssembly' || origin === 'system') return origin;
  if (origin === 'node') return file;
  const path = origin === 'library' ? file : `${origin}/${file}`;
  return line === 0 ? path : `${path}:${line}`;
}
