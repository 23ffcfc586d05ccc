import { expect } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import type { RemnantSums } from '../src/kernels/remnantSums.ts';

/** Both sums of every bin; sums may have room for one bin more. */
export function valuesOf({ remnants, fragments }: RemnantSums, n: number): number[] {
  return [...remnants.subarray(0, n), ...fragments.subarray(0, n)];
}

/** Expects sums to agree within 1e-12. */
export function expectSums(actual: RemnantSums, expected: RemnantSums, n: number): void {
  const found = valuesOf(actual, n);
  for (const [k, value] of valuesOf(expected, n).entries())
    expect(relativeDeviation(found[k], value)).toBeLessThan(1e-12);
}
