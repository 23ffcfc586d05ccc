import type { CostModel } from '../bench/costModel.ts';

// Written by `marsdisk bench scaling --update`. Do not edit.

/** Where the costs were measured. */
export const MEASURED_ON = 'AMD EPYC, 2 cores, Node 24.21.0, 2026-11-26, commit 15907619c5c5';

/** Costs of the steps of configs/solid.yml, 8 rounds; times in s, sizes in bytes. */
export const MEASURED_COSTS: CostModel = {
  core: {
    time: {
      step: 0,
      cell: 0.000006135,
      bin: 0,
      pair: 0,
      triple: 3.372e-9,
    },
    memory: {
      process: 34420000,
      table: 8.087,
      cell: 20920,
      bin: 0,
      pair: 0,
    },
  },
  fast: {
    time: {
      step: 0.000001364,
      cell: 6.122e-7,
      bin: 6.955e-9,
      pair: 1.629e-10,
      triple: 0,
    },
    memory: {
      process: 47270000,
      table: 0.09803,
      cell: 30930,
      bin: 0,
      pair: 45.81,
    },
  },
  records: {
    cell: 0.00000259,
    bin: 1.809e-8,
  },
};
