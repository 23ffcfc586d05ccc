import type { WarmUpRule } from '../definition/profile.ts';
import { collectBlocks, takeCycle } from './blocks.ts';
import {
  type CodeTrace,
  countDeoptimisations,
  countHotFunctions,
  type NameSet,
} from './codeEvents.ts';
import type { WarmUp } from './measurement.ts';
import { takePass } from './pass.ts';
import { createSampler } from './sampling.ts';
import { judgeSteadiness, steadinessText } from './steadiness.ts';
import type { Workload } from './workload.ts';

/** Step times that are kept for the warm-up curve. */
const KEPT_STEPS = 400;
/** Interval at which the blocks are looked at to learn which functions are hot, µs. */
const COARSE = 1000;

/** A warm-up, and what it tells the measurement. */
export interface FinishedWarmUp {
  readonly warmUp: WarmUp;
  /** Functions in which the warm process spends its time. */
  readonly hot: NameSet;
  /** Expected wall time of a measured pass, s. */
  readonly passSeconds: number;
}

/**
 * Runs until the machine code has settled. First the run goes on from its start over the steps of a pass, but not for
 * more than `lead_seconds` of processor time. Then the same steps are repeated, files included, until the blocks of them are steady; see
 * `judgeSteadiness`. Blocks are timed by the processor time of the main thread, which other programs on the machine
 * disturb less than the clock.
 *
 * @param passSteps steps of a measured pass, at most
 */
export async function warmUp(
  workload: Workload,
  rule: WarmUpRule,
  passSteps: number,
  trace: CodeTrace | null,
): Promise<FinishedWarmUp> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const leadStepSeconds: number[] = [];
  const lead = await takePass(
    workload,
    'warm-up',
    { steps: passSteps, cpuSeconds: rule.lead_seconds },
    {
      onStep(step, seconds) {
        if (step < KEPT_STEPS) leadStepSeconds.push(seconds);
      },
    },
  );
  // Cold code spends its time elsewhere, so that the lead does not tell.
  const hot = countHotFunctions();
  const sampler = createSampler(COARSE);
  const traces = [trace?.readOn() ?? ''];

  const planned = Math.min(passSteps, lead.run.setup.timeGrid.stepCount);
  const cycleSteps = lead.steps > 0 ? lead.steps : planned;
  let { steps, seconds: passSeconds } = lead;
  const blocks = collectBlocks(rule, hot);
  let steadiness = judgeSteadiness(blocks.seconds, rule);
  while (!steadiness.isSteady && elapsed() < rule.max_seconds) {
    const cycle = await takeCycle(workload, cycleSteps, rule.blocks, trace, sampler);
    hot.add(cycle.profile);
    steps += cycle.steps;
    passSeconds = cycle.seconds;
    traces.push(cycle.trace);
    blocks.add(cycle);
    steadiness = judgeSteadiness(blocks.seconds, rule, blocks.events);
  }
  return {
    warmUp: {
      isSteady: steadiness.isSteady,
      verdict: steadinessText(steadiness, blocks.seconds.length, blocks.kind(), rule),
      seconds: elapsed(),
      steps,
      leadStepSeconds,
      blockSeconds: blocks.seconds,
      blockEvents: blocks.events,
      deoptimisations: trace === null ? null : countDeoptimisations(traces.join('')),
    },
    hot,
    passSeconds: (passSeconds * planned) / cycleSteps,
  };
}
