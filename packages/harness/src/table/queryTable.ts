import { suggestion } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';
import type { SeriesColumn } from '@marsdisk/io';
import { declaredColumns, readRunTable } from './readTable.ts';
import { openRunFolder, SERIES_TABLES, type SeriesTable } from './runFolder.ts';
import { columnsOf, parseWhere, rowTest } from './where.ts';

/** Which part of which table is wanted. */
export interface TableQuery {
  readonly directory: string;
  /** Default `run`. */
  readonly table?: string;
  /** Default: a few of the most telling ones. */
  readonly columns?: readonly string[];
  /** A condition on the rows. */
  readonly where?: string;
  /** Of the rows that meet the condition every n-th, from the first one. */
  readonly every?: number;
  readonly warn?: (message: string) => void;
}

/** Rows of a table. */
export interface TableView {
  readonly table: SeriesTable;
  readonly columns: readonly ViewColumn[];
  /** Numbers of the chosen rows. */
  readonly rows: Int32Array;
  /** Rows of the whole table. */
  readonly rowCount: number;
}

/** A column that is shown. */
export interface ViewColumn {
  readonly name: string;
  readonly unit: string;
  readonly data: SeriesColumn;
}

/** What is shown when no columns are named. */
const USUAL_COLUMNS: Readonly<Record<SeriesTable, readonly string[]>> = {
  run: [
    'time',
    'cell_index',
    'r_RM',
    'T_M_used',
    'a_blow',
    'Sigma_surf',
    'tau',
    'M_out_dot',
    'M_loss_cum',
    'phase_state',
    'cell_active',
  ],
  diagnostics: [
    'time',
    'cell_index',
    'r_RM_used',
    'T_p_effective',
    'tau_eff',
    's_peak',
    't_blow_s',
    't_sink_total_s',
    'sink_selected',
  ],
  psd_hist: ['time', 'cell_index', 'bin_index', 's_bin_center', 'f_mass', 'Sigma_bin'],
};

/**
 * Looks rows of a run up.
 *
 * @throws FileError without such a run or table; ConfigurationError for an unknown table or column (with the nearest
 *   name) and for a condition that makes no sense
 */
export async function queryTable(query: TableQuery): Promise<TableView> {
  const folder = openRunFolder(query.directory);
  const table = tableNamed(query.table ?? 'run');
  const declared = declaredColumns(table);
  const names = new Set(declared.map(({ name }) => name));
  const shown = query.columns ?? USUAL_COLUMNS[table];
  const condition = query.where === undefined ? null : parseWhere(query.where, names);
  const read = new Set([...shown, ...(condition === null ? [] : columnsOf(condition))]);
  const { columns, rowCount } = await readRunTable(
    folder,
    table,
    [...read],
    query.warn ?? (() => {}),
  );
  const isWanted = condition === null ? null : rowTest(condition, columns);
  const every = query.every ?? 1;
  const rows: number[] = [];
  let met = 0;
  for (let row = 0; row < rowCount; row++)
    if ((isWanted === null || isWanted(row)) && met++ % every === 0) rows.push(row);
  const units = new Map(declared.map(({ name, unit }) => [name, unit]));
  return {
    table,
    columns: shown.map((name) => ({ name, unit: units.get(name) ?? '', data: columns.get(name)! })),
    rows: Int32Array.from(rows),
    rowCount,
  };
}

function tableNamed(name: string): SeriesTable {
  const table = SERIES_TABLES.find((one) => one === name);
  if (table === undefined)
    throw new ConfigurationError(
      `--table: "${name}"; it must be ${SERIES_TABLES.join(', ')}${suggestion(name, SERIES_TABLES)}`,
    );
  return table;
}
