import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PhysicsError, TableLoadError } from '../../src/errors.ts';
import { buildQprTable, interpolateQpr, qprAt, qprLookup } from '../../src/radiation/qpr.ts';
import { compareWithGolden, qprTableOf, readRadiation, tableOf } from './goldenCases.ts';

const tables = readRadiation('qpr_lookup').tables;
const firstTable = qprTableOf(Object.values(tables)[0]);

function matrixOf({ columns, rows }: { columns: string[]; rows: unknown[][] }) {
  const { sizes, temperatures, values } = buildQprTable(tableOf({ columns, rows }));
  const q_vals = Array.from(temperatures, (_, j) =>
    values.slice(j * sizes.length, (j + 1) * sizes.length),
  );
  return { s_vals: sizes, T_vals: temperatures, q_vals };
}

describe('the Q_pr table', () => {
  test.each(['qpr_table_build', 'qpr_table_log10s'])('%s', (name) => {
    expect(compareWithGolden(name, matrixOf).differences).toEqual([]);
  });

  test('an entry that is no number is named by row and text', () => {
    const rows = [
      [1e-6, 1000, 0.1],
      ['soot', 2000, 0.2],
    ];
    const build = () => buildQprTable(tableOf({ columns: ['s', 'T_M', 'Q_pr'], rows }));
    expect(build).toThrow(TableLoadError);
    expect(build).toThrow('golden table, row 2: s is "soot", but must be a number');
  });
});

describe('the efficiency of a grain', () => {
  test('raw interpolation', () => {
    const { differences } = compareWithGolden('qpr_interp_raw', (input, file) => ({
      Q_pr: interpolateQpr(qprTableOf(file.tables[input.table]), input.s, input.T),
    }));
    expect(differences).toEqual([]);
  });

  test('lookup that stays inside the table', () => {
    const { differences } = compareWithGolden('qpr_lookup', (input, file) => ({
      Q_pr: qprLookup(qprTableOf(file.tables[input.table]), input.s, input.T),
    }));
    expect(differences).toEqual([]);
  });

  test('lookup size by size agrees with the lookup of whole arrays', () => {
    const file = readRadiation('qpr_lookup_array');
    const cases = file.cases.filter((item: { out: object }) => 'Q_pr' in item.out);
    expect(cases.length).toBeGreaterThan(3);
    for (const { in: input, out } of cases) {
      const table = qprTableOf(file.tables[input.table]);
      const temperatureAt = (i: number) => (Array.isArray(input.T) ? input.T[i] : input.T);
      const values = input.s.map((s: number, i: number) => qprLookup(table, s, temperatureAt(i)));
      expect(values).toEqual(out.Q_pr);
    }
  });

  const size = fc.double({ min: 1e-9, max: 1, noNaN: true });
  const temperature = fc.double({ min: 300, max: 9000, noNaN: true });

  test('it lies between the smallest and the largest value of the four neighbours', () => {
    fc.assert(
      fc.property(size, temperature, (s, t) => {
        const { sizes, temperatures, values } = firstTable;
        const near = (nodes: Float64Array, x: number) => {
          const right = nodes.findIndex((node) => node >= x);
          const last = right < 0 ? nodes.length - 1 : right;
          return [Math.max(last - 1, 0), last];
        };
        const corners = near(temperatures, t).flatMap((j) =>
          near(sizes, s).map((i) => values[j * sizes.length + i]),
        );
        const q = qprLookup(firstTable, s, t);
        expect(q).toBeGreaterThanOrEqual(Math.min(...corners) * (1 - 1e-15));
        expect(q).toBeLessThanOrEqual(Math.max(...corners) * (1 + 1e-15));
      }),
    );
  });

  test('beyond the table the edge value is held', () => {
    fc.assert(
      fc.property(temperature, (t) => {
        const { sizes } = firstTable;
        expect(qprLookup(firstTable, sizes[0] / 7, t)).toBe(qprLookup(firstTable, sizes[0], t));
        expect(qprLookup(firstTable, sizes.at(-1)! * 7, t)).toBe(
          qprLookup(firstTable, sizes.at(-1)!, t),
        );
      }),
    );
  });

  test('a constant holds for every grain, and a run looks up no grain below 1e-12 m', () => {
    expect(qprAt({ kind: 'constant', value: 1.25 }, -1, 0)).toBe(1.25);
    const source = { kind: 'table', table: firstTable } as const;
    expect(qprAt(source, 0, 2500)).toBe(qprLookup(firstTable, 1e-12, 2500));
    expect(() => qprAt(source, Number.NaN, 2500)).toThrow(PhysicsError);
  });
});
