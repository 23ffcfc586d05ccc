import type { ColumnSpec } from '@marsdisk/core';

/** Units of the columns of a group. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  'times and places': ['s', 'm', 'R_Mars', 'rad', 's^-1'],
  'temperatures and radiation': ['K', 'W m^-2', 'Pa', 'bar', 'm^2 kg^-1'],
  'surface densities': ['kg m^-2', 'kg m^-3', 'm^2', 'arbitrary'],
  'masses and rates': ['M_Mars', 'M_Mars s^-1', 'kg m^-2 s^-1', 'm s^-1'],
  ratios: ['1', '%', '1 or kg m^-2 s^-1'],
};

/** Columns that hold the rounding of a difference; they are compared by absolute bounds. */
export const ROUNDING_RESIDUES = 'rounding residues';

/**
 * The group of a column within its table: what kind of quantity it is, by the declared comparison and unit. Every column
 * is in one group; "other numbers" are those whose unit is not listed, such as the values of the summary.
 */
export function columnGroup({ comparison, unit }: ColumnSpec): string {
  if (comparison.kind === 'exact') return 'texts, flags and counts';
  if (comparison.kind === 'noise') return ROUNDING_RESIDUES;
  const found = Object.entries(UNITS).find(([, units]) => units.includes(unit));
  return found?.[0] ?? 'other numbers';
}
