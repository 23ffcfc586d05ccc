/** Bytes that an array of one double a bin has room for; as `roomFor` in src/kernels/pairTable.ts. */
export function roomOf(binCount: i32): usize {
  return (<usize>((binCount + 4) & ~3)) << 3;
}

/**
 * The sums of src/kernels/pairSums.ts with vector instructions: what is done two by two there is one vector here.
 *
 * All but the count are addresses in bytes. Numbers: with the room of an array; what the bins leave of it is 0. Sums: the
 * remnants, then the fragments, each with the room of an array. Table: the arrays of src/kernels/pairTable.ts, one after the
 * other.
 */
export function sumPairs(binCount: i32, numbers: usize, table: usize, sums: usize): void {
  const n = <usize>binCount;
  const fours = (n + 3) >> 2;
  const couples = (n + 1) >> 1;
  const entries = ((n * (n + 1)) >> 1) + couples;
  let weights = table + 128 * fours * (fours + 1);
  let list = weights + 32 * entries;
  let runLength = list + 8 * entries;
  let runBin = runLength + 4 * fours;
  let listLength = runBin + 16 * fours;
  const fragments = sums + roomOf(binCount);

  // The listed pairs.
  const couplesEnd = couples << 4;
  for (let k: usize = 0; k < couplesEnd; k += 16) {
    let remnant = f64x2.splat(0);
    let fragment = f64x2.splat(0);
    let otherRemnant = f64x2.splat(0);
    let otherFragment = f64x2.splat(0);
    const listEnd = list + ((<usize>load<u32>(listLength)) << 3);
    for (; list < listEnd; list += 16) {
      const product = f64x2.mul(
        v128.load(numbers + (load<u32>(list) << 3)),
        v128.load(numbers + (load<u32>(list, 4) << 3)),
      );
      remnant = f64x2.relaxed_madd(v128.load(weights), product, remnant);
      fragment = f64x2.relaxed_madd(v128.load(weights, 16), product, fragment);
      const otherProduct = f64x2.mul(
        v128.load(numbers + (load<u32>(list, 8) << 3)),
        v128.load(numbers + (load<u32>(list, 12) << 3)),
      );
      otherRemnant = f64x2.relaxed_madd(v128.load(weights, 32), otherProduct, otherRemnant);
      otherFragment = f64x2.relaxed_madd(v128.load(weights, 48), otherProduct, otherFragment);
      weights += 64;
    }
    v128.store(sums + k, f64x2.add(remnant, otherRemnant));
    v128.store(fragments + k, f64x2.add(fragment, otherFragment));
    listLength += 4;
  }

  // The runs.
  weights = table;
  const foursEnd = fours << 5;
  for (let k: usize = 0; k < foursEnd; k += 32) {
    let remnantA = f64x2.splat(0);
    let fragmentA = f64x2.splat(0);
    let remnantB = f64x2.splat(0);
    let fragmentB = f64x2.splat(0);
    let remnantC = f64x2.splat(0);
    let fragmentC = f64x2.splat(0);
    let remnantD = f64x2.splat(0);
    let fragmentD = f64x2.splat(0);
    const runEnd = numbers + ((<usize>load<u32>(runLength)) << 3);
    for (let partner = numbers; partner < runEnd; partner += 16) {
      const both = v128.load(partner);
      remnantA = f64x2.relaxed_madd(v128.load(weights), both, remnantA);
      fragmentA = f64x2.relaxed_madd(v128.load(weights, 16), both, fragmentA);
      remnantB = f64x2.relaxed_madd(v128.load(weights, 32), both, remnantB);
      fragmentB = f64x2.relaxed_madd(v128.load(weights, 48), both, fragmentB);
      remnantC = f64x2.relaxed_madd(v128.load(weights, 64), both, remnantC);
      fragmentC = f64x2.relaxed_madd(v128.load(weights, 80), both, fragmentC);
      remnantD = f64x2.relaxed_madd(v128.load(weights, 96), both, remnantD);
      fragmentD = f64x2.relaxed_madd(v128.load(weights, 112), both, fragmentD);
      weights += 128;
    }
    const first = v128.load(numbers + k);
    const last = v128.load(numbers + k, 16);
    addRuns(sums, runBin, f64x2.mul(sumLanes(remnantA, remnantB), first));
    addRuns(fragments, runBin, f64x2.mul(sumLanes(fragmentA, fragmentB), first));
    addRuns(sums, runBin + 8, f64x2.mul(sumLanes(remnantC, remnantD), last));
    addRuns(fragments, runBin + 8, f64x2.mul(sumLanes(fragmentC, fragmentD), last));
    runLength += 4;
    runBin += 16;
  }
}

/** The sum of both lanes of each. */
function sumLanes(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

/** Adds the runs of two bodies to their bins, which mostly are neighbours. */
function addRuns(sums: usize, bins: usize, runs: v128): void {
  const first = load<u32>(bins);
  const second = load<u32>(bins, 4);
  const a = sums + ((<usize>first) << 3);
  if (second === first + 1) {
    v128.store(a, f64x2.add(v128.load(a), runs));
    return;
  }
  const b = sums + ((<usize>second) << 3);
  store<f64>(a, load<f64>(a) + f64x2.extract_lane(runs, 0));
  store<f64>(b, load<f64>(b) + f64x2.extract_lane(runs, 1));
}
