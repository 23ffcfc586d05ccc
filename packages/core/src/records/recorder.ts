import { takeCellChunks } from './cellChunk.ts';
import {
  type CellTable,
  type CellTableContext,
  createCellTable,
  recordCells,
} from './cellTable.ts';
import type { ColumnSpec, RecordChunk } from './column.ts';
import { DIAGNOSTICS } from './diagnostics.ts';
import { appendRow, createFixedTable, type FixedTable, takeChunks } from './fixedTable.ts';
import { MASS_BUDGET, MASS_BUDGET_CELLS, MASS_BUDGET_TOLERANCE } from './massBudget.ts';
import {
  createPsdHistory,
  PSD_HISTORY,
  type PsdHistory,
  recordPsd,
  takePsdChunks,
} from './psdHistory.ts';
import { SERIES } from './series.ts';
import { SLOT, SLOT_COUNT } from './slots.ts';

/** What is kept, and how often: a row is kept at steps whose number is a multiple of the stride. */
export interface RecordingSettings {
  /** 0 keeps nothing. The last planned step is kept too. */
  readonly seriesStride: number;
  readonly diagnosticsStride: number;
  /** 0 keeps nothing. */
  readonly psdStride: number;
  readonly massBudgetCells: boolean;
}

/** Tables that grow with the run, under the name of their file. */
export const RUN_TABLES = {
  run: SERIES,
  diagnostics: DIAGNOSTICS,
  psd_hist: PSD_HISTORY,
  mass_budget: MASS_BUDGET,
  mass_budget_cells: MASS_BUDGET_CELLS,
} as const satisfies Readonly<Record<string, readonly ColumnSpec[]>>;

export type RunTableName = keyof typeof RUN_TABLES;

/** What has been recorded since the last `takeRecords`. */
export type RunRecords = Readonly<Record<RunTableName, RecordChunk[]>>;

/** Constants of the run that the recorder needs. */
export interface RecorderContext extends CellTableContext {
  readonly plannedSteps: number;
  readonly sizes: Float64Array;
  readonly widths: Float64Array;
  /** Mass at the start of the run, of all cells and of each, M_Mars. */
  readonly massInitial: number;
  readonly cellMass: Float64Array;
}

export interface Recorder {
  readonly settings: RecordingSettings;
  readonly context: RecorderContext;
  readonly series: CellTable;
  readonly diagnostics: CellTable;
  readonly psd: PsdHistory;
  readonly budget: FixedTable;
  readonly budgetCells: FixedTable;
  /** Rows recorded since the last `takeRecords`. */
  readonly rows: Record<RunTableName, number>;
}

/** One step as the recorder sees it. */
export interface StepToRecord {
  readonly step: number;
  readonly timeEnd: number;
  /** In the order of STEP_VALUES. */
  readonly stepValues: Float64Array;
  readonly records: Float64Array;
  readonly number: Float64Array;
  /** 1 for cells that had stopped before this step. */
  readonly isStopped: Uint8Array;
  readonly stoppedStepValues: Float64Array;
  readonly massLost: number;
  readonly massRemaining: number;
  readonly massDifference: number;
  readonly budgetErrorPercent: number;
}

const BUDGET_ROWS = 4096;
/** Columns of the mass budgets that are not stored row by row. */
const BUDGET_CONSTANTS = ['mass_initial', 'tolerance_percent'];
const BUDGET_PER_CELL = ['r_RM', 'mass_initial'];

/** An empty recorder. */
export function createRecorder(settings: RecordingSettings, context: RecorderContext): Recorder {
  const { radius, radiusMars } = context.cellValues;
  const stored = (columns: readonly ColumnSpec[], ...shared: readonly string[]) =>
    columns.map((c) => c.name).filter((name) => !shared.includes(name));
  return {
    settings,
    context,
    series: createCellTable(SERIES, context),
    diagnostics: createCellTable(DIAGNOSTICS, context),
    psd: createPsdHistory(context.sizes, context.widths, radius, radiusMars),
    budget: createFixedTable(stored(MASS_BUDGET, ...BUDGET_CONSTANTS), BUDGET_ROWS),
    budgetCells: createFixedTable(
      stored(MASS_BUDGET_CELLS, 'tolerance_percent', ...BUDGET_PER_CELL),
      BUDGET_ROWS,
    ),
    rows: { run: 0, diagnostics: 0, psd_hist: 0, mass_budget: 0, mass_budget_cells: 0 },
  };
}

