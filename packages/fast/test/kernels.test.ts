import { expect, it } from 'vitest';
import { compileKernels } from '../../../scripts/compile-kernels.ts';
import { kernels } from '../src/kernels/kernels.generated.ts';

it('the kernels are compiled from their source as it stands', () => {
  expect(kernels).toBe(compileKernels());
});
