import type { CostModel } from '../bench/costModel.ts';

// Written by `marsdisk bench scaling --update`. Do not edit.

/** Where the costs were measured. */
export const MEASURED_ON =
  'Intel(R) Xeon(R) Processor, 2 cores, Node 24.21.0, 2026-11-22, commit 0fe8b86d7b23';

/** Costs of the steps of configs/solid.yml, 2 rounds; times in s, sizes in bytes. */
export const MEASURED_COSTS: CostModel = {
  core: {
    time: {
      step: 0.000003727,
      cell: 0,
      bin: 0,
      pair: 0,
      triple: 4.353e-9,
    },
    memory: {
      process: 36400000,
      table: 32.23,
      cell: 0,
      bin: 0,
      pair: 0,
    },
  },
  fast: {
    time: {
      step: 0.000002868,
      cell: 0.000002409,
      bin: 3.862e-8,
      pair: 2.773e-10,
      triple: 0,
    },
    memory: {
      process: 42560000,
      table: 2710,
      cell: 0,
      bin: 0,
      pair: 0,
    },
  },
  records: {
    cell: 9.44e-7,
    bin: 3.913e-8,
  },
};
