/** Memory of a module, in pages of 64 KiB. */
interface Memory {
  readonly buffer: ArrayBuffer;
}

/** The part of WebAssembly that the kernels use; the type libraries have it only together with a browser. */
interface WebAssemblyKernels {
  readonly Memory: new (size: { initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

export const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyKernels };
