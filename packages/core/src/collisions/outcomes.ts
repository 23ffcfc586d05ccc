import { binOfSize, type SizeGrid } from '../dust/grid.ts';
import { PhysicsError } from '../errors.ts';
import { impactEnergy, largestRemnantFraction } from './largestRemnant.ts';
import { disruptionThresholds, type StrengthLaw } from './qstar.ts';

/** What is left of every pair of bins after a collision; entry i n + j belongs to pair (i, j), and to (j, i). */
export interface PairOutcomes {
  /** Mass of the largest remnant as a fraction of both bodies. */
  readonly fraction: Float64Array;
  /** Mass fraction that becomes fragments. */
  readonly remainder: Float64Array;
  /** Bin of the largest remnant. */
  readonly remnantBin: Int32Array;
  /** 1 if both masses are positive, else 0. */
  readonly isValid: Uint8Array;
}

/** What a pair table is computed from, besides the strength law. */
export interface PairTableInput {
  /** Bin centres (ascending, n values) and edges (n + 1 values), m. */
  readonly grid: Pick<SizeGrid, 'sizes' | 'edges'>;
  /** Particle masses, kg; n values. */
  readonly masses: Float64Array;
  /** Density, kg m⁻³. */
  readonly rho: number;
  /** Relative velocity, m s⁻¹; raised to 1e-12. */
  readonly vRel: number;
}

/** Returns a table for `binCount` bins, to be filled by `pairOutcomes`. */
export function createPairOutcomes(binCount: number): PairOutcomes {
  const pairCount = binCount * binCount;
  return {
    fraction: new Float64Array(pairCount),
    remainder: new Float64Array(pairCount),
    remnantBin: new Int32Array(pairCount),
    isValid: new Uint8Array(pairCount),
  };
}

/**
 * Writes the outcome of a collision between any two bins.
 *
 * The remainder is 1 − f with f already rounded. For dust on a boulder it keeps only a few significant bits, and that
 * rounding is part of the model's definition: φ/2 would be more accurate and change gains by up to 7 %.
 *
 * @param thresholds Scratch space, one value a bin; holds Q_D* afterwards, J kg⁻¹.
 * @throws PhysicsError if lengths do not fit, the density is not positive or a size is 0 or negative.
 */
export function pairOutcomes(
  law: StrengthLaw,
  input: PairTableInput,
  thresholds: Float64Array,
  out: PairOutcomes,
): void {
  const { masses, rho } = input;
  const { sizes, edges } = input.grid;
  const n = sizes.length;
  if (masses.length !== n || edges.length !== n + 1)
    throw new PhysicsError(
      `pair outcomes: ${n} sizes need ${n} masses and ${n + 1} edges, not ${masses.length} and ${edges.length}`,
    );
  if (rho <= 0)
    throw new PhysicsError(`pair outcomes: the density must be above 0, not ${rho} kg/m^3`);
  const velocity = Math.max(input.vRel, 1e-12);
  const { fraction, remainder, remnantBin, isValid } = out;
  disruptionThresholds(law, sizes, rho, velocity, thresholds);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const total = masses[i] + masses[j];
      const valid = masses[i] > 0 && masses[j] > 0;
      const f = largestRemnantFraction(impactEnergy(masses[i], masses[j], velocity), thresholds[j]);
      const s = valid ? Math.cbrt((3 * (f * total)) / (4 * Math.PI * rho)) : 0;
      const pair = i * n + j;
      fraction[pair] = f;
      remainder[pair] = 1 - f;
      remnantBin[pair] = binOfSize(edges, s);
      isValid[pair] = valid ? 1 : 0;

      const mirror = j * n + i;
      fraction[mirror] = fraction[pair];
      remainder[mirror] = remainder[pair];
      remnantBin[mirror] = remnantBin[pair];
      isValid[mirror] = isValid[pair];
    }
  }
}
