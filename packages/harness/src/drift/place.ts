import { OUTPUT_TABLES, type OutputFileName, type RunOutputs } from '../verify/outputs.ts';

/** Where in a run a row stands. */
export interface Place {
  /** From 1. */
  readonly step: number;
  /** Null in a table without cells. */
  readonly cell: number | null;
  /** Null in a table without size bins. */
  readonly bin: number | null;
}

/**
 * Finds the step, cell and bin of a row of a window.
 *
 * @param before steps taken before the window
 */
export function placeOf(
  { tables }: RunOutputs,
  before: number,
  table: OutputFileName,
  row: number,
): Place {
  const values = (name: string) => {
    const isThere = OUTPUT_TABLES[table].some((column) => column.name === name);
    return isThere ? (tables.get(table)?.values(name)[row] ?? null) : null;
  };
  const number = (name: string) => {
    const value = values(name);
    return typeof value === 'number' ? value : null;
  };
  const time = values(table === 'orbit_rollup' ? 'time_s' : 'time');
  const times = tables.get('mass_budget')?.values('time') ?? [];
  return {
    step: before + 1 + Math.max(0, Array.prototype.indexOf.call(times, time)),
    cell: number('cell_index'),
    bin: number('bin_index'),
  };
}

/** `step 12, cell 3, bin 7` */
export function placeText({ step, cell, bin }: Place): string {
  return [
    `step ${step.toLocaleString('en')}`,
    ...(cell === null ? [] : [`cell ${cell}`]),
    ...(bin === null ? [] : [`bin ${bin}`]),
  ].join(', ');
}
