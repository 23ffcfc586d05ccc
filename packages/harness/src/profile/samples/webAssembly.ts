/** A function of a WebAssembly module. */
export interface WebAssemblyFunction {
  readonly name: string;
  /** File that it is written in, below the package `fast`; null where the name does not tell. */
  readonly file: string | null;
}

/** AssemblyScript names a function by its file and its own name. */
const NAMED_BY_FILE = /^(assembly\/.+)\/([^/]+)$/;

/** The function behind a call frame; null if that is not one of WebAssembly. */
export function webAssemblyFunction(name: string, url: string): WebAssemblyFunction | null {
  if (!url.startsWith('wasm:')) return null;
  // Names of the text format begin with a dollar sign, which V8 shows or not.
  const bare = name.replace(/^\$/, '');
  const named = NAMED_BY_FILE.exec(bare);
  return named === null ? { name: bare, file: null } : { name: named[2]!, file: `${named[1]}.ts` };
}

/** Whether a function is not part of a module, but what V8 puts between it and JavaScript (`js-to-wasm:iii:`). */
export function isWrapper(name: string): boolean {
  return name.includes(':');
}
