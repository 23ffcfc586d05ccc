import { deviations, readGolden, withNumbers } from '../../../../tests/support/golden.ts';
import {
  ConfigurationError,
  MarsDiskError,
  NumericalError,
  PhysicsError,
  TableLoadError,
} from '../../src/errors.ts';
import { buildQprTable, type QprTable } from '../../src/radiation/qpr.ts';
import { type TableColumns, tableFromArrays } from '../../src/tables/columns.ts';

// biome-ignore lint/suspicious/noExplicitAny: golden files have one shape each; the tests name it
type Golden = any;

/** Error classes of the reference and what stands for them here. */
const FAMILIES: Readonly<Record<string, readonly (typeof MarsDiskError)[]>> = {
  PhysicsError: [PhysicsError],
  ConfigurationError: [ConfigurationError],
  ValueError: [PhysicsError, ConfigurationError, TableLoadError],
  KeyError: [TableLoadError],
  TableLoadError: [TableLoadError],
  OverflowError: [NumericalError],
  MarsDiskError: [MarsDiskError],
};

/** A golden file of the radiation folder with its tables. */
export function readRadiation(name: string): Golden {
  return readGolden('radiation', `${name}.json`);
}

/** How closely numbers must agree. */
interface Tolerance {
  /** Relative; 1e-12 if nothing is said. */
  readonly rtol?: number;
  /** Absolute, by name, for the differences of nearly equal numbers. */
  readonly absolute?: Readonly<Record<string, number>>;
}

/**
 * Compares every case of a golden file with a computation.
 *
 * @returns the number of cases and a line for each place where they differ
 */
export function compareWithGolden(
  name: string,
  compute: (input: Golden, file: Golden) => unknown,
  { rtol = 1e-12, absolute = {} }: Tolerance = {},
): { cases: number; differences: string[] } {
  const file = readRadiation(name);
  const differences = file.cases.flatMap((item: Golden, index: number) => {
    const input = withNumbers(item.in);
    const path = `${name}[${index}] ${JSON.stringify(item.in).slice(0, 120)}`;
    const expected = withNumbers(item.out);
    if (expected.error !== undefined)
      return errorDifference(() => compute(input, file), expected.error, path);
    return deviations(compute(input, file), expected, { rtol, path }).filter(
      (line) => !isWithin(line, absolute),
    );
  });
  return { cases: file.cases.length, differences };
}

/** Whether a difference concerns a quantity with an absolute tolerance, and lies within it. */
function isWithin(line: string, absolute: Readonly<Record<string, number>>): boolean {
  const [, name, actual, expected] = line.match(/\.(\w+): (\S+) instead of (\S+)$/) ?? [];
  return Math.abs(Number(actual) - Number(expected)) <= (absolute[name ?? ''] ?? -1);
}

/** What differs between what a computation throws and an error class of the reference. */
export function errorDifference(compute: () => unknown, className: string, path = '$'): string[] {
  const allowed = FAMILIES[className] ?? [];
  try {
    return [`${path}: ${JSON.stringify(compute())} instead of ${className}`];
  } catch (error) {
    const isFitting = allowed.some((type) => error instanceof type);
    return isFitting ? [] : [`${path}: ${String(error)} instead of ${className}`];
  }
}

/** A table as golden files write it: column names and rows. */
export function tableOf({ columns, rows }: Golden): TableColumns {
  const numbers = columns.map((_: string, at: number) =>
    rows.map((row: Golden) => (row[at] === null ? Number.NaN : Number(row[at]))),
  );
  const table = tableFromArrays(
    'golden table',
    Object.fromEntries(columns.map((name: string, at: number) => [name, numbers[at]])),
  );
  const textAt = (name: string, row: number) => String(rows[row][columns.indexOf(name)] ?? '');
  return { ...table, textAt };
}

/** A Q_pr table as golden files write it: axes and a matrix. */
export function qprTableOf({ s, T_M, Q_pr }: Golden): QprTable {
  const rows = T_M.flatMap((temperature: number, j: number) =>
    s.map((size: number, i: number) => [size, temperature, Q_pr[j][i]]),
  );
  return buildQprTable(tableOf({ columns: ['s', 'T_M', 'Q_pr'], rows }));
}
