import type { Comparison, EngineResult } from './result.ts';
import { LEAST_VALUES, ratioOfMedians } from './spread.ts';

/** Wall time per cell-step of every pass, by process, s. */
function cellStepTimes({ measurements }: EngineResult): number[][] {
  return measurements.map(({ passes }) => passes.map((pass) => pass.seconds / pass.cellSteps));
}

/** Compares two measured engines. A ratio needs a steady warm-up and the same work on both sides. */
export function compareEngines(base: EngineResult, candidate: EngineResult): Comparison {
  const names = { base: base.label, candidate: candidate.label };
  const unsteady = [base, candidate].filter(({ isSteady }) => !isSteady);
  if (unsteady.length > 0)
    return {
      ...names,
      speedup: null,
      caution: `no ratio: the warm-up of ${unsteady.map(({ label }) => label).join(' and ')} did not become steady`,
    };
  const [left, right] = [base, candidate].map(workOf);
  if (left !== right)
    return {
      ...names,
      speedup: null,
      caution: `no ratio: the passes differ, ${base.label} took ${left} and ${candidate.label} ${right}`,
    };
  const speedup = ratioOfMedians(cellStepTimes(base), cellStepTimes(candidate));
  return {
    ...names,
    speedup,
    caution:
      speedup.low === null
        ? `no interval: it needs ${LEAST_VALUES} passes on both sides, there are ${base.cellStep.count} and ${candidate.cellStep.count}; more repeats give more`
        : null,
  };
}

function workOf({ measurements }: EngineResult): string {
  const works = measurements.flatMap(({ passes }) =>
    passes.map(({ steps, cellSteps }) => `${steps} steps (${cellSteps} cell-steps)`),
  );
  return [...new Set(works)].join(', ');
}
