export { driftChart } from './chart.ts';
export {
  DRIFT_CELLS,
  DRIFT_STEPS,
  type DriftRequest,
  type DriftResult,
  measureDrift,
} from './drift.ts';
export type { DriftProgress, DriftReport, GroupDrift } from './followDrift.ts';
export { driftText } from './text.ts';
