import { isDisturbed, processorShare } from './processorShare.ts';
import type { Comparison, EngineResult } from './result.ts';
import { LEAST_VALUES, type Ratio, ratioOfMedians } from './spread.ts';

/** Compares two measured engines. A ratio needs a steady warm-up and the same work on both sides. */
export function compareEngines(base: EngineResult, candidate: EngineResult): Comparison {
  const names = { base: base.label, candidate: candidate.label };
  const sides = [base, candidate];
  const refused = { ...names, speedup: null, processor: null, headline: 'clock' } as const;
  const unsteady = sides.filter(({ isSteady }) => !isSteady);
  if (unsteady.length > 0)
    return {
      ...refused,
      caution: `no ratio: the warm-up of ${unsteady.map(({ label }) => label).join(' and ')} did not become steady`,
    };
  const [left, right] = sides.map(workOf);
  if (left !== right)
    return {
      ...refused,
      caution: `no ratio: the passes differ, ${base.label} took ${left} and ${candidate.label} ${right}`,
    };
  const ratio = (time: 'seconds' | 'cpuSeconds') =>
    ratioOfMedians(cellStepTimes(base, time), cellStepTimes(candidate, time));
  const speedup = ratio('seconds');
  const processor = sides.some(({ workers }) => workers > 1) ? null : ratio('cpuSeconds');
  const disturbed = processor === null ? [] : sides.filter(isDisturbed);
  const cautions = [
    ...(speedup.low === null
      ? [
          `no interval: it needs ${LEAST_VALUES} passes on both sides, there are ${base.cellStep.count} and ${candidate.cellStep.count}; more repeats give more`,
        ]
      : []),
    ...(disturbed.length > 0
      ? [
          `${disturbed.map((side) => `${side.label} had the processor for ${Math.round(100 * processorShare(side))} % of its time`).join(', ')}: files or other programs were in the way, so processor time is compared, and the clock stands beside it`,
        ]
      : []),
  ];
  return {
    ...names,
    speedup,
    processor,
    headline: disturbed.length > 0 ? 'processor' : 'clock',
    caution: cautions.length > 0 ? cautions.join('; ') : null,
  };
}

/** The ratio that a reader should remember, and by what it was measured; null if none may be formed. */
export function headlineRatio({
  speedup,
  processor,
  headline,
}: Comparison): { readonly ratio: Ratio; readonly by: string } | null {
  const ratio = headline === 'processor' ? processor : speedup;
  if (ratio === null) return null;
  return { ratio, by: headline === 'processor' ? 'by processor time' : 'by the clock' };
}

/** Time per cell-step of every pass, by process, s. */
function cellStepTimes({ measurements }: EngineResult, time: 'seconds' | 'cpuSeconds'): number[][] {
  return measurements.map(({ passes }) => passes.map((pass) => pass[time] / pass.cellSteps));
}

function workOf({ measurements }: EngineResult): string {
  const works = measurements.flatMap(({ passes }) =>
    passes.map(({ steps, cellSteps }) => `${steps} steps (${cellSteps} cell-steps)`),
  );
  return [...new Set(works)].join(', ');
}
