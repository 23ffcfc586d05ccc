/**
 * The sums of src/kernels/pairSums.ts with vector instructions: remnant and fragment side by side in one vector of two
 * doubles. A pair is one load of its two weights, one load of its partner's number into both lanes, one product and one
 * sum. Four sums are kept at a time, because a sum takes four cycles and two can be begun in each.
 *
 * All but the counts are addresses in bytes. Sums: two doubles a bin. Weights: two doubles a pair, first the runs of all
 * bodies, then the listed pairs. A listed pair: partner in bits 0-9, body in bits 10-19, remnant bin above.
 */
export function sumPairs(
  binCount: i32,
  numbers: usize,
  weights: usize,
  runLength: usize,
  runBin: usize,
  list: usize,
  listLength: i32,
  sums: usize,
): void {
  memory.fill(sums, 0, (<usize>binCount) << 4);
  const bodyEnd = numbers + ((<usize>binCount) << 3);
  for (let body = numbers; body < bodyEnd; body += 8) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    const length = load<u32>(runLength);
    const wholeEnd = numbers + ((length & ~3) << 3);
    const end = numbers + (length << 3);
    let partner = numbers;
    for (; partner < wholeEnd; partner += 32) {
      a = f64x2.add(a, weigh(weights, partner));
      b = f64x2.add(b, weigh(weights + 16, partner + 8));
      c = f64x2.add(c, weigh(weights + 32, partner + 16));
      d = f64x2.add(d, weigh(weights + 48, partner + 24));
      weights += 64;
    }
    for (; partner < end; partner += 8) {
      a = f64x2.add(a, weigh(weights, partner));
      weights += 16;
    }
    const sum = sums + ((<usize>load<u32>(runBin)) << 4);
    const run = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(run, v128.load_splat<f64>(body))));
    runLength += 4;
    runBin += 4;
  }
  const listEnd = list + ((<usize>listLength) << 2);
  for (; list < listEnd; list += 4) {
    const pair = load<u32>(list);
    const partner = numbers + ((pair & 1023) << 3);
    const body = numbers + (((pair >> 10) & 1023) << 3);
    const sum = sums + ((pair >> 20) << 4);
    const product = f64x2.mul(v128.load_splat<f64>(partner), v128.load_splat<f64>(body));
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(v128.load(weights), product)));
    weights += 16;
  }
}

/** Both weights of a pair times the number of its partner. */
function weigh(weights: usize, partner: usize): v128 {
  return f64x2.mul(v128.load(weights), v128.load_splat<f64>(partner));
}
