import type { Contest } from './contest.ts';
import type { Parity } from './parity.ts';
import type { GateOutcome } from './result.ts';

/**
 * The verdict on everything. Wrong numbers outweigh time, time outweighs memory.
 *
 * @param judgesMemory whether more memory is a fault; the fast engine pays with memory for time, so against the plain one
 *   it is not
 */
export function decide(
  parity: readonly Parity[],
  contest: Pick<Contest, 'speed' | 'memory'> | null,
  judgesMemory: boolean,
): { outcome: GateOutcome; reason: string } {
  const wrong = parity.find(({ passes }) => !passes);
  if (wrong !== undefined) {
    const [first = 'no details'] = wrong.problems.slice(-1);
    return { outcome: 'fail', reason: `the numbers differ: ${wrong.summary} (${first})` };
  }
  if (contest === null) return { outcome: 'undecided', reason: 'nothing was measured' };
  const { speed, memory } = contest;
  if (judgesMemory && speed.outcome !== 'fail' && memory.isFailing)
    return { outcome: 'fail', reason: memory.reason };
  return { outcome: speed.outcome, reason: speed.reason };
}
