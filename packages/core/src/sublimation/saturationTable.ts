import { TableLoadError } from '../errors.ts';
import type { TableColumns } from '../tables/columns.ts';
import { finiteColumn, positiveColumn, rowsInOrder } from '../tables/tabulated.ts';
import { buildPchip, type Pchip } from './pchip.ts';

/** Saturation vapour pressure against temperature. */
export interface SaturationTable {
  /** Path of the table, for messages. */
  readonly source: string;
  /** log10(P/Pa) against T in K. */
  readonly curve: Pchip;
  /** Whether log10 P rises in every interval. */
  readonly isRising: boolean;
}

/** The default of `sinks.sub_params.valid_K`, K. */
const DEFAULT_VALID_RANGE = [1270, 1600] as const;

/**
 * Reads a saturation table: columns `T[K]` (or `T`) and `log10P[Pa]` (or `log10P`), sorted by T; of equal
 * temperatures the first row counts.
 *
 * @throws TableLoadError if a column is missing, an entry is no number, T ≤ 0, log10 P is not finite, or fewer than two
 *   distinct temperatures are left
 */
export function buildSaturationTable(table: TableColumns): SaturationTable {
  const temperature = positiveColumn(table, eitherName(table, 'T[K]', 'T'));
  const pressure = finiteColumn(table, eitherName(table, 'log10P[Pa]', 'log10P'));
  const order = rowsInOrder(temperature);
  const kept = order.filter((row, k) => k === 0 || temperature[row] !== temperature[order[k - 1]]);
  if (kept.length < 2)
    throw new TableLoadError(`${table.source}: at least two distinct temperatures are needed`);
  const x = Float64Array.from(kept, (row) => temperature[row]);
  const y = Float64Array.from(kept, (row) => pressure[row]);
  const isRising = y.every((value, k) => k === 0 || value > y[k - 1]);
  return { source: table.source, curve: buildPchip(x, y), isRising };
}

function eitherName(table: TableColumns, name: string, plain: string): string {
  return table.columns.has(name) || !table.columns.has(plain) ? name : plain;
}

/** Range of validity of the solid branch, K: that of the table if none, or the default, is configured. */
export function validRange(
  configured: readonly [number, number] | null,
  table: SaturationTable,
): readonly [number, number] {
  const [least, most] = DEFAULT_VALID_RANGE;
  if (configured !== null && !(configured[0] === least && configured[1] === most))
    return configured;
  const { x } = table.curve;
  return [x[0], x[x.length - 1]];
}
