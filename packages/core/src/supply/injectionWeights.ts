import { ConfigurationError } from '../errors.ts';

/**
 * Mass weights of the bins for `supply.injection.mode: initial_psd`, in arbitrary units: w_k = s_k³ Δs_k n_k of the
 * size distribution at the start, 0 where that is not finite and positive. Supplied mass is shared out in proportion.
 *
 * @param sizes s_k, m
 * @param widths Δs_k, m
 * @param number n_k, number per unit size in any units
 * @throws ConfigurationError if the arrays differ in length or no weight is positive
 */
export function initialPsdWeights(
  sizes: Float64Array,
  widths: Float64Array,
  number: Float64Array,
): Float64Array {
  const n = sizes.length;
  if (widths.length !== n || number.length !== n)
    throw new ConfigurationError(
      `supply.injection.mode: initial_psd got ${n} sizes, ${widths.length} widths and ${number.length} numbers; they must be equally many`,
    );
  const weights = new Float64Array(n);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const s = sizes[k];
    const weight = s * s * s * widths[k] * number[k];
    if (Number.isFinite(weight) && weight > 0) {
      weights[k] = weight;
      sum += weight;
    }
  }
  if (!(sum > 0))
    throw new ConfigurationError(
      'supply.injection.mode: initial_psd, but the initial size distribution has no mass in any bin',
    );
  return weights;
}
