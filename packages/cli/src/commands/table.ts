import { once } from 'node:events';
import {
  csvHeader,
  csvRows,
  type Ends,
  queryRows,
  queryTable,
  SERIES_TABLES,
  shownColumns,
  type TableQuery,
  type TableView,
  tableText,
} from '@marsdisk/harness/table';
import { type Command, InvalidArgumentError } from 'commander';
import { type CliCommand, EXIT, UsageError } from '../command.ts';
import { countText } from '../quantities.ts';
import { say, warn } from '../report.ts';

interface TableOptions {
  readonly table?: string;
  readonly columns?: readonly string[];
  readonly where?: string;
  readonly head?: number;
  readonly tail?: number;
  readonly every?: number;
  readonly csv?: boolean;
}

/** Rows shown from each end when neither is asked for. */
const USUAL_ROWS = 10;

/** `marsdisk table` */
export const tableCommand: CliCommand = {
  description:
    'Prints rows of series/*.parquet, also of a run that was cut off. docs/columns.md has all columns.\n' +
    'A condition compares columns with numbers, texts and each other (= != < <= > >=, is null, in (1, 2), between 1 and ' +
    '2), joined by and, or, not and parentheses; a flag stands alone. A comparison with null is false.',
  examples: [
    ['marsdisk table out/small', 'the usual columns, first and last rows'],
    [
      'marsdisk table out/small --columns time tau --where "cell_index=3 and time>1e4" --tail 5',
      'the end of one cell',
    ],
    ['marsdisk table out/small --table psd_hist --where "time<600" --csv', 'all of it as CSV'],
  ],
  declare(command, action) {
    command.argument('<dir>', 'directory of a run');
    declareRows(command);
    action<TableOptions>(async (options, [directory = '']) => {
      const columns = options.columns?.flatMap((text) => text.split(',')).filter((name) => name);
      if (columns?.length === 0)
        throw new UsageError(`--columns: "${options.columns}" names no column`);
      const query: TableQuery = {
        directory,
        warn,
        ...(options.table !== undefined && { table: options.table }),
        ...(columns !== undefined && { columns }),
        ...(options.where !== undefined && { where: options.where }),
        ...(options.every !== undefined && { every: options.every }),
      };
      await (options.csv === true ? printCsv(query, options) : printText(query, options));
      return EXIT.success;
    });
  },
};

function declareRows(command: Command): void {
  command
    .option('--table <name>', `${SERIES_TABLES.join(', ')} (default run)`)
    .option('--columns <names...>', "columns to show, separated by commas or spaces; '*': all")
    .option('--where <condition>', 'rows to show, e.g. "cell_index=3 and time>1e5"')
    .option('--head <n>', 'the first n rows', count)
    .option('--tail <n>', 'the last n rows', count)
    .option('--every <n>', 'every n-th row', count)
    .option('--csv', 'as CSV with all digits; all rows unless --head or --tail');
}

async function printText(query: TableQuery, options: TableOptions): Promise<void> {
  const view = await queryTable(query, endsOf(options) ?? { head: USUAL_ROWS, tail: USUAL_ROWS });
  process.stdout.write(tableText(view));
  const { matches, rows, rowCount, table } = view;
  say(
    matches === null
      ? `the first ${countText(rows.length)} of ${countText(rowCount)} rows of ${table} that meet the condition`
      : `${countText(matches)} of ${countText(rowCount)} rows of ${table}`,
  );
}

/** Rows go out as they are read, unless only those from one end are wanted. */
async function printCsv(query: TableQuery, options: TableOptions): Promise<void> {
  const { head, tail } = options;
  if (head !== undefined && tail !== undefined)
    throw new UsageError('--csv: give --head or --tail, not both');
  const ends = endsOf(options);
  let text = csvHeader(shownColumns(query));
  const print = async (view: TableView) => {
    for (const line of csvRows(view)) {
      text += line;
      if (text.length > 65536) await flush();
    }
  };
  const flush = async () => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    text = '';
  };
  if (ends === null) for await (const view of queryRows(query)) await print(view);
  else await print(await queryTable(query, ends));
  await flush();
}

/** Null when all rows are wanted. */
function endsOf({ head, tail }: TableOptions): Ends | null {
  if (head === undefined && tail === undefined) return null;
  return { head: head ?? 0, tail: tail ?? 0 };
}

function count(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}
