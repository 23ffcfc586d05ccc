import type { CostModel } from '../bench/costModel.ts';

// Written by `marsdisk bench scaling --update`. Do not edit.

/** Where the costs were measured. */
export const MEASURED_ON =
  'Intel(R) Xeon(R) Processor, 2 cores, Node 24.21.0, 2026-11-22, commit e1add6921216';

/** Costs of the steps of configs/solid.yml, 3 rounds; times in s, sizes in bytes. */
export const MEASURED_COSTS: CostModel = {
  core: {
    time: {
      step: 0,
      cell: 0,
      bin: 0,
      pair: 0,
      triple: 4.84e-9,
    },
    memory: {
      process: 33780000,
      table: 6.959,
      cell: 0,
      bin: 203.6,
      pair: 0,
    },
  },
  fast: {
    time: {
      step: 0.000001231,
      cell: 0.000002644,
      bin: 0,
      pair: 6.126e-10,
      triple: 0,
    },
    memory: {
      process: 44200000,
      table: 16.64,
      cell: 0,
      bin: 0,
      pair: 23.39,
    },
  },
  records: {
    cell: 0.000001048,
    bin: 8.414e-8,
  },
};
