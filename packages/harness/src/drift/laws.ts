import type { RunSetup } from '@marsdisk/core';
import type { CellValue } from '../compare/columns.ts';
import { ROLLUP, SUMMARY } from '../verify/invariants/budget.ts';
import { type Invariant, invariantRun } from '../verify/invariants/invariant.ts';
import { INVARIANTS } from '../verify/invariants/invariants.ts';
import { CLOCK, CUMULATIVE_LOSSES } from '../verify/invariants/losses.ts';
import { NULLS, PHASES, SIGNS } from '../verify/invariants/values.ts';
import type { OutputFileName, RunOutputs } from '../verify/outputs.ts';
import { type Place, placeOf } from './place.ts';

/** A law that a run broke, and where it did so first. */
export interface BrokenLaw {
  readonly law: string;
  /** `core` or `fast`. */
  readonly engine: string;
  /** Table and column, for example "run.tau". */
  readonly column: string;
  readonly place: Place;
  readonly actual: CellValue;
  readonly expected: CellValue;
  /** Rows in which it is broken. */
  readonly count: number;
}

/** Laws that speak of a whole run, of which a window is only a part. */
const OF_WHOLE_RUNS: readonly Invariant[] = [CLOCK, CUMULATIVE_LOSSES, ROLLUP, SUMMARY];

/** Laws that the rows of a window obey by themselves. */
export const WINDOW_LAWS = INVARIANTS.filter((law) => !OF_WHOLE_RUNS.includes(law));

/** Laws about single values: nothing missing or infinite, nothing negative, phases that add up. */
export const VALUE_LAWS: readonly Invariant[] = [NULLS, SIGNS, PHASES];

/** Collects broken laws, each with its first place. */
export function createLawBook() {
  const broken = new Map<string, BrokenLaw>();
  return {
    /** @param before steps taken before the window */
    check(
      engine: string,
      laws: readonly Invariant[],
      setup: RunSetup,
      outputs: RunOutputs,
      before: number,
    ): void {
      const seen = invariantRun(setup, outputs, 1);
      for (const { name, check } of laws)
        for (const { table, column, row, actual, expected } of check(seen)) {
          const key = `${engine} ${name}`;
          const first = broken.get(key);
          if (first !== undefined) {
            broken.set(key, { ...first, count: first.count + 1 });
            continue;
          }
          const place = placeOf(outputs, before, table as OutputFileName, row);
          const where = `${table}.${column}`;
          broken.set(key, { law: name, engine, column: where, place, actual, expected, count: 1 });
        }
    },
    broken: (): readonly BrokenLaw[] => [...broken.values()],
  };
}
