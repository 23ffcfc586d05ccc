export { type Candidate, verifyAgainst } from './against.ts';
export { listGoldenRuns, loadGoldenRun, verifyGolden } from './golden.ts';
export { type InMemoryRun, type PreparedRun, runInMemory } from './runInMemory.ts';
export { listScenarios, loadScenario } from './scenario.ts';
export { selectVerification, type VerifySelection } from './selection.ts';
export { reportText } from './text.ts';
export { type Check, DEFAULT_SEED, type Variant } from './variants.ts';
export {
  type VerifyOptions,
  type VerifyProgress,
  type VerifyReport,
  verify,
} from './verify.ts';
export { checkInvariants, type ReportedDeviation, type Verdict } from './verifyRun.ts';
