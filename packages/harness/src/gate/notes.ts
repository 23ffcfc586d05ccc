import { spawnSync } from 'node:child_process';
import { GOLDEN_FOLDER } from '../verify/goldenFiles.ts';
import type { CandidateState } from './baseCheckout.ts';
import type { Contest } from './contest.ts';

/** Wall and processor time that tell different stories. */
const CLOCKS_DIFFER = 0.1;

/** What is measured although it is not committed. */
export function changeNotes({ changed }: CandidateState): string[] {
  if (changed.length === 0) return [];
  const shown = changed.slice(0, 5).join(', ');
  const rest = changed.length > 5 ? ` and ${changed.length - 5} more` : '';
  return [
    `the candidate is the working tree, not HEAD: ${changed.length === 1 ? '1 file is' : `${changed.length} files are`} not committed (${shown}${rest})`,
  ];
}

/** Golden numbers of the candidate that are not those of the base, a commit: then they prove less. */
export function goldenNotes({ root }: CandidateState, base: string): string[] {
  const { status } = spawnSync('git', ['diff', '--quiet', base, '--', GOLDEN_FOLDER], {
    cwd: root,
  });
  if (status !== 1) return [];
  return [`${GOLDEN_FOLDER} is not the same on both sides: golden numbers are not edited`];
}

/** Waiting, which processor time does not see. */
export function clockNotes({ speed, wall }: Contest): string[] {
  const difference = wall.ratio / speed.speedup.ratio - 1;
  if (Math.abs(difference) <= CLOCKS_DIFFER) return [];
  return [
    `by the clock on the wall the speed-up is ${wall.ratio.toFixed(2)} ×, by processor time, which decides, ${speed.speedup.ratio.toFixed(2)} ×`,
  ];
}
