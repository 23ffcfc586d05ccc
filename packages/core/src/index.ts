export * from './constants.ts';
export * from './engine/context.ts';
export * from './engine/engine.ts';
export * from './engine/plain.ts';
export * from './errors.ts';
export * from './mars/autogenerate.ts';
export { coolingTime } from './mars/coolingTime.ts';
export { usesPhiTable } from './radiation/shielding.ts';
export type * from './records/column.ts';
export * from './records/massBudget.ts';
export { ORBIT_ROLLUP, rollupChunk } from './records/orbitRollup.ts';
export * from './records/recorder.ts';
export type * from './run/config.ts';
export { buildDisk } from './run/disk.ts';
export {
  advanceRun,
  createRun,
  finishBlock,
  type Run,
  startBlock,
} from './run/run.ts';
export { type RunSetup, type RunTables, setUpRun } from './run/setup.ts';
export {
  averageDensities,
  massBudgetViolation,
  type SeedRecord,
  solarRadiation,
  summarizeRun,
} from './run/summary.ts';
export type { Statistics } from './statistics.ts';
export { statisticsOf } from './statistics.ts';
export type { SupplyTables } from './supply/baseRate.ts';
export { supplyTablePaths } from './supply/evaluate.ts';
export * from './tables/columns.ts';
export type { EarlyStopReason, StopReason } from './run/plan.ts';
