import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, runSettings } from '@marsdisk/config';
import { FileError } from '@marsdisk/core';
import type { CellValue } from '../compare/columns.ts';
import { loadRunTables } from '../run/tables.ts';
import { readCheckTable } from './checkTable.ts';
import { compareOutputs } from './compareOutputs.ts';
import { GOLDEN_FOLDER, requireGoldenFiles } from './goldenFiles.ts';
import {
  filterRows,
  leafColumns,
  OUTPUT_TABLES,
  type OutputFileName,
  type OutputTable,
  type OutputTableName,
  outputTable,
  type RunOutputs,
  summaryTable,
} from './outputs.ts';
import type { InMemoryRun, PreparedRun } from './runInMemory.ts';
import { type Verdict, verdictOf } from './verifyRun.ts';

/** The version of the golden numbers that this code reproduces. */
export const GOLDEN_VERSION = '1';

/**
 * Names of the golden runs, sorted.
 *
 * @param root root of the repository
 * @throws FileError when the golden numbers are missing or of another version, or one of their files is missing or altered
 */
export function listGoldenRuns(root: string): string[] {
  const folder = join(root, GOLDEN_FOLDER);
  const versionFile = join(folder, 'VERSION');
  if (!existsSync(versionFile))
    throw new FileError(
      `${versionFile}: missing; the golden numbers of version ${GOLDEN_VERSION} belong there (run verify from the root of the repository)`,
    );
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== GOLDEN_VERSION)
    throw new FileError(
      `${versionFile}: "${version}"; this program reproduces the golden numbers of version ${GOLDEN_VERSION}`,
    );
  requireGoldenFiles(root);
  const runs = join(folder, 'runs');
  const names = existsSync(runs)
    ? readdirSync(runs, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  if (names.length === 0) throw new FileError(`${runs}: no golden run`);
  return names.map(({ name }) => name).sort();
}

/**
 * Compares the outputs of a golden run with the golden ones: every output that they hold.
 *
 * @param actual outputs of the run that `loadGoldenRun` prepared
 * @param variant name of the engine that gave them
 */
export function verifyGolden(
  root: string,
  name: string,
  variant: string,
  actual: InMemoryRun,
  tolerance?: number,
): Verdict {
  const golden = readGoldenOutputs(join(root, GOLDEN_FOLDER, 'runs', name));
  const compared = compareOutputs(asGolden(actual, golden), golden.outputs, 'by class', tolerance);
  return verdictOf('golden', name, variant, compared, actual.elapsed);
}

/** Prepares a golden run. */
export async function loadGoldenRun(root: string, name: string): Promise<PreparedRun> {
  const folder = join(root, GOLDEN_FOLDER);
  const { config: document } = readJson(join(folder, 'runs', name, 'config.json'));
  const { config } = runSettings(parseConfig(document));
  const tables = await loadRunTables(config, { configPath: null, workingDirectory: folder });
  return { name, config, tables };
}

/** The golden outputs of a run, and what they leave out. */
interface GoldenOutputs {
  readonly outputs: RunOutputs;
  /** Times of which the history of distributions keeps rows; null: all. */
  readonly historyTimes: readonly number[] | null;
}

function readGoldenOutputs(folder: string): GoldenOutputs {
  const errorFile = join(folder, 'error.json');
  if (existsSync(errorFile))
    return {
      outputs: { tables: new Map(), error: readJson(errorFile).error_class },
      historyTimes: null,
    };
  const tables = new Map<OutputTableName, OutputTable>();
  let historyTimes: readonly number[] | null = null;
  for (const name of Object.keys(OUTPUT_TABLES) as OutputFileName[]) {
    const columns = leafColumns(OUTPUT_TABLES[name]);
    const json = join(folder, `${name}.json`);
    const csv = join(folder, `${name}.csv`);
    if (existsSync(json)) {
      const content = withNumbers(readJson(json));
      historyTimes = content.times_kept ?? historyTimes;
      tables.set(name, jsonTable(name, content.columns));
    } else if (existsSync(csv)) tables.set(name, readCheckTable(name, csv, columns));
  }
  tables.set('summary', summaryTable(withNumbers(readJson(join(folder, 'summary.json')))));
  return { outputs: { tables, error: null }, historyTimes };
}

/** A golden table; fields that it leaves out are not compared. */
function jsonTable(
  name: OutputFileName,
  content: Readonly<Record<string, readonly unknown[]>>,
): OutputTable {
  const values = (column: string): CellValue[] => {
    const [head, ...path] = column.split('.');
    return content[head!]!.map((value) =>
      path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null)?.[key], value),
    ).map((value) => (value ?? null) as CellValue);
  };
  const columns = leafColumns(OUTPUT_TABLES[name]);
  return outputTable(name, columns, content['time']!.length, values);
}

/** The outputs reduced to the rows, and the error to the class, that the golden ones hold. */
function asGolden(actual: RunOutputs, { historyTimes, outputs }: GoldenOutputs): RunOutputs {
  const tables = new Map(actual.tables);
  const history = tables.get('psd_hist')!;
  if (historyTimes !== null) {
    const time = history.values('time') as ArrayLike<number>;
    const isKept = (t: number) => historyTimes.some((kept) => Math.abs(t - kept) <= 1e-9 * kept);
    tables.set(
      'psd_hist',
      filterRows(history, (row) => isKept(time[row]!)),
    );
  }
  for (const name of tables.keys()) if (!outputs.tables.has(name)) tables.delete(name);
  return { tables, error: actual.error?.split(':')[0] ?? null };
}

// biome-ignore lint/suspicious/noExplicitAny: golden files have one shape each
function readJson(path: string): any {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new FileError(`${path}: ${(error as Error).message}`);
  }
}

const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** A copy in which the words NaN, Infinity and −Infinity have become numbers. */
// biome-ignore lint/suspicious/noExplicitAny: see readJson
function withNumbers(value: any): any {
  if (typeof value === 'string') return WORDS[value] ?? value;
  if (Array.isArray(value)) return value.map(withNumbers);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withNumbers(v)]));
  return value;
}