/** Whether a row of a table with this stride is kept at a step; the last planned step always is. */
export function keepsStep(stride: number, step: number, plannedSteps: number): boolean {
  return stride > 0 && (step % stride === 0 || step === plannedSteps - 1);
}

/** Whether the size distributions are kept at a step. */
export function keepsDistribution({ psdStride }: RecordingSettings, step: number): boolean {
  return psdStride > 0 && step % psdStride === 0;
}

/** Appends the rows of a step to every table that keeps it. */
export function recordStep(recorder: Recorder, step: StepToRecord): void {
  const { settings, context, rows } = recorder;
  const { cells, plannedSteps } = context;
  const { stepValues, records, isStopped, stoppedStepValues } = step;
  if (keepsStep(settings.seriesStride, step.step, plannedSteps)) {
    recordCells(recorder.series, stepValues, records, isStopped, stoppedStepValues);
    rows.run += cells;
  }
  if (keepsStep(settings.diagnosticsStride, step.step, plannedSteps)) {
    recordCells(recorder.diagnostics, stepValues, records, isStopped, stoppedStepValues);
    rows.diagnostics += cells;
  }
  if (keepsDistribution(settings, step.step)) recordDistributions(recorder, step);
  recordBudget(recorder, step);
  if (settings.massBudgetCells) recordCellBudgets(recorder, step);
}

function recordDistributions(recorder: Recorder, step: StepToRecord): void {
  const { records, isStopped, number } = step;
  const bins = recorder.context.sizes.length;
  for (let cell = 0; cell < recorder.context.cells; cell++) {
    if (isStopped[cell] === 1) continue;
    const sigma = records[cell * SLOT_COUNT + SLOT.Sigma_surf];
    recordPsd(recorder.psd, step.timeEnd, cell, number, sigma);
    recorder.rows.psd_hist += bins;
  }
}

function recordBudget(recorder: Recorder, step: StepToRecord): void {
  const row = appendRow(recorder.budget);
  const [time, remaining, lost, difference, error] = recorder.budget.values;
  time[row] = step.timeEnd;
  remaining[row] = step.massRemaining;
  lost[row] = step.massLost;
  difference[row] = step.massDifference;
  error[row] = step.budgetErrorPercent;
  recorder.rows.mass_budget++;
}

function recordCellBudgets(recorder: Recorder, step: StepToRecord): void {
  const { context, budgetCells } = recorder;
  const { records, isStopped } = step;
  for (let cell = 0; cell < context.cells; cell++) {
    if (isStopped[cell] === 1) continue;
    const row = appendRow(budgetCells);
    const [time, index, remaining, lost, difference, error, active] = budgetCells.values;
    const at = cell * SLOT_COUNT;
    const mass = context.cellMass[cell];
    const massLost = records[at + SLOT.M_loss_cum];
    const massRemaining = mass - massLost;
    const massDifference = mass - massRemaining - massLost;
    time[row] = step.timeEnd;
    index[row] = cell;
    remaining[row] = massRemaining;
    lost[row] = massLost;
    difference[row] = massDifference;
    error[row] = mass > 0 ? Math.abs(massDifference / mass) * 100 : 0;
    active[row] = records[at + SLOT.cell_active];
    recorder.rows.mass_budget_cells++;
  }
}

/** Hands over everything recorded since the last call and starts afresh. */
export function takeRecords(recorder: Recorder): RunRecords {
  const { context, rows } = recorder;
  const tolerance_percent = MASS_BUDGET_TOLERANCE;
  rows.run = 0;
  rows.diagnostics = 0;
  rows.psd_hist = 0;
  rows.mass_budget = 0;
  rows.mass_budget_cells = 0;
  return {
    run: takeCellChunks(recorder.series),
    diagnostics: takeCellChunks(recorder.diagnostics),
    psd_hist: takePsdChunks(recorder.psd),
    mass_budget: takeChunks(recorder.budget, MASS_BUDGET, {
      constants: { mass_initial: context.massInitial, tolerance_percent },
      perCell: {},
    }),
    mass_budget_cells: takeChunks(recorder.budgetCells, MASS_BUDGET_CELLS, {
      constants: { tolerance_percent },
      perCell: { r_RM: context.cellValues.radiusMars, mass_initial: context.cellMass },
    }),
  };
}
