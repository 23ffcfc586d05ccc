import type { ProfileResult } from '../results/result.ts';

/** Writes the reports of a result into its folder. */
export function writeReports(_folder: string, _result: ProfileResult): void {}
