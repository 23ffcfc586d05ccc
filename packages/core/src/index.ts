export * from './collisions/blowoutSink.ts';
export * from './collisions/fragmentTensor.ts';
export * from './collisions/fragmentWeights.ts';
export * from './collisions/gain.ts';
export { imexBdf1 } from './collisions/imex.ts';
export * from './collisions/kernel.ts';
export { collisionKinematics } from './collisions/kinematics.ts';
export * from './collisions/largestRemnant.ts';
export * from './collisions/loss.ts';
export * from './collisions/outcomes.ts';
export * from './collisions/plainRates.ts';
export * from './collisions/qstar.ts';
export {
  type CollisionStepInput,
  type CollisionStepResult,
  type CollisionWorkspace,
  collisionStep,
  createCollisionStepResult,
  createCollisionWorkspace,
} from './collisions/step.ts';
export { externalSink, writeSinks } from './collisions/stepSinks.ts';
export * from './collisions/supplySource.ts';
export * from './constants.ts';
export * from './dust/grid.ts';
export { surfaceDensityLoss } from './dust/numberDensity.ts';
export * from './dust/opacity.ts';
export * from './engine/context.ts';
export * from './engine/engine.ts';
export * from './engine/plain.ts';
export * from './errors.ts';
export * from './mars/autogenerate.ts';
export { coolingTime } from './mars/coolingTime.ts';
export * from './mars/temperatureRange.ts';
export * from './positive.ts';
export * from './radiation/blowout.ts';
export * from './radiation/grainTemperature.ts';
export * from './radiation/qpr.ts';
export { usesPhiTable } from './radiation/shielding.ts';
export type * from './records/column.ts';
export * from './records/massBudget.ts';
export { ORBIT_ROLLUP, rollupChunk } from './records/orbitRollup.ts';
export * from './records/recorder.ts';
export {
  BLOCK_STEPS,
  type BlockArrays,
  createStepBlock,
  type StepBlock,
  shareBlock,
} from './run/block.ts';
export {
  advanceCells,
  type BlockProgress,
  type CellWorker,
  createCellWorker,
  replayCells,
} from './run/cellWorker.ts';
export type * from './run/config.ts';
export { buildDisk } from './run/disk.ts';
export type { EarlyStopReason, Plan, StopReason } from './run/plan.ts';
export {
  advanceRun,
  createRun,
  finishBlock,
  type Run,
  startBlock,
  startNextBlock,
} from './run/run.ts';
export { type RunSetup, type RunTables, setUpRun } from './run/setup.ts';
export { captureRun, type RunSnapshot, restoreRun } from './run/snapshot.ts';
export { type StateArrays, shareState } from './run/state.ts';
export {
  averageDensities,
  massBudgetViolation,
  type SeedRecord,
  solarRadiation,
  summarizeRun,
} from './run/summary.ts';
export type { Statistics } from './statistics.ts';
export { statisticsOf } from './statistics.ts';
export * from './sublimation/massFlux.ts';
export * from './sublimation/saturation.ts';
export type { SublimationSettings } from './sublimation/settings.ts';
export type { SupplyTables } from './supply/baseRate.ts';
export { supplyTablePaths } from './supply/evaluate.ts';
export * from './tables/columns.ts';
export * from './versions.ts';
