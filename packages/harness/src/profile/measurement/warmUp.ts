import type { WarmUpRule } from '../definition/profile.ts';
import type { WarmUp } from './measurement.ts';
import { takePass } from './pass.ts';
import { judgeSteadiness, steadinessText } from './steadiness.ts';
import type { Workload } from './workload.ts';

/** Step times that are kept for the warm-up curve. */
const KEPT_STEPS = 400;

/**
 * Runs until the machine code has settled. First the run goes on from its start for `lead_seconds`, so that code of
 * later stages is met too. Then its first steps are repeated in blocks, files included: every block does the same work,
 * so a block differs from another only by the state of the code and by noise. Blocks are timed by the processor time of
 * the main thread, which other programs on the machine disturb less than the clock.
 */
export async function warmUp(
  workload: Workload,
  rule: WarmUpRule,
): Promise<Omit<WarmUp, 'deoptimisations'> & { readonly plannedSteps: number }> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const leadStepSeconds: number[] = [];
  const lead = await takePass(
    workload,
    'warm-up',
    { steps: Number.POSITIVE_INFINITY, seconds: rule.lead_seconds },
    {
      onStep(step, seconds) {
        if (step < KEPT_STEPS) leadStepSeconds.push(seconds);
      },
    },
  );
  let steps = lead.steps;
  /** Fewer than asked for if the run is shorter. */
  let stepsOfBlock = rule.block_steps;
  const blockSeconds: number[] = [];
  let steadiness = judgeSteadiness(blockSeconds, rule);
  while (!steadiness.isSteady && elapsed() < rule.max_seconds) {
    const block = await takePass(workload, 'warm-up', {
      steps: rule.block_steps,
      seconds: Number.POSITIVE_INFINITY,
    });
    steps += block.steps;
    stepsOfBlock = block.steps;
    blockSeconds.push(block.cpuSeconds);
    steadiness = judgeSteadiness(blockSeconds, rule);
  }
  const { isSteady, change } = steadiness;
  const compared = steadinessText(change, blockSeconds.length, stepsOfBlock, rule);
  return {
    plannedSteps: lead.run.setup.timeGrid.stepCount,
    isSteady,
    verdict: isSteady ? compared : `${compared}; at most ${rule.tolerance_percent} % is steady`,
    seconds: elapsed(),
    steps,
    leadStepSeconds,
    blockSeconds,
  };
}
