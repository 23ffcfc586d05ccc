import { YEAR } from '@marsdisk/core';
import type { RunProgress, RunStart } from '@marsdisk/harness/run';
import cliProgress from 'cli-progress';
import { countText, durationText, shortNumber } from './quantities.ts';

/** Shows where a run stands. */
export interface ProgressBar {
  readonly update: (progress: RunProgress) => void;
  /** Leaves the terminal clean. */
  readonly stop: () => void;
}

/** No bar at all. */
export const NO_BAR: ProgressBar = { update: () => {}, stop: () => {} };

/** A bar on standard error that goes away when it is done; `fields` stand behind it. */
export function createBar(fields: string): cliProgress.SingleBar {
  return new cliProgress.SingleBar({
    format: `{bar} ${fields}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
    fps: 10,
    linewrap: null,
  });
}

/**
 * A bar on standard error: share of the simulated time, steps, simulated time, rate, time left, active cells. Shows
 * nothing when standard error is no terminal.
 */
export function startProgressBar({ cells, tEnd }: RunStart): ProgressBar {
  if (process.stderr.isTTY !== true) return NO_BAR;
  const began = performance.now();
  const bar = createBar(
    '{percentage}% | step {steps} | {years} of {end} yr | {rate} cell-steps/s | left {left} | {active}/{cells} cells active',
  );
  const end = shortNumber(tEnd / YEAR);
  bar.start(tEnd, 0, { steps: 0, years: 0, end, rate: '-', left: '?', active: cells, cells });
  return {
    update({ steps, time, activeCells, cellSteps }) {
      const seconds = (performance.now() - began) / 1000;
      bar.update(Math.min(time, tEnd), {
        steps: countText(steps),
        years: shortNumber(time / YEAR),
        rate: countText(cellSteps / seconds),
        left: time > 0 ? durationText(seconds * (tEnd / time - 1)) : '?',
        active: activeCells,
      });
    },
    stop: () => bar.stop(),
  };
}
