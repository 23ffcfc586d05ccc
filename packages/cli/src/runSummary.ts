import { relative } from 'node:path';
import { YEAR } from '@marsdisk/core';
import type { RunOutcome } from '@marsdisk/harness/run';
import { countText, durationText, rangesText, shortNumber } from './quantities.ts';

const STOP_TEXTS: Readonly<Record<NonNullable<RunOutcome['stopReason']>, string>> = {
  t_end_reached: 'the end time is reached',
  a_blow_below_s_min_config: 'the blow-out size fell below sizes.s_min',
  tau_exceeded_all_cells: 'every cell has stopped at its optical depth limit',
  loss_rate_below_threshold: 'the loss rate fell below numerics.mass_loss_rate_stop_Mmars_s',
  dt_invalid: 'the next step has no length',
  max_steps: 'the largest number of steps is done',
};

const FREEZE_TEXTS: Readonly<Record<RunOutcome['frozen'][number]['reason'], string>> = {
  tau_exceeded: 'optical depth above optical_depth.tau_stop',
};

/** What a person wants to know at the end of a run. */
export function runSummary(outcome: RunOutcome): string {
  const { steps, stepsBefore, time, wall } = outcome;
  const end =
    outcome.stopReason === null
      ? `interrupted by ${outcome.interruptedBy}`
      : `complete: ${STOP_TEXTS[outcome.stopReason]}`;
  const rows: readonly (readonly [string, string])[] = [
    [
      'simulated',
      `${shortNumber(time / YEAR, 4)} yr in ${countText(steps)} steps${stepsBefore > 0 ? ` (${countText(stepsBefore)} of them before it was resumed)` : ''}`,
    ],
    ['mass lost', lossText(outcome)],
    ['cells frozen', frozenText(outcome)],
    [
      'wall time',
      `${durationText(wall.total)} (steps ${durationText(wall.steps)}, set-up ${durationText(wall.setup)}, ` +
        `records ${durationText(wall.records)}, writing ${durationText(wall.writing)}${threadText(outcome)})`,
    ],
    ['speed', `${countText(outcome.cellStepsPerSecond)} cell-steps/s`],
    ['files', filesText(outcome)],
    ...(outcome.isResumable ? [['go on', `marsdisk resume ${place(outcome)}`] as const] : []),
  ];
  const lines = rows.map(([name, text]) => `  ${name.padEnd(12)}  ${text}`);
  return [`Run ${end}.`, ...lines, ''].join('\n');
}

/** What every cache did: a line each. */
export function cacheSummary({ caches }: RunOutcome): string {
  if (caches.length === 0) return 'No caches.\n';
  const rows = caches.map(({ name, hits, misses, evictions, rejections }) => {
    const asked = hits + misses;
    const hitRate = asked === 0 ? '-' : `${((100 * hits) / asked).toFixed(1)} %`;
    return [name, hitRate, ...[hits, misses, evictions, rejections].map(countText)];
  });
  const table = [['cache', 'hit rate', 'hits', 'misses', 'evictions', 'rejected'], ...rows];
  const widths = table[0]!.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  const lines = table.map((row) =>
    row
      .map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join('  '),
  );
  return `${lines.join('\n')}\n`;
}

function threadText({ wall: { writerThread } }: RunOutcome): string {
  return writerThread > 0 ? ` beside ${durationText(writerThread)} of the writer thread` : '';
}

function lossText({ lost, massInitial }: RunOutcome): string {
  let share = '';
  if (lost.total > massInitial)
    share = ' (more than there was: see "Reading the losses" in README.md)';
  else if (massInitial > 0) share = ` (${shortNumber((100 * lost.total) / massInitial)} %)`;
  return (
    `${shortNumber(lost.total)} of ${shortNumber(massInitial)} M_Mars${share}: ` +
    `blow-out ${shortNumber(lost.blowout)}, sinks ${shortNumber(lost.sinks)}; ` +
    `by sublimation ${shortNumber(lost.sublimation)}`
  );
}

function frozenText({ frozen, cells }: RunOutcome): string {
  const [first] = frozen;
  if (first === undefined) return `0 of ${cells}`;
  const numbers = rangesText(frozen.map(({ cell }) => cell));
  const earliest = Math.min(...frozen.map(({ time }) => time));
  return (
    `${frozen.length} of ${cells}: ${FREEZE_TEXTS[first.reason]} ` +
    `(cells ${numbers}; first at ${shortNumber(earliest / YEAR)} yr)`
  );
}

function filesText({ outputDirectory, files }: RunOutcome): string {
  const names = files.map((file) => relative(outputDirectory, file).replaceAll('\\', '/'));
  return `${place({ outputDirectory })}: ${names.join(', ')}`;
}

/** The output directory as one would type it here. */
function place({ outputDirectory }: Pick<RunOutcome, 'outputDirectory'>): string {
  const path = relative(process.cwd(), outputDirectory);
  return path === '' || path.startsWith('..') ? outputDirectory : path;
}
