import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/support/properties.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Modules hold no state, so test files can share one process; the time to load them is half of the whole.
    isolate: false,
    maxWorkers: '100%',
    // As in packages/cli/src/main.ts, which says why.
    execArgv: ['--wasm-wrapper-tiering-budget=2147483647'],
  },
});
