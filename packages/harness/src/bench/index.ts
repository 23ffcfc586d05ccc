export type { CostModel, EngineCosts, RunSize } from './costModel.ts';
export { writeModel } from './modelFile.ts';
export { medianRatio, pairedRatio, type RatioEstimate } from './ratio.ts';
export type { BenchResult, BenchRow, BenchStatement } from './result.ts';
export { type BenchRequest, EXPERIMENTS, runBench } from './runBench.ts';
export type { SideRequest } from './sideRequest.ts';
export { benchText } from './text.ts';
