import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TableLoadError } from '../../src/errors.ts';
import { buildSupplyRateTable, supplyRateAt } from '../../src/supply/table.ts';
import { interpolateLinear } from '../../src/tables/tabulated.ts';
import { tableFromRows } from './defaults.ts';

const value = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1024);
const ascending = (minLength: number) =>
  fc
    .uniqueArray(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength, maxLength: 12 })
    .map((list) => Float64Array.from(list).sort());

/** How far x is from a node of ascending ones, in units of the interval that is continued outside of them. */
function reach(nodes: Float64Array, x: number): number {
  const last = nodes.length - 1;
  const [from, to] = x > nodes[last] ? [nodes[last - 1], nodes[last]] : [nodes[0], nodes[1]];
  return x < from || x > to ? Math.abs(x - from) / (to - from) : 1;
}

describe('supply table in time', () => {
  it('gives every node exactly', () => {
    fc.assert(
      fc.property(ascending(1), fc.array(value, { minLength: 12, maxLength: 12 }), (x, y) => {
        for (let k = 0; k < x.length; k++)
          expect(interpolateLinear(x[k], x, Float64Array.from(y.slice(0, x.length)))).toBe(y[k]);
      }),
    );
  });

  it('stays between the two nodes around it and is held outside', () => {
    fc.assert(
      fc.property(
        ascending(2),
        fc.array(value, { minLength: 12, maxLength: 12 }),
        fc.double({ min: -2e6, max: 2e6, noNaN: true }),
        (x, values, at) => {
          const y = Float64Array.from(values.slice(0, x.length));
          const result = interpolateLinear(at, x, y);
          const right = x.findIndex((node) => node > at);
          const neighbours =
            right === 0 ? [y[0]] : right < 0 ? [y[y.length - 1]] : [y[right - 1], y[right]];
          const slack = 1e-12 * Math.max(...neighbours.map(Math.abs));
          expect(result).toBeGreaterThanOrEqual(Math.min(...neighbours) - slack);
          expect(result).toBeLessThanOrEqual(Math.max(...neighbours) + slack);
        },
      ),
    );
  });

  it('takes the last value where a time is repeated', () => {
    const x = Float64Array.of(0, 5, 5, 5, 10);
    const y = Float64Array.of(1, 2, 3, 8, 9);
    expect(interpolateLinear(5, x, y)).toBe(8);
    expect(interpolateLinear(4, x, y)).toBeCloseTo(1.8, 12);
    expect(interpolateLinear(6, x, y)).toBeCloseTo(8.2, 12);
  });

  it('cannot be empty', () => {
    expect(() => buildSupplyRateTable(tableFromRows(['t', 'rate'], []), 's')).toThrow(
      TableLoadError,
    );
  });
});

describe('supply table in time and radius', () => {
  const grid = fc
    .tuple(ascending(2), ascending(2), fc.array(value, { minLength: 144, maxLength: 144 }))
    .map(([times, radii, rates]) => ({ times, radii, rates }));

  it('gives every node exactly, in whatever order the rows are', () => {
    fc.assert(
      fc.property(grid, fc.boolean(), ({ times, radii, rates }, isReversed) => {
        const rows = Array.from(times).flatMap((t, i) =>
          Array.from(radii, (r, j) => [t, r, rates[i * radii.length + j]]),
        );
        const table = buildSupplyRateTable(
          tableFromRows(['t', 'r', 'rate'], isReversed ? rows.toReversed() : rows),
          's',
        );
        for (const [t, r, rate] of rows) expect(supplyRateAt(table, t, r)).toBe(rate);
      }),
    );
  });

  it('reproduces a rate that is linear in time and radius everywhere, also outside', () => {
    const rate = (t: number, r: number) => 3 + 2 * t - 5 * r;
    fc.assert(
      fc.property(
        ascending(2),
        ascending(2),
        fc.double({ min: -3e6, max: 3e6, noNaN: true }),
        fc.double({ min: -3e6, max: 3e6, noNaN: true }),
        (times, radii, t, r) => {
          const rows = Array.from(times).flatMap((a) =>
            Array.from(radii, (b) => [a, b, rate(a, b)]),
          );
          const table = buildSupplyRateTable(tableFromRows(['t', 'r', 'rate'], rows), 's');
          // Outside, weights are large and cancel.
          const size = 1e8 * (1 + reach(times, t)) * (1 + reach(radii, r));
          expect(Math.abs(supplyRateAt(table, t, r) - rate(t, r))).toBeLessThan(1e-14 * size);
        },
      ),
    );
  });

  it('names the row that is not a number and the point that is missing', () => {
    const build = (rows: (number | null)[][]) => () =>
      buildSupplyRateTable(tableFromRows(['t', 'r', 'rate'], rows), 's');
    expect(
      build([
        [0, 1, 1],
        [0, 2, null],
        [1, 1, 1],
        [1, 2, 1],
      ]),
    ).toThrow('table, row 2: rate is');
    expect(
      build([
        [0, 1, 1],
        [0, 2, 1],
        [1, 1, 1],
      ]),
    ).toThrow('no rate at t = 1, r = 2');
  });
});
