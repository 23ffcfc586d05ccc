import { once } from 'node:events';
import { queryTable, SERIES_TABLES, type TableView, tableCsv, tableText } from '@marsdisk/harness';
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
  name: 'table',
  summary: 'look into the tables of a run',
  description:
    'Prints rows of series/*.parquet, also of a run that was cut off. docs/columns.md has all columns.\n' +
    'A condition compares columns with numbers, texts and each other (= != < <= > >=, is null, is not null), joined ' +
    'by and, or, not and parentheses; a flag stands alone. A comparison with null is false.',
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
      const view = await queryTable({
        directory,
        warn,
        ...(options.table !== undefined && { table: options.table }),
        ...(columns !== undefined && { columns }),
        ...(options.where !== undefined && { where: options.where }),
        ...(options.every !== undefined && { every: options.every }),
      });
      await (options.csv === true ? printCsv(view, options) : printText(view, options));
      return EXIT.success;
    });
  },
};

function declareRows(command: Command): void {
  command
    .option('--table <name>', `${SERIES_TABLES.join(', ')} (default run)`)
    .option('--columns <names...>', 'columns to show, separated by commas or spaces')
    .option('--where <condition>', 'rows to show, e.g. "cell_index=3 and time>1e5"')
    .option('--head <n>', 'the first n rows', count)
    .option('--tail <n>', 'the last n rows', count)
    .option('--every <n>', 'every n-th row', count)
    .option('--csv', 'as CSV with all digits; all rows unless --head or --tail');
}

function printText(view: TableView, { head, tail }: TableOptions): void {
  const isUsual = head === undefined && tail === undefined;
  process.stdout.write(
    tableText(
      view,
      isUsual ? { head: USUAL_ROWS, tail: USUAL_ROWS } : { head: head ?? 0, tail: tail ?? 0 },
    ),
  );
  say(`${countText(view.rows.length)} of ${countText(view.rowCount)} rows of ${view.table}`);
}

async function printCsv(view: TableView, { head, tail }: TableOptions): Promise<void> {
  if (head !== undefined && tail !== undefined)
    throw new UsageError('--csv: give --head or --tail, not both');
  const { rows } = view;
  const chosen =
    tail === undefined ? rows.subarray(0, head) : rows.subarray(Math.max(0, rows.length - tail));
  let text = '';
  for (const line of tableCsv({ ...view, rows: chosen })) {
    text += line;
    if (text.length < 65536) continue;
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    text = '';
  }
  process.stdout.write(text);
}

function count(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}
