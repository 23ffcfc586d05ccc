import { type RecordColumn, resolveAliases } from './declare.ts';
import { LOSS_COLUMNS } from './series/losses.ts';
import { MATERIAL_COLUMNS } from './series/material.ts';
import { SUPPLY_COLUMNS } from './series/supply.ts';
import { SURFACE_COLUMNS } from './series/surface.ts';

/**
 * The 177 columns of `series/run.parquet` in file order; one row a cell and kept step. Names are those of the
 * reference. "Start" and "end" mean before and after the collision step.
 */
export const SERIES: readonly RecordColumn[] = resolveAliases([
  ...SURFACE_COLUMNS,
  ...SUPPLY_COLUMNS,
  ...LOSS_COLUMNS,
  ...MATERIAL_COLUMNS,
]);
