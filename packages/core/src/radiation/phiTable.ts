import { TableLoadError } from '../errors.ts';
import type { TableColumns } from '../tables/columns.ts';
import {
  badEntry,
  finiteColumn,
  interpolateLinear,
  numericColumn,
  rowsInOrder,
} from '../tables/tabulated.ts';

/** Self-shielding factor Φ(τ) (E.028). */
export interface PhiTable {
  /** Optical depths, strictly ascending; n ≥ 1 values. */
  readonly tau: Float64Array;
  /** Φ at these depths, before the clip to [0, 1]; n values. */
  readonly phi: Float64Array;
  /** Sentences for the log. */
  readonly warnings: readonly string[];
}

/**
 * Reads Φ(τ) from a table with columns `tau`, `phi`, or `tau`, `Phi` and perhaps `w0`, `g`, of which one slice is
 * taken: the one at 0, else the smallest value.
 *
 * @throws TableLoadError if a column is missing, an entry is no number, Φ is not finite, τ occurs twice, or no row is
 *   left
 */
export function buildPhiTable(table: TableColumns): PhiTable {
  const name = table.columns.has('phi') ? 'phi' : 'Phi';
  const isSliced = name === 'Phi' && table.columns.has('w0') && table.columns.has('g');
  const tau = finiteColumn(table, 'tau');
  const phi = finiteColumn(table, name);
  const warnings: string[] = [];
  let order = rowsInOrder(tau);
  if (isSliced) {
    const w0 = numericColumn(table, 'w0');
    const g = numericColumn(table, 'g');
    const albedo = sliceAt(w0);
    const asymmetry = sliceAt(g);
    order = order.filter((row) => isClose(w0[row], albedo) && isClose(g[row], asymmetry));
    if (albedo !== 0 || asymmetry !== 0)
      warnings.push(`${table.source}: Φ is taken at w0 = ${albedo}, g = ${asymmetry}`);
  }
  if (order.length === 0) throw new TableLoadError(`${table.source}: there is no row for Φ(τ)`);
  const twin = order.findIndex((row, k) => k > 0 && tau[row] === tau[order[k - 1]]);
  if (twin > 0) throw badEntry(table, 'tau', order[twin], 'given only once');
  return {
    tau: Float64Array.from(order, (row) => tau[row]),
    phi: Float64Array.from(order, (row) => phi[row]),
    warnings,
  };
}

function sliceAt(values: Float64Array): number {
  const smallest = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return values.some((value) => Math.abs(value) <= 1e-8) ? 0 : smallest;
}

function isClose(value: number, target: number): boolean {
  return Math.abs(value - target) <= 1e-8 + 1e-5 * Math.abs(target);
}

/** Φ(τ), interpolated linearly, held at the ends, then clipped to [0, 1]. */
export function phiAt(table: PhiTable, tau: number): number {
  return Math.min(Math.max(interpolateLinear(tau, table.tau, table.phi), 0), 1);
}
