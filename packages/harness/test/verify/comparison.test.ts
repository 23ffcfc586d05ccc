import { createPlainEngine, type Engine } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { compareOutputs } from '../../src/verify/compareOutputs.ts';
import { outputTable } from '../../src/verify/outputs.ts';
import { runInMemory } from '../../src/verify/runInMemory.ts';
import { loadScenario } from '../../src/verify/scenario.ts';
import { perturbed, ROOT, withColumn, withTable } from './support.ts';

const scenario = await loadScenario(ROOT, 'thin-dust');
const plain = runInMemory(scenario, createPlainEngine);

function compareWith(change: (engine: Engine) => Partial<Engine>) {
  return compareOutputs(runInMemory(scenario, perturbed(change)), plain);
}

describe('the comparison of a run with itself', () => {
  it('finds every bit the same', () => {
    const again = runInMemory(scenario, createPlainEngine);
    const compared = compareOutputs(again, plain, 'identical');
    expect(compared).toMatchObject({ agrees: true, isIdentical: true, worst: null });
    expect(compared.values).toBeGreaterThan(30_000);
  });
});

describe('the comparison with an engine that is off', () => {
  const opacityOff = (factor: number) => (engine: Engine) => ({
    opacity: (cell: number, number: Float64Array) => engine.opacity(cell, number) * factor,
  });

  it('lets an opacity off by 1e-13 pass, but not as identical', () => {
    const compared = compareWith(opacityOff(1 + 1e-13));
    expect(compared).toMatchObject({ agrees: true, isIdentical: false });
    expect(compared.worst!.relative).toBeGreaterThan(5e-14);
    expect(compared.worst!.relative).toBeLessThan(1e-12);
  });

  it('names the opacity and what follows from it when it is off by 1e-9', () => {
    const { agrees, failures } = compareWith(opacityOff(1 + 1e-9));
    expect(agrees).toBe(false);
    const columns = failures.map(({ table, column }) => `${table}.${column}`);
    expect(columns).toContain('run.kappa_surf');
    expect(columns).toContain('run.tau');
    expect(columns).not.toContain('run.r_m');
  });

  it('finds a gain that is off by 1e-9 in one bin of one cell', () => {
    const { agrees, failures } = compareWith((engine) => ({
      collisionRates(query, rates) {
        engine.collisionRates(query, rates);
        if (query.cell === 3) rates.gain[5]! *= 1 + 1e-9;
      },
    }));
    expect(agrees).toBe(false);
    const { table, row } = failures[0]!;
    const cells = plain.tables.get(table)!.values('cell_index');
    expect(cells[row]).toBe(3);
  });

  it('finds an answer that is stale by one step', () => {
    const last = new Map<number, number>();
    const { agrees, worst } = compareWith((engine) => ({
      opacity(cell, number) {
        const fresh = engine.opacity(cell, number);
        const stale = last.get(cell) ?? fresh;
        last.set(cell, fresh);
        return stale;
      },
    }));
    expect(agrees).toBe(false);
    expect(worst!.relative).toBeGreaterThan(1e-6);
  });

  it('does not accept an engine that fails where the plain one does not', () => {
    const { agrees, problems } = compareWith((engine) => {
      let calls = 0;
      return {
        opacity(cell, number) {
          calls++;
          if (calls > 20) throw new RangeError('out of range');
          return engine.opacity(cell, number);
        },
      };
    });
    expect(agrees).toBe(false);
    expect(problems[0]).toBe('ended with RangeError: out of range instead of none');
    expect(problems.join()).toMatch(/rows instead of/);
  });
});

describe('the comparison of outputs', () => {
  it('calls −0 another value than 0 where every bit counts, and the same elsewhere', () => {
    const negative = withColumn(plain, 'run', 'sigma_deep', (values) => {
      values[7] = -0;
    });
    expect(compareOutputs(negative, plain, 'identical')).toMatchObject({ agrees: false });
    expect(compareOutputs(negative, plain)).toMatchObject({ agrees: true });
  });

  it('calls a null in place of a number a failure, and names the row', () => {
    const hole = withColumn(plain, 'diagnostics', 'tau_eff', (values) => {
      values[11] = null;
    });
    const { agrees, worst } = compareOutputs(hole, plain);
    expect(agrees).toBe(false);
    expect(worst).toMatchObject({ table: 'diagnostics', column: 'tau_eff', row: 11, actual: null });
  });

  it('compares texts and flags exactly', () => {
    for (const [column, value] of [
      ['phase_state', 'vapor'],
      ['cell_active', false],
    ] as const) {
      const changed = withColumn(plain, 'run', column, (values) => {
        values[4] = value;
      });
      expect(compareOutputs(changed, plain).failures).toMatchObject([{ column, row: 4 }]);
    }
  });

  it('misses neither rows nor columns', () => {
    const shorter = withTable(plain, 'run', (table) =>
      outputTable('run', table.columns.slice(1), table.rows - 1, table.values),
    );
    expect(compareOutputs(shorter, plain).problems).toEqual([
      `run: ${plain.tables.get('run')!.rows - 1} rows instead of ${plain.tables.get('run')!.rows}`,
      'run: no column time',
    ]);
    expect(compareOutputs(plain, shorter).problems[1]).toBe('run: unexpected column time');
  });

  it('lets the rounding residue of the budget pass', () => {
    const residue = withColumn(plain, 'mass_budget', 'error_percent', (values) => {
      values[2] = 3e-15;
    });
    const { agrees, worst } = compareOutputs(residue, plain);
    expect({ agrees, worst }).toEqual({ agrees: true, worst: null });
  });
});
