import { fileURLToPath } from 'node:url';
import type { CallFrame } from './cpuProfile.ts';
import type { KernelIndex } from './kernelIndex.ts';
import { type WebAssemblyFunction, webAssemblyFunction } from './webAssembly.ts';

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
  | 'V8';

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
  const compiled = webAssemblyFunction(name, url);
  // The URL of a module is a hash of its bytes: not for people, and another one after every change.
  if (compiled !== null) return frameOfWebAssembly(compiled);
  if (url.startsWith('node:')) return foreign('node', url);
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  const own = OWN_FILE.exec(path);
  if (own === null) return foreign('library', LIBRARY_FILE.exec(path)?.[1] ?? path);
  const origin = own[1] as Origin;
  const file = `${own[2]}.ts`;
  const twin = origin === 'fast' && functionName !== '' ? kernels.fileOf(functionName) : null;
  // Anonymous functions of a file are told apart by their line.
  const shown = functionName === '' ? `(anonymous:${line})` : functionName;
  const home = origin === 'core' || twin !== null ? `core/${twin ?? file}` : `${origin}/${file}`;
  return { family: `${shown} ${home}`, name: shown, origin, file, line, twin };
}

function frameOfWebAssembly({ name, source }: WebAssemblyFunction): Frame {
  const common = { name, line: 0, twin: null };
  return source === null
    ? { ...common, family: `${name} WebAssembly`, origin: 'WebAssembly', file: '' }
    : { ...common, family: `${name} fast/${source}`, origin: 'fast', file: source };
}

/** Where a frame stands, for people: `core/collisions/kernel.ts:12`. */
export function placeOf({ origin, file, line }: Frame): string {
  if (origin === 'V8' || origin === 'WebAssembly') return origin;
  if (origin === 'node') return file;
  const path = origin === 'library' ? file : `${origin}/${file}`;
  return line === 0 ? path : `${path}:${line}`;
}
