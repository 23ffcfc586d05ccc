import type { ColumnSpec } from '@marsdisk/core';
import type { OutputFileName } from '../verify/outputs.ts';

/** Columns whose deviations make one curve, in the order of every table: what they measure. */
export const DRIFT_GROUPS = [
  'bins',
  'density',
  'flux',
  'mass',
  'rate',
  'time',
  'size',
  'radiation',
  'ratio',
] as const;

export type DriftGroup = (typeof DRIFT_GROUPS)[number];

/** What the curves are of, for people. */
export const GROUP_MEANINGS: Readonly<Record<DriftGroup, string>> = {
  bins: 'size distributions, bin by bin',
  density: 'surface densities and opacities',
  flux: 'fluxes per area',
  mass: 'masses lost, left and moved',
  rate: 'loss rates of cells',
  time: 'times and frequencies',
  size: 'grain sizes, orbits and areas',
  radiation: 'temperatures and radiative fluxes',
  ratio: 'optical depths, factors, fractions and whatever has no unit',
};

const GROUP_OF_UNIT: Readonly<Record<string, DriftGroup>> = {
  'kg m^-2': 'density',
  'm^2 kg^-1': 'density',
  'kg m^-3': 'density',
  'kg m^-2 s^-1': 'flux',
  'M_Mars s^-1': 'rate',
  M_Mars: 'mass',
  s: 'time',
  's^-1': 'time',
  m: 'size',
  'm^2': 'size',
  'm s^-1': 'size',
  R_Mars: 'size',
  K: 'radiation',
  'W m^-2': 'radiation',
};

const BIN_COLUMNS: readonly string[] = ['f_mass', 'N_bin', 'Sigma_bin'];

/** The group of a column of numbers; null for texts, flags and whole numbers, which agree or do not. */
export function groupOf(
  table: OutputFileName,
  { name, type, unit }: ColumnSpec,
): DriftGroup | null {
  if (type !== 'double') return null;
  if (table === 'psd_hist' && BIN_COLUMNS.includes(name)) return 'bins';
  return GROUP_OF_UNIT[unit] ?? 'ratio';
}
