export { freeDiskBytes, warnIfDiskTooSmall } from './diskSpace.ts';
export { estimateRun, type RunEstimate } from './estimateRun.ts';
export type { ModelledTime, OtherRun } from './modelledTime.ts';
export { type OutputSizes, outputSizes, type TableSize } from './outputSizes.ts';
export { warnIfRunTooLarge } from './warnIfRunTooLarge.ts';
