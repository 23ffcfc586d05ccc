import { join } from 'node:path';
import { createPlainEngine, type Engine, type EngineFactory } from '@marsdisk/core';
import type { CellValue } from '../../src/compare/columns.ts';
import {
  type OutputTable,
  type OutputTableName,
  outputTable,
  type RunOutputs,
} from '../../src/verify/outputs.ts';

/** The root of the repository. */
export const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

/** The plain engine with some of its answers changed. */
export function perturbed(change: (plain: Engine) => Partial<Engine>): EngineFactory {
  return (context) => {
    const plain = createPlainEngine(context);
    return { ...plain, ...change(plain) };
  };
}

/** Outputs with another table in place of one of them. */
export function withTable<Outputs extends RunOutputs>(
  outputs: Outputs,
  name: OutputTableName,
  change: (table: OutputTable) => OutputTable,
): Outputs {
  const tables = new Map(outputs.tables);
  tables.set(name, change(tables.get(name)!));
  return { ...outputs, tables };
}

/** Outputs in which the values of one column are changed. */
export function withColumn<Outputs extends RunOutputs>(
  outputs: Outputs,
  name: OutputTableName,
  column: string,
  change: (values: CellValue[]) => void,
): Outputs {
  return withTable(outputs, name, (table) =>
    outputTable(name, table.columns, table.rows, (asked) => {
      const values = Array.from(table.values(asked));
      if (asked === column) change(values);
      return values;
    }),
  );
}
