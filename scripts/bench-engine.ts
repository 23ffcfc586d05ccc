import { parseArgs } from 'node:util';
import { loadConfig } from '@marsdisk/config';
import { advanceRun, createRun, setUpRun } from '@marsdisk/core';
import { engineFactory, statisticsOfEngine } from '@marsdisk/fast';
import { engineSpec, ensureTemperatureTable, loadRunTables } from '@marsdisk/harness';

// Times the steps of a run that keeps no rows, with one engine in this process, and prints one line:
//   node scripts/bench-engine.ts configs/solid.yml --engine fast --cache all --seconds 3
// Numbers of two engines may be compared only if their processes took turns on the same machine.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: 'fast' },
    cache: { type: 'string' },
    seconds: { type: 'string', default: '3' },
    set: { type: 'string', multiple: true, default: [] },
    statistics: { type: 'boolean', default: false },
  },
});
const path = positionals[0] ?? 'configs/solid.yml';
const loaded = loadConfig({ path, overrides: values.set });
const folder = { configPath: loaded.sourcePath, workingDirectory: process.cwd() };
const { config } = await ensureTemperatureTable(loaded.config, folder);
const tables = await loadRunTables(config, folder);
const spec = engineSpec(values.engine, values.cache ?? null);
const run = createRun(setUpRun(config, tables), engineFactory(spec), {
  seriesStride: 1_000_000_000,
  diagnosticsStride: 1_000_000_000,
  psdStride: 0,
  massBudgetCells: false,
});
const cellSteps = (steps: number) => steps * run.setup.cells;
const SLICE = values.engine === 'core' ? 16 : 512;
const warmUp = performance.now() + 1000;
while (performance.now() < warmUp && advanceRun(run, SLICE));
const times: number[] = [];
const cpuStart = process.cpuUsage();
const firstStep = run.clock.step;
const end = performance.now() + 1000 * Number(values.seconds);
while (performance.now() < end) {
  const start = performance.now();
  const first = run.clock.step;
  if (!advanceRun(run, SLICE)) break;
  times.push((1000 * (performance.now() - start)) / cellSteps(run.clock.step - first));
}
const cpu = process.cpuUsage(cpuStart).user / cellSteps(run.clock.step - firstStep);
times.sort((a, b) => a - b);
const quantile = (p: number) => times[Math.floor(p * (times.length - 1))]?.toFixed(2);
console.log(
  `${values.engine} ${values.cache ?? ''}: ${quantile(0.5)} us per cell-step (10 %: ${quantile(0.1)}, 90 %: ${quantile(0.9)}), ${times.length} slices; ${cpu.toFixed(2)} us of processor time`,
);
if (values.statistics) console.table(statisticsOfEngine(run.engine));
