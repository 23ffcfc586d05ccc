import { ConfigurationError, NumericalError } from '../errors.ts';
import type { TableColumns } from '../tables/columns.ts';
import type { SupplyPieceSettings, SupplyRateSettings, SupplySettings } from './settings.ts';
import { buildSupplyRateTable, type SupplyRateTable, supplyRateAt } from './table.ts';

/** A rate that never changes, kg m⁻² s⁻¹. */
export interface ConstantRate {
  readonly kind: 'const';
  readonly rate: number;
}

/** A·(t − t0)^index from t0 on, 0 before. */
export interface PowerLawRate {
  readonly kind: 'powerlaw';
  /** A, kg m⁻² s⁻¹ (with the time in seconds). */
  readonly amplitude: number;
  /** t0 ≥ 0, s. */
  readonly start: number;
  readonly index: number;
}

/** A rate read from a table. */
export interface TableRate {
  readonly kind: 'table';
  readonly table: SupplyRateTable;
}

/** Stretches of time with a rate of their own; 0 between them, the first one where they overlap. */
export interface PiecewiseRate {
  readonly kind: 'piecewise';
  readonly pieces: readonly SupplyPiece[];
}

export interface SupplyPiece {
  /** s, included. */
  readonly start: number;
  /** s, excluded. */
  readonly end: number;
  readonly rate: ConstantRate | PowerLawRate | TableRate;
}

/** The base rate of a supply, ready to be evaluated. */
export type BaseRateLaw = ConstantRate | PowerLawRate | TableRate | PiecewiseRate;

/** Table contents by the path under which the configuration names them. */
export type SupplyTables = ReadonlyMap<string, TableColumns>;

/** Keeps the power law finite at its start, s. */
const START_OFFSET = 1e-12;

/**
 * The base rate law of the section `supply`. A constant rate is the configured one; for a rate given through μ see
 * `normalise.ts`.
 *
 * @param tables holds every table that a used mode names
 * @throws ConfigurationError for a table that was not read; TableLoadError for one that makes no sense
 */
export function buildBaseRate(settings: SupplySettings, tables: SupplyTables): BaseRateLaw {
  if (settings.mode === 'piecewise')
    return {
      kind: 'piecewise',
      pieces: settings.piecewise.map((piece, index) => buildPiece(piece, index, tables)),
    };
  return buildSimpleRate(settings, 'supply', tables);
}

function buildPiece(piece: SupplyPieceSettings, index: number, tables: SupplyTables): SupplyPiece {
  return {
    start: piece.t_start_s,
    end: piece.t_end_s,
    rate: buildSimpleRate(piece, `supply.piecewise.${index}`, tables),
  };
}

function buildSimpleRate(
  settings: SupplyRateSettings,
  place: string,
  tables: SupplyTables,
): ConstantRate | PowerLawRate | TableRate {
  if (settings.mode === 'const')
    return { kind: 'const', rate: settings.const.prod_area_rate_kg_m2_s };
  if (settings.mode === 'powerlaw') {
    const { A_kg_m2_s: amplitude, t0_s: start, index } = settings.powerlaw;
    if (amplitude === null) return { kind: 'const', rate: 0 };
    return { kind: 'powerlaw', amplitude, start: Math.max(start, 0), index };
  }
  if (settings.mode === 'table') {
    const columns = tables.get(settings.table.path);
    if (columns === undefined)
      throw new ConfigurationError(
        `${place}.table.path: the table "${settings.table.path}" was not read`,
      );
    return { kind: 'table', table: buildSupplyRateTable(columns, settings.table.time_unit) };
  }
  throw new ConfigurationError(
    `${place}.mode: "${settings.mode}" is not one of const, powerlaw, table${place === 'supply' ? ', piecewise' : ''}`,
  );
}

/**
 * The base rate, kg m⁻² s⁻¹, before mixing and every other factor; it may be negative.
 *
 * @param t time since the start of the run, s; also inside a piece
 * @param r orbital radius, m
 * @throws NumericalError if the power of time overflows
 */
export function baseRateAt(law: BaseRateLaw, t: number, r: number): number {
  if (law.kind === 'const') return law.rate;
  if (law.kind === 'powerlaw') {
    if (t < law.start) return 0;
    const power = (t - law.start + START_OFFSET) ** law.index;
    if (power === Number.POSITIVE_INFINITY)
      throw new NumericalError(
        `supply.powerlaw.index: (t − t0)^${law.index} overflows at t = ${t} s with t0 = ${law.start} s`,
      );
    return law.amplitude * power;
  }
  if (law.kind === 'table') return supplyRateAt(law.table, t, r);
  const { pieces } = law;
  for (let k = 0; k < pieces.length; k++) {
    const piece = pieces[k];
    if (piece.start <= t && t < piece.end) return baseRateAt(piece.rate, t, r);
  }
  return 0;
}
