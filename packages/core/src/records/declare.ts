import type { ColumnSpec, ColumnType, Comparison } from './column.ts';
import type { SlotName } from './slots.ts';

/** Values of one step that all cells share; the recorder stores them once a step. Flags are 0 or 1. */
export const STEP_VALUES = [
  'startTime',
  'time',
  'dt',
  'temperature',
  'flux',
  'sBlow',
  'sMin',
  'qprMin',
  'qprBlow',
  'betaMin',
  'isBetaGateOpen',
  'isSMinAboveConfig',
  'shortestCollisionTime',
] as const;
export type StepValue = (typeof STEP_VALUES)[number];

/** Values of a cell that never change in a run. */
export type CellValue =
  | 'omega'
  | 'orbitalPeriod'
  | 'tBlow'
  | 'radius'
  | 'radiusMars'
  | 'area'
  | 'sigmaMidplane'
  | 'eccentricity';

/** Values that are the same in every row of a run. */
export interface RunConstants {
  r_source: string;
  T_M_source: string;
  phase_temperature_input: string;
  beta_at_smin_config: number;
  beta_threshold: number;
  Sigma_surf0: number;
  phase_tau_field: string;
  mu_orbit10pct: number | null;
  epsilon_mix: number;
  supply_transport_mode: string;
  supply_temperature_value_kind: string | null;
  n_substeps: number;
  chi_blow_eff: number;
  case_status: string;
  rho_used: number;
  s_min_config: number;
  blowout_layer_mode: string;
  blowout_target_phase: string;
}

/** Where the value of a column comes from in the row of an active cell. */
export type ColumnSource =
  /** A slot of the cell's record. */
  | { readonly from: 'record'; readonly slot: SlotName }
  /** A slot that holds 0 or 1. */
  | { readonly from: 'flag'; readonly slot: SlotName }
  /** A slot that holds an index into `values`, or NULL_BYTE for null. */
  | { readonly from: 'text'; readonly slot: SlotName; readonly values: readonly string[] }
  /** A value of the step that is being recorded. */
  | { readonly from: 'now'; readonly value: StepValue }
  /** A value of the last step in which the cell was active. */
  | { readonly from: 'step'; readonly value: StepValue }
  | { readonly from: 'cell'; readonly value: CellValue }
  | { readonly from: 'cellIndex' }
  | { readonly from: 'run'; readonly value: keyof RunConstants }
  | { readonly from: 'fixed'; readonly value: number | boolean | null }
  | { readonly from: 'alias'; readonly of: string }
  /** The object of the phase evaluator's inputs (diagnostics only). */
  | { readonly from: 'phasePayload' };

/** What the row of a stopped cell holds: the value of its stopping step, or a substitute. */
export type StoppedValue = 'held' | number | boolean | string | null;

/** A column of the per-cell tables: its declaration, where it comes from, and what a stopped cell shows. */
export interface RecordColumn extends ColumnSpec {
  readonly source: ColumnSource;
  readonly stopped: StoppedValue;
}

/** Null in a slot or a column that holds flags or codes of texts. */
export const NULL_BYTE = 255;

const RELATIVE: Comparison = { kind: 'relative' };
const EXACT: Comparison = { kind: 'exact' };

function column(
  name: string,
  type: ColumnType,
  unit: string,
  source: ColumnSource,
  definition: string,
  nulls = 'never',
): RecordColumn {
  const comparison = type === 'double' ? RELATIVE : EXACT;
  return { name, type, unit, definition, nulls, comparison, source, stopped: 'held' };
}

/** A double that varies by cell and step, kept in the record slot of the same name. */
export function record(name: SlotName, unit: string, definition: string, nulls?: string) {
  return column(name, 'double', unit, { from: 'record', slot: name }, definition, nulls);
}

/** A boolean that varies by cell and step. */
export function flag(name: SlotName, definition: string) {
  return column(name, 'bool', '-', { from: 'flag', slot: name }, definition);
}

/** One of a fixed set of texts, varying by cell and step. */
export function text(
  name: SlotName,
  values: readonly string[],
  definition: string,
  nulls?: string,
) {
  return column(name, 'string', '-', { from: 'text', slot: name, values }, definition, nulls);
}

/** A value of the current step, also in the rows of stopped cells. */
export function now(
  name: string,
  unit: string,
  value: StepValue,
  definition: string,
  nulls?: string,
) {
  return column(name, 'double', unit, { from: 'now', value }, definition, nulls);
}

/** A value of the step, which a stopped cell keeps from its stopping step. */
export function step(name: string, unit: string, value: StepValue, definition: string) {
  return column(name, 'double', unit, { from: 'step', value }, definition);
}

/** A boolean of the step, which a stopped cell keeps from its stopping step. */
export function stepFlag(name: string, value: StepValue, definition: string) {
  return column(name, 'bool', '-', { from: 'step', value }, definition);
}

/** A value that a cell keeps for the whole run. */
export function perCell(
  name: string,
  unit: string,
  value: CellValue,
  definition: string,
  nulls?: string,
) {
  return column(name, 'double', unit, { from: 'cell', value }, definition, nulls);
}

/** The number of the cell. */
export function cellIndex(name: string, definition: string) {
  return column(name, 'int64', '-', { from: 'cellIndex' }, definition);
}

/** A value that is the same in every row of a run. */
export function constant(
  name: keyof RunConstants,
  type: ColumnType,
  unit: string,
  definition: string,
  nulls?: string,
) {
  return column(name, type, unit, { from: 'run', value: name }, definition, nulls);
}

/** A column that carries no information in 1D. */
export function fixed(
  name: string,
  type: ColumnType,
  unit: string,
  value: number | boolean | null,
  definition: string,
) {
  const nulls = value === null ? 'always in 1D' : 'never';
  return column(name, type, unit, { from: 'fixed', value }, definition, nulls);
}

/** A second name for the values of another column of the same table. */
export function alias(name: string, of: string): RecordColumn {
  return column(name, 'double', '', { from: 'alias', of }, `same as ${of}`);
}

/** Gives aliases the type, unit, null rule and comparison of the column that they name. */
export function resolveAliases(columns: readonly RecordColumn[]): readonly RecordColumn[] {
  const byName = new Map(columns.map((c) => [c.name, c]));
  return columns.map((c) => {
    if (c.source.from !== 'alias') return c;
    const target = byName.get(c.source.of)!;
    return { ...target, name: c.name, definition: c.definition, source: c.source };
  });
}

/** Marks a column as a rounding residue. */
export function noise(target: RecordColumn, comparison: Comparison): RecordColumn {
  return { ...target, comparison };
}
