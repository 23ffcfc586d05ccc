import { BLOCK_STEPS } from '@marsdisk/core';

/** Velocities that a cell alternates between: rounding gives at most three, and one is to spare. */
export const VELOCITIES_PER_CELL = 4;

/**
 * Most steps that a cell takes before the next cell follows. What all cells ask once a step is kept for that many steps, or
 * every cell would find the answers of the one before it gone.
 */
export const STEPS_AT_ONCE = BLOCK_STEPS;

/** Grids of a run: one, and some to spare for those who change it and come back. */
export const GRIDS = 4;
