import type { CostModel } from '../bench/costModel.ts';

// Written by `marsdisk bench scaling --update`. Do not edit.

/** Where the costs were measured. */
export const MEASURED_ON =
  'Intel(R) Xeon(R) Processor, 2 cores, Node 24.21.0, 2026-11-22, commit 306fe3732a1f';

/** Costs of the steps of configs/solid.yml, 8 rounds; times in s, sizes in bytes. */
export const MEASURED_COSTS: CostModel = {
  core: {
    time: {
      step: 0,
      cell: 0.00002083,
      bin: 0,
      pair: 0,
      triple: 3.834e-9,
    },
    memory: {
      process: 34250000,
      table: 8.073,
      cell: 2218,
      bin: 0,
      pair: 0,
    },
  },
  fast: {
    time: {
      step: 0.000002677,
      cell: 0.000001783,
      bin: 4.487e-8,
      pair: 4.093e-10,
      triple: 0,
    },
    memory: {
      process: 41670000,
      table: 0.03516,
      cell: 29940,
      bin: 0,
      pair: 31.05,
    },
  },
  records: {
    cell: 0.000001923,
    bin: 0,
  },
};
