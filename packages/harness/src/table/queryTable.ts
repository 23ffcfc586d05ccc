import { suggestion } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';
import type { SeriesColumn } from '@marsdisk/io';
import { gapTexts } from './gaps.ts';
import { concatenate, gather } from './gather.ts';
import { openRunFolder, SERIES_TABLES, type SeriesTable } from './runFolder.ts';
import { countTableRows, declaredColumns, scanTable } from './scanTable.ts';
import { columnsOf, parseWhere, rowTest } from './where.ts';

/** Which part of which table is wanted. */
export interface TableQuery {
  readonly directory: string;
  /** Default `run`. */
  readonly table?: string;
  /** Default: a few of the most telling ones; `*` stands for all of them. */
  readonly columns?: readonly string[];
  /** A condition on the rows. */
  readonly where?: string;
  /** Of the rows that meet the condition every n-th, from the first one. */
  readonly every?: number;
  readonly warn?: (message: string) => void;
}

/** Rows from both ends; the rest is not kept. */
export interface Ends {
  readonly head: number;
  readonly tail: number;
}

/** Rows of a table. */
export interface TableView {
  readonly table: SeriesTable;
  /** One value for each of `rows`. */
  readonly columns: readonly ViewColumn[];
  /** Numbers of the rows in the table. */
  readonly rows: Float64Array;
  /** Rows of the whole table. */
  readonly rowCount: number;
}

/** The ends of the rows that were asked for. */
export interface TableEnds extends TableView {
  /** How many of `rows` are from the beginning; the others are from the end. */
  readonly fromHead: number;
  /** Rows that were asked for; null where reading stopped when the head was complete. */
  readonly matches: number | null;
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
 * Looks rows of a run up, piece by piece: only one piece of the table is in memory.
 *
 * @param wants whether any of so many rows of the table from a number on is needed; others are not read
 * @throws FileError without such a run or table; ConfigurationError for an unknown table or column (with the nearest
 *   name) and for a condition that makes no sense
 */
export async function* queryRows(
  query: TableQuery,
  wants: (rowStart: number, rowCount: number) => boolean = () => true,
): AsyncGenerator<TableView, void, void> {
  const { folder, table, shown, condition, every, rowCount } = prepare(query);
  const { warn = () => {} } = query;
  for (const text of gapTexts(folder, table)) warn(text);
  const read = new Set([...shown, ...(condition === null ? [] : columnsOf(condition))]);
  const units = new Map(declaredColumns(table).map(({ name, unit }) => [name, unit]));
  let met = 0;
  const pieces = scanTable(folder, table, [...read], warn, wants);
  for await (const { rowStart, rowCount: count, columns } of pieces) {
    const isWanted = condition === null ? null : rowTest(condition, columns);
    // Without a condition rows that were not read count, too.
    if (condition === null) met = rowStart;
    const chosen: number[] = [];
    for (let row = 0; row < count; row++)
      if ((isWanted === null || isWanted(row)) && met++ % every === 0) chosen.push(row);
    yield {
      table,
      columns: shown.map((name) => ({
        name,
        unit: units.get(name) ?? '',
        data: gather(columns.get(name)!, chosen),
      })),
      rows: Float64Array.from(chosen, (row) => rowStart + row),
      rowCount,
    };
  }
}

/**
 * The first and the last of the rows that a query asks for. What is in between is only counted; where no row is wanted
 * from the end, reading stops at the last one from the beginning.
 *
 * @param ends default: all rows
 * @throws as `queryRows`
 */
export async function queryTable(
  query: TableQuery,
  { head, tail }: Ends = { head: Number.POSITIVE_INFINITY, tail: 0 },
): Promise<TableEnds> {
  const { table, shown, condition, every, rowCount } = prepare(query);
  // Without a condition the numbers of the rows are known before any of them is read.
  const known = condition === null ? Math.ceil(rowCount / every) : null;
  const wants = (rowStart: number, count: number) =>
    known === null ||
    rowStart < head * every ||
    (tail > 0 && rowStart + count > (known - tail) * every);
  const first: TableView[] = [];
  let last: TableView[] = [];
  let matches = 0;
  let fromHead = 0;
  let lastRows = 0;
  let isCut = false;
  for await (const view of queryRows(query, wants)) {
    const count = view.rows.length;
    matches += count;
    const toHead = Math.min(count, head - fromHead);
    if (toHead > 0) first.push(part(view, 0, toHead));
    fromHead += Math.max(0, toHead);
    if (tail > 0) {
      const rest = part(view, Math.max(0, toHead, count - tail), count);
      last.push(rest);
      lastRows += rest.rows.length;
      while (last.length > 1 && lastRows - last[0]!.rows.length >= tail)
        lastRows -= last.shift()!.rows.length;
    } else if (fromHead >= head) {
      isCut = true;
      break;
    }
  }
  if (lastRows > tail)
    last = [part(last[0]!, lastRows - tail, last[0]!.rows.length), ...last.slice(1)];
  const pieces = [...first, ...last];
  return {
    ...(pieces.length === 0 ? emptyView(table, shown, rowCount) : joined(pieces)),
    fromHead,
    matches: known ?? (isCut ? null : matches),
  };
}

/**
 * Names of the columns that a query shows.
 *
 * @throws ConfigurationError for an unknown table
 */
export function shownColumns({ table = 'run', columns }: TableQuery): readonly string[] {
  const name = tableNamed(table);
  if (columns === undefined) return USUAL_COLUMNS[name];
  if (!columns.includes('*')) return columns;
  const all = declaredColumns(name).map((column) => column.name);
  return [...new Set(columns.flatMap((column) => (column === '*' ? all : [column])))];
}

/** What a query means, before any row is read. */
function prepare(query: TableQuery) {
  const table = tableNamed(query.table ?? 'run');
  const names = new Set(declaredColumns(table).map(({ name }) => name));
  const condition = query.where === undefined ? null : parseWhere(query.where, names);
  const folder = openRunFolder(query.directory);
  return {
    folder,
    table,
    shown: shownColumns(query),
    condition,
    every: query.every ?? 1,
    rowCount: countTableRows(folder, table),
  };
}

function part(view: TableView, from: number, to: number): TableView {
  if (from === 0 && to === view.rows.length) return view;
  const chosen = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  return {
    ...view,
    columns: view.columns.map((column) => ({ ...column, data: gather(column.data, chosen) })),
    rows: view.rows.slice(from, Math.max(from, to)),
  };
}

function joined(pieces: readonly TableView[]): TableView {
  const [first] = pieces;
  return {
    ...first!,
    columns: first!.columns.map((column, i) => ({
      ...column,
      data: concatenate(pieces.map(({ columns }) => columns[i]!.data)),
    })),
    rows: Float64Array.from(pieces.flatMap(({ rows }) => [...rows])),
  };
}

function emptyView(table: SeriesTable, shown: readonly string[], rowCount: number): TableView {
  const data: SeriesColumn = { kind: 'text', values: [] };
  const columns = shown.map((name) => ({ name, unit: '', data }));
  return { table, columns, rows: new Float64Array(0), rowCount };
}

function tableNamed(name: string): SeriesTable {
  const table = SERIES_TABLES.find((one) => one === name);
  if (table === undefined)
    throw new ConfigurationError(
      `--table: "${name}"; it must be ${SERIES_TABLES.join(', ')}${suggestion(name, SERIES_TABLES)}`,
    );
  return table;
}
