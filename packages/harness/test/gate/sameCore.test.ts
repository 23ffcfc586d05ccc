import { expect, it } from 'vitest';
import { parseCores } from '../../src/gate/sameCore.ts';

it.each([
  ['0', [0]],
  ['0-1', [0, 1]],
  ['2,4-6,9', [2, 4, 5, 6, 9]],
  ['', []],
])('the cores of "%s"', (list, cores) => {
  expect(parseCores(list)).toEqual(cores);
});
