export { comparedResult, compareResults, type ResultComparison } from './compareResults.ts';
export { loadProfile, profileNames } from './definition/load.ts';
export type { NamedProfile, Profile } from './definition/profile.ts';
export { MOST_WORKERS } from './definition/schema.ts';
export type { Stage } from './measurement/measureEngine.ts';
export { comparisonText, terminalReport } from './report/terminal.ts';
export { REPORT_FILES, writeReports } from './report/write.ts';
export type { Comparison, EngineResult, ProfileResult } from './results/result.ts';
export { RESULT_FILE, readResult } from './results/store.ts';
export { profileSucceeded } from './results/verdict.ts';
export {
  type ProfileRequest,
  type ProfileTool,
  runProfile,
  type StoredProfile,
} from './runProfile.ts';
export { findProgram, profileTool, TOOL_NAMES } from './tools.ts';
