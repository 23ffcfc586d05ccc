import { TableLoadError } from '../errors.ts';
import { requirePositive } from '../positive.ts';
import type { TableColumns } from '../tables/columns.ts';
import { badEntry, finiteColumn, positiveColumn } from '../tables/tabulated.ts';

/** Planck-mean radiation-pressure efficiency ⟨Q_pr⟩ on a grid of grain radii and radiation temperatures. */
export interface QprTable {
  /** Path of the table, for messages. */
  readonly source: string;
  /** Grain radii, m, strictly ascending; n_s ≥ 2 values. */
  readonly sizes: Float64Array;
  /** Radiation temperatures, K, strictly ascending; n_T ≥ 2 values. */
  readonly temperatures: Float64Array;
  /** Efficiencies, row by temperature: the value at (T_j, s_i) is `values[j * n_s + i]`. */
  readonly values: Float64Array;
}

/** Where ⟨Q_pr⟩ comes from in a run: one value for all grains, or a table. */
export type QprSource =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'table'; readonly table: QprTable };

/** Smallest grain radius for which a run looks up an efficiency, m. */
const SMALLEST_LOOKUP_SIZE = 1e-12;

/**
 * Builds the grid from a table in long form: one row a pair, columns `s` (m; or `log10_s` if there is no `s`),
 * `T_M` (K) and `Q_pr`, in any order (E.004, E.005, E.039; Burns et al. 1979). Zero and negative efficiencies pass.
 *
 * @throws TableLoadError if a column is missing, an entry is no number, s or T is not positive, Q is not finite, a
 *   pair is there twice or not at all, or there are fewer than two sizes or temperatures
 */
export function buildQprTable(table: TableColumns): QprTable {
  const isLogarithmic = !table.columns.has('s') && table.columns.has('log10_s');
  const s = isLogarithmic
    ? finiteColumn(table, 'log10_s').map((exponent) => 10 ** exponent)
    : positiveColumn(table, 's');
  const temperature = positiveColumn(table, 'T_M');
  const qpr = finiteColumn(table, 'Q_pr');
  const sizes = distinct(s);
  const temperatures = distinct(temperature);
  if (sizes.length < 2 || temperatures.length < 2)
    throw new TableLoadError(
      `${table.source}: there are ${sizes.length} sizes and ${temperatures.length} temperatures, but at least two of each are needed`,
    );
  const columnOf = new Map(Array.from(sizes, (size, i) => [size, i]));
  const rowOf = new Map(Array.from(temperatures, (t, j) => [t, j]));
  const values = new Float64Array(sizes.length * temperatures.length).fill(Number.NaN);
  for (let row = 0; row < table.rowCount; row++) {
    const at = rowOf.get(temperature[row])! * sizes.length + columnOf.get(s[row])!;
    if (!Number.isNaN(values[at]))
      throw badEntry(table, isLogarithmic ? 'log10_s' : 's', row, 'given once a temperature');
    values[at] = qpr[row];
  }
  const hole = values.findIndex(Number.isNaN);
  if (hole >= 0) {
    const size = sizes[hole % sizes.length];
    const t = temperatures[Math.floor(hole / sizes.length)];
    throw new TableLoadError(`${table.source}: there is no row for s = ${size} m, T_M = ${t} K`);
  }
  return { source: table.source, sizes, temperatures, values };
}

function distinct(values: Float64Array): Float64Array {
  return Float64Array.from(new Set(values)).sort();
}

/** The interval of `nodes` for x: index of the largest node strictly below x, limited to [0, n − 2]. */
function intervalBelow(x: number, nodes: Float64Array): number {
  let below = 0;
  let above = nodes.length - 1;
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (nodes[middle] < x) below = middle;
    else above = middle;
  }
  return below;
}

/**
 * Bilinear interpolation, linear in s and in T, of ⟨Q_pr⟩; outside the grid it continues linearly. Runs use
 * `qprLookup`, which stays inside.
 *
 * @param s grain radius, m
 * @param temperature radiation temperature, K
 */
export function interpolateQpr(table: QprTable, s: number, temperature: number): number {
  const { sizes, temperatures, values } = table;
  const i = intervalBelow(s, sizes);
  const j = intervalBelow(temperature, temperatures);
  const ws = (s - sizes[i]) / (sizes[i + 1] - sizes[i]);
  const wT = (temperature - temperatures[j]) / (temperatures[j + 1] - temperatures[j]);
  const lower = j * sizes.length + i;
  const upper = lower + sizes.length;
  const q1 = values[lower] * (1 - ws) + values[lower + 1] * ws;
  const q2 = values[upper] * (1 - ws) + values[upper + 1] * ws;
  return q1 * (1 - wT) + q2 * wT;
}

/**
 * ⟨Q_pr⟩ from the table, with s and T held at the edges of the grid (E.012).
 *
 * @param s grain radius, m; finite and > 0
 * @param temperature radiation temperature, K; finite and > 0
 * @throws PhysicsError
 */
export function qprLookup(table: QprTable, s: number, temperature: number): number {
  requirePositive('grain radius s (m)', s);
  requirePositive('radiation temperature T_M (K)', temperature);
  const { sizes, temperatures } = table;
  const sHeld = Math.min(Math.max(s, sizes[0]), sizes[sizes.length - 1]);
  const lastT = temperatures[temperatures.length - 1];
  return interpolateQpr(table, sHeld, Math.min(Math.max(temperature, temperatures[0]), lastT));
}

/**
 * ⟨Q_pr⟩ of a run: the constant, or the table at a size of at least 1e-12 m.
 *
 * @param s grain radius, m
 * @param temperature radiation temperature, K
 * @throws PhysicsError for a size or temperature that is no positive number
 */
export function qprAt(source: QprSource, s: number, temperature: number): number {
  return source.kind === 'constant'
    ? source.value
    : qprLookup(source.table, Math.max(s, SMALLEST_LOOKUP_SIZE), temperature);
}
