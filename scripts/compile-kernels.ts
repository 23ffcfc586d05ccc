import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Writes packages/fast/src/kernels/kernels.generated.ts from packages/fast/assembly. Run it after changing that:
//   node scripts/compile-kernels.ts
const FAST = join(import.meta.dirname, '..', 'packages', 'fast');

/** The module of packages/fast/assembly as the compiler of AssemblyScript makes it, in base64. */
export function compileKernels(): string {
  const folder = mkdtempSync(join(tmpdir(), 'marsdisk-kernels-'));
  try {
    const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
    const output = join(folder, 'kernels.wasm');
    // No runtime: nothing is allocated. Names are kept, for profiles.
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        compiler,
        'assembly/index.ts',
        ...['--outFile', output, '--runtime', 'stub', '--importMemory', '--debug'],
        ...['--optimizeLevel', '3', '--noAssert', '--enable', 'simd,relaxed-simd,bulk-memory'],
      ],
      { cwd: FAST, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`the kernels do not compile: ${stderr}`);
    return readFileSync(output).toString('base64');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main)
  writeFileSync(
    join(FAST, 'src', 'kernels', 'kernels.generated.ts'),
    `/** The WebAssembly module of packages/fast/assembly in base64; made by scripts/compile-kernels.ts. */
export const kernels =
  '${compileKernels()}';
`,
  );
