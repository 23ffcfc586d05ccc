import type { Run } from '@marsdisk/core';
import type { RunOutcome, WallTime } from './request.ts';
import type { LoopCounts } from './steps.ts';

/** What came of a run whose files are written. */
export function runOutcome(
  run: Run,
  facts: Pick<RunOutcome, 'files' | 'interruptedBy' | 'caches' | 'isResumable' | 'stepsBefore'> & {
    readonly directory: string;
    readonly counts: LoopCounts;
    /** Steps of active cells that were taken before this process went on with the run. */
    readonly cellStepsBefore: number;
    readonly wall: WallTime;
    /** s */
    readonly total: number;
  },
): RunOutcome {
  const { state, clock, ledger, setup, stopReason } = run;
  const { counts, wall, interruptedBy, caches, files, cellStepsBefore } = facts;
  const blowout = sum(state.lostByBlowout);
  const sinks = sum(state.lostBySinks);
  return {
    status: interruptedBy === null ? 'complete' : 'interrupted',
    stopReason,
    interruptedBy,
    isResumable: facts.isResumable,
    steps: clock.step,
    stepsBefore: facts.stepsBefore,
    time: clock.time,
    cells: setup.cells,
    cellSteps: counts.cellSteps,
    cellStepsPerSecond: wall.steps > 0 ? (counts.cellSteps - cellStepsBefore) / wall.steps : 0,
    wall: { ...wall, total: facts.total },
    lost: { total: blowout + sinks, blowout, sinks, sublimation: ledger.lostBySublimation },
    massInitial: ledger.massInitial,
    frozen: counts.frozen,
    massBudgetErrorPercent: ledger.largestBudgetError,
    caches,
    outputDirectory: facts.directory,
    files,
  };
}

function sum(masses: Float64Array): number {
  return masses.reduce((total, mass) => total + mass, 0);
}
