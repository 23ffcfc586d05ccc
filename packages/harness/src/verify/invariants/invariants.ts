import { CELL_BUDGETS, DISK_BUDGET, ROLLUP, SUMMARY } from './budget.ts';
import { COLLISION_BUDGET, MASS_ERROR, SUPPLY } from './collisions.ts';
import type { Invariant } from './invariant.ts';
import { CLOCK, CUMULATIVE_LOSSES, LOSS_RATES } from './losses.ts';
import { DISTRIBUTION, OPACITY, RADIATION } from './state.ts';
import { NULLS, PHASES, SIGNS } from './values.ts';

/** The laws that the outputs of every run obey. */
export const INVARIANTS: readonly Invariant[] = [
  NULLS,
  SIGNS,
  PHASES,
  CLOCK,
  COLLISION_BUDGET,
  MASS_ERROR,
  SUPPLY,
  LOSS_RATES,
  CUMULATIVE_LOSSES,
  DISK_BUDGET,
  CELL_BUDGETS,
  ROLLUP,
  SUMMARY,
  OPACITY,
  RADIATION,
  DISTRIBUTION,
];
