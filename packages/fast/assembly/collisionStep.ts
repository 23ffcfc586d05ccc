import {
  AREA_AFTER,
  BLOWOUT,
  BLOWOUT_RATE,
  CHANGE,
  DENSITY,
  DT_EFF,
  EXTERNAL_RATE,
  GAIN,
  GAIN_RATE,
  INTEGRALS,
  INVERSE_MASSES,
  INVERSE_TOTALS,
  LOSS,
  LOSS_RATE,
  MASS_AFTER,
  MASS_ERROR,
  MASSES,
  NEXT,
  NUMBER,
  SECTION_AREAS,
  SECTION_MASSES,
  SHORTEST_TIME,
  SIGMA_AFTER,
  SINK_RATE,
  SIZES,
  SOURCE,
  SOURCE_RATE,
  SUBLIMATION,
  SUBLIMATION_RATE,
  WIDTHS,
} from '../src/kernels/stepLayout';
import { roomOf, sumPairs } from './pairSums';

/** Where everything lies, the room of an array, and what bins take of it up to an even count, in bytes. */
let arrays: usize = 0;
let room: usize = 0;
let extent: usize = 0;
let bins: i32 = 0;
let scalars: usize = 0;
let sums: usize = 0;
let table: usize = 0;

/** Says where everything lies. */
export function place(
  binCount: i32,
  atArrays: usize,
  atScalars: usize,
  atSums: usize,
  atTable: usize,
): void {
  bins = binCount;
  room = roomOf(binCount);
  extent = (<usize>((binCount + 1) & ~1)) << 3;
  arrays = atArrays;
  scalars = atScalars;
  sums = atSums;
  table = atTable;
}

function at(array: i32): usize {
  return arrays + <usize>array * room;
}

function tell(scalar: i32, value: f64): void {
  store<f64>(scalars + ((<usize>scalar) << 3), value);
}

/** Sum of both lanes. */
function both(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/**
 * One collision step of a cell: densities, losses from moments, gains from pairs, sinks, the implicit step, and back to
 * relative numbers (E.010, E.011, E.046), as core/src/collisions/step.ts and imex.ts state it.
 *
 * @param rate factor that all collision rates share, s⁻¹
 * @param external rate of the sink that acts on all sizes alike, s⁻¹
 * @param production supplied mass, kg m⁻² s⁻¹
 * @param sourceScale by what the source is multiplied
 * @returns 1, or 0 if the step needs the plain functions: a number is negative, or something is not finite
 */
export function step(
  sigma: f64,
  dt: f64,
  rate: f64,
  external: f64,
  production: f64,
  sourceScale: f64,
  massTolerance: f64,
  safety: f64,
): i32 {
  const scale = toNumberDensity(sigma);
  if (!(scale > 0 && scale < Infinity)) return 0;
  sumPairs(bins, at(DENSITY), table, sums);
  spreadFragments(rate);
  return advance(dt, rate, external, production, sourceScale, massTolerance, safety, scale);
}

/** Writes N from ν; returns the scale, or 0. */
function toNumberDensity(sigma: f64): f64 {
  const number = at(NUMBER);
  const widths = at(WIDTHS);
  const masses = at(MASSES);
  const density = at(DENSITY);
  let mass = f64x2.splat(0);
  let least = f64x2.splat(0);
  for (let k: usize = 0; k < extent; k += 16) {
    const value = v128.load(number + k);
    const count = f64x2.mul(value, v128.load(widths + k));
    v128.store(density + k, count);
    mass = f64x2.relaxed_madd(v128.load(masses + k), count, mass);
    least = f64x2.pmin(least, value);
  }
  const relativeMass = both(mass);
  const isNegative = f64x2.extract_lane(least, 0) < 0 || f64x2.extract_lane(least, 1) < 0;
  if (isNegative || !(relativeMass > 0)) return 0;
  const scale = sigma / relativeMass;
  const scales = f64x2.splat(scale);
  for (let k: usize = 0; k < extent; k += 16)
    v128.store(density + k, f64x2.mul(v128.load(density + k), scales));
  return scale;
}

/** Writes the gains from the sums by remnant bin; see spreadFragments in src/kernels/remnantSums.ts. */
function spreadFragments(rate: f64): void {
  const inverse = at(INVERSE_MASSES);
  const integrals = at(INTEGRALS);
  const totals = at(INVERSE_TOTALS);
  const gain = at(GAIN);
  const fragments = sums + room;
  let fromAbove: f64 = 0;
  for (let k: usize = (<usize>bins) << 3; k !== 0; ) {
    k -= 8;
    fromAbove += load<f64>(fragments + k) * load<f64>(totals + k);
    store<f64>(
      gain + k,
      rate * load<f64>(inverse + k) * (load<f64>(sums + k) + load<f64>(integrals + k) * fromAbove),
    );
  }
}

function advance(
  dt: f64,
  rate: f64,
  external: f64,
  production: f64,
  sourceScale: f64,
  massTolerance: f64,
  safety: f64,
  scale: f64,
): i32 {
  const masses = at(MASSES);
  const sizes = at(SIZES);
  const density = at(DENSITY);
  const gain = at(GAIN);
  const loss = at(LOSS);
  const blowout = at(BLOWOUT);
  const sublimation = at(SUBLIMATION);
  const source = at(SOURCE);
  const change = at(CHANGE);
  const next = at(NEXT);
  const zero = f64x2.splat(0);

  // Moments of the distribution.
  let moment0 = zero;
  let moment1 = zero;
  let moment2 = zero;
  for (let k: usize = 0; k < extent; k += 16) {
    const count = v128.load(density + k);
    const size = v128.load(sizes + k);
    const first = f64x2.mul(count, size);
    moment0 = f64x2.add(moment0, count);
    moment1 = f64x2.add(moment1, first);
    moment2 = f64x2.relaxed_madd(first, size, moment2);
  }
  const mu0 = f64x2.splat(both(moment0));
  const mu1 = f64x2.splat(2 * both(moment1));
  const mu2 = f64x2.splat(both(moment2));

  // Rates at the old state.
  const rates = f64x2.splat(rate);
  const externals = f64x2.splat(external);
  const sourceScales = f64x2.splat(sourceScale);
  let fastest = zero;
  let mass = zero;
  let blown = zero;
  let sublimated = zero;
  let removed = zero;
  let gained = zero;
  let supplied = zero;
  for (let k: usize = 0; k < extent; k += 16) {
    const count = v128.load(density + k);
    const size = v128.load(sizes + k);
    const reach = f64x2.relaxed_madd(f64x2.relaxed_madd(size, mu0, mu1), size, mu2);
    const lost = v128.and(f64x2.mul(rates, reach), f64x2.gt(count, zero));
    fastest = f64x2.pmax(fastest, lost);
    v128.store(loss + k, lost);

    const weight = v128.load(masses + k);
    const matter = f64x2.mul(weight, count);
    const blow = v128.load(blowout + k);
    const erode = v128.load(sublimation + k);
    const sink = f64x2.add(f64x2.add(blow, externals), erode);
    const rise = v128.load(gain + k);
    const inject = f64x2.mul(sourceScales, v128.load(source + k));
    mass = f64x2.add(mass, matter);
    blown = f64x2.relaxed_madd(matter, blow, blown);
    sublimated = f64x2.relaxed_madd(matter, erode, sublimated);
    removed = f64x2.relaxed_madd(matter, sink, removed);
    gained = f64x2.relaxed_madd(weight, rise, gained);
    supplied = f64x2.relaxed_madd(weight, inject, supplied);
    v128.store(change + k, f64x2.sub(f64x2.add(rise, inject), f64x2.mul(sink, count)));
  }
  const before = both(mass);
  const blowoutRate = both(blown);
  const sublimationRate = both(sublimated);
  const externalRate = external * before;
  const removal = blowoutRate + externalRate + sublimationRate;
  const fastestLoss = max(f64x2.extract_lane(fastest, 0), f64x2.extract_lane(fastest, 1));

  // One implicit step, halved until no number is negative and the mass budget closes.
  let h = min(safety * (1 / max(fastestLoss, 1e-30)), dt);
  let after: f64 = 0;
  let lossRate: f64 = 0;
  let error: f64 = 0;
  for (;;) {
    const interval = f64x2.splat(h);
    const one = f64x2.splat(1);
    let least = zero;
    let sum = zero;
    let collided = zero;
    for (let k: usize = 0; k < extent; k += 16) {
      const lost = v128.load(loss + k);
      const value = f64x2.div(
        f64x2.add(v128.load(density + k), f64x2.mul(interval, v128.load(change + k))),
        f64x2.relaxed_madd(interval, lost, one),
      );
      const matter = f64x2.mul(v128.load(masses + k), value);
      least = f64x2.pmin(least, value);
      sum = f64x2.add(sum, matter);
      collided = f64x2.relaxed_madd(matter, lost, collided);
      v128.store(next + k, value);
    }
    if (!(f64x2.extract_lane(least, 0) < 0 || f64x2.extract_lane(least, 1) < 0)) {
      after = both(sum);
      lossRate = both(collided);
      const expected = before + h * production;
      const base = before > 0 ? before : expected > 0 ? expected : 1e-30;
      error = abs(after + h * removal - expected) / base;
      if (!(error < Infinity)) return 0;
      if (error <= massTolerance) break;
    }
    h *= 0.5;
    if (h === 0) return 0;
  }

  // Back to relative numbers. Products with inverse widths would be off by the same rounding in every step. The opacity is
  // rounded as in massOpacity.ts, because a run that is resumed asks there.
  const number = at(NUMBER);
  const widths = at(WIDTHS);
  const sectionAreas = at(SECTION_AREAS);
  const sectionMasses = at(SECTION_MASSES);
  const scales = f64x2.splat(scale);
  let areas = zero;
  let relativeMasses = zero;
  for (let k: usize = 0; k < extent; k += 16) {
    const value = f64x2.div(v128.load(next + k), f64x2.mul(scales, v128.load(widths + k)));
    areas = f64x2.add(areas, f64x2.mul(v128.load(sectionAreas + k), value));
    relativeMasses = f64x2.add(relativeMasses, f64x2.mul(v128.load(sectionMasses + k), value));
    v128.store(number + k, value);
  }

  tell(SIGMA_AFTER, max(after, 0));
  tell(DT_EFF, h);
  tell(MASS_ERROR, error);
  tell(BLOWOUT_RATE, blowoutRate);
  tell(EXTERNAL_RATE, externalRate);
  tell(SUBLIMATION_RATE, sublimationRate);
  tell(GAIN_RATE, both(gained));
  tell(LOSS_RATE, lossRate);
  tell(SINK_RATE, both(removed));
  tell(SOURCE_RATE, both(supplied));
  tell(AREA_AFTER, both(areas));
  tell(MASS_AFTER, both(relativeMasses));
  tell(SHORTEST_TIME, fastestLoss > 0 ? 1 / fastestLoss : Infinity);
  return 1;
}
