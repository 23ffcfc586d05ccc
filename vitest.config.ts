import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/support/properties.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Modules hold no state, so test files can share one process; the time to load them is half of the whole.
    isolate: false,
    // One more than there are cores, because many tests wait for processes and files.
    maxWorkers: availableParallelism() + 1,
    // Threads and processes that a test starts keep their compiled modules, as those of the command do.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    // As in packages/cli/src/main.ts, which says why.
    execArgv: ['--wasm-wrapper-tiering-budget=2147483647'],
  },
});
