export { type BaseCheckout, checkOutBase, describeCandidate } from './baseCheckout.ts';
export { parsePercent, positivePercent, readClaim } from './claim.ts';
export { type Contest, type ContestLimits, holdContest, PAIR_SECONDS } from './contest.ts';
export {
  ALLOWED_REGRESSION,
  HALF_WIDTH,
  isLastLook,
  isLook,
  judgeSpeed,
  type SpeedRule,
} from './decide.ts';
export { gateMarkdown, gateText } from './report.ts';
export { GATE_EXIT, GATE_FORMAT, type GateResult, readGateResult } from './result.ts';
export { type GateRequest, runGate, undecidedGate } from './runGate.ts';
