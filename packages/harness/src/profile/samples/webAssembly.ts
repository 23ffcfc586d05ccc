/** Exported functions of the WebAssembly modules of `fast`, and the files below its source folder that they are written in. */
const SOURCES: Readonly<Record<string, string>> = {
  sumPairs: 'kernels/pairSums.wat',
};

/** A function of a WebAssembly module. */
export interface WebAssemblyFunction {
  readonly name: string;
  /** File of `fast` that it is written in; null for foreign modules and for what V8 puts in between. */
  readonly source: string | null;
}

/** The function behind a call frame; null if that is not one of WebAssembly. */
export function webAssemblyFunction(name: string, url: string): WebAssemblyFunction | null {
  if (!url.startsWith('wasm:')) return null;
  // Names of the text format begin with a dollar sign, which V8 shows or not.
  const bare = name.replace(/^\$/, '');
  return { name: bare, source: SOURCES[bare] ?? null };
}
