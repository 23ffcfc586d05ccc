import type { SeriesColumn } from '@marsdisk/io';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, parseWhere, rowTest } from '../../src/table/where.ts';

const COLUMNS = new Map<string, SeriesColumn>([
  ['time', { kind: 'numbers', isInteger: false, values: Float64Array.of(1, 2e5, 3e5, Number.NaN) }],
  ['cell_index', { kind: 'numbers', isInteger: true, values: Float64Array.of(3, 3, 4, 3) }],
  ['cell_active', { kind: 'flags', values: Uint8Array.of(1, 0, 1, 2) }],
  ['phase_state', { kind: 'text', values: ['solid', 'vapor', null, 'in between'] }],
]);

function chosen(text: string): number[] {
  const test = rowTest(parseWhere(text, new Set(COLUMNS.keys())), COLUMNS);
  return [0, 1, 2, 3].filter(test);
}

describe('a condition', () => {
  it.each([
    ['cell_index=3 and time>1e5', [1]],
    ['cell_index == 3 AND time > -1.5', [0, 1]],
    ['time<=1 or time>=3e5', [0, 2]],
    ['cell_index=4 or cell_index=3 and time=1', [0, 2]],
    ['(cell_index=4 or cell_index=3) and time=1', [0]],
    ['1e5 < time', [1, 2]],
    ['time > cell_index', [1, 2]],
    ['cell_active', [0, 2]],
    ['not cell_active', [1, 3]],
    ['cell_active = false', [1]],
    ['phase_state = solid', [0]],
    ["phase_state = 'in between'", [3]],
    ['phase_state != "solid"', [1, 3]],
    ['phase_state is null', [2]],
    ['time is not null', [0, 1, 2]],
    ['not (time > 1)', [0, 3]],
    ['cell_index in (4, 7)', [2]],
    ['cell_index NOT IN (4,7)', [0, 1, 3]],
    ["phase_state in (solid, 'in between')", [0, 3]],
    ['phase_state not in (solid)', [1, 2, 3]],
    ['3e5 in (time, cell_index)', [2]],
    ['time between 1 and 2e5', [0, 1]],
    ['time not between 1 and 2e5 and cell_index=4', [2]],
    ['time between 2 and 3e5 and cell_active or cell_index=3 and time=1', [0, 2]],
    ['2e5 between cell_index and time', [1, 2]],
  ])('%s chooses rows %j', (text, rows) => expect(chosen(text)).toEqual(rows));

  it.each([
    ['tim > 1', '--where: "tim > 1", character 1: "tim" is no column, did you mean "time"?'],
    ['time > 1 and', 'character 13: a column or a value expected, found the end'],
    ['time > 1 time < 3', 'character 10: "and" or "or" expected, found "time"'],
    ['(time > 1', 'character 10: ")" expected, found the end'],
    ['time > 1; 2', 'character 9: ";" cannot stand here'],
    ['time is 3', 'character 9: "null" expected, found "3"'],
    ['3 > 2', 'a comparison needs a column'],
    ['cell_index in 3', 'character 15: "(" expected, found "3"'],
    ['cell_index in ()', 'character 16: a column or a value expected, found ")"'],
    ['cell_index in (3', 'character 17: "," or ")" expected, found the end'],
    ['3 in (3, 4)', 'a comparison needs a column'],
    ['cell_index in (3, solid)', 'compares a number with a string'],
    ['time between 1 or 2', 'character 16: "and" expected, found "or"'],
    ['time not 3', 'character 10: "in" or "between" expected, found "3"'],
    ['phase_state between a and b', 'a string can only be = or !='],
    ['time', '"time" is no flag'],
    ['time = solid', 'compares a number with a string'],
    ['phase_state > solid', 'a string can only be = or !='],
    ['', 'a column or a value expected, found the end'],
    ['process.exit()', 'is no column'],
  ])('%s is refused with the place and the reason', (text, message) =>
    expect(() => chosen(text)).toThrow(message),
  );

  it('reads the columns that it names and no others', () => {
    const names = columnsOf(parseWhere('not (time>1) or cell_index=time', new Set(COLUMNS.keys())));
    expect(names).toEqual(['time', 'cell_index', 'time']);
  });

  it('never runs what it reads: any text is a condition or an error of the user', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(
              fc.constantFrom(
                ...[
                  'time',
                  '3',
                  '(',
                  ')',
                  ',',
                  'and',
                  'or',
                  'not',
                  '=',
                  '<',
                  'is',
                  'null',
                  'in',
                  'between',
                ],
              ),
            )
            .map((words) => words.join(' ')),
        ),
        (text) => {
          try {
            chosen(text);
          } catch (error) {
            expect((error as Error).name).toBe('ConfigurationError');
          }
        },
      ),
    );
  });
});
