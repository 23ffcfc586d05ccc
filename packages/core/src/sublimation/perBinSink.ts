import { PhysicsError } from '../errors.ts';

/**
 * Turns the shrinking of grains into a sink of their number, S_k = |ds/dt|/s_k, s⁻¹; 0 where the grains do not shrink,
 * or the rate is not finite. (A sphere loses mass three times as fast; the sink keeps the sizes of the bins.)
 *
 * @param sizes bin centres, m; n values
 * @param dsdt erosion rate of all grains, or one value a bin, m s⁻¹; < 0 where grains shrink
 * @param out n values, overwritten
 * @throws PhysicsError for arrays of unequal length
 */
export function sublimationSink(
  sizes: Float64Array,
  dsdt: number | Float64Array,
  out: Float64Array,
): void {
  requireLength('out', out, sizes.length);
  if (typeof dsdt === 'number') {
    for (let k = 0; k < sizes.length; k++) out[k] = sinkOfBin(sizes[k], dsdt);
  } else {
    requireLength('dsdt', dsdt, sizes.length);
    for (let k = 0; k < sizes.length; k++) out[k] = sinkOfBin(sizes[k], dsdt[k]);
  }
}

function sinkOfBin(size: number, dsdt: number): number {
  if (!(size > 0 && dsdt < 0 && dsdt > Number.NEGATIVE_INFINITY)) return 0;
  const time = size / -dsdt;
  return time > 0 && time < Number.POSITIVE_INFINITY ? 1 / time : 0;
}

/**
 * Mass that a sink removes from a population, Σ m_k S_k N_k, kg m⁻² s⁻¹.
 *
 * @param masses particle masses, kg; n values
 * @param sink s⁻¹; n values
 * @param number number surface densities, m⁻²; n values
 * @throws PhysicsError for arrays of unequal length
 */
export function sinkMassLossRate(
  masses: Float64Array,
  sink: Float64Array,
  number: Float64Array,
): number {
  requireLength('masses', masses, sink.length);
  requireLength('number', number, sink.length);
  let rate = 0;
  for (let k = 0; k < sink.length; k++) rate += masses[k] * sink[k] * number[k];
  return rate;
}

function requireLength(name: string, array: Float64Array, length: number): void {
  if (array.length !== length)
    throw new PhysicsError(`${name} has ${array.length} values, but there are ${length} bins`);
}
