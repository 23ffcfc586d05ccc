/**
 * The sums of src/kernels/pairSums.ts with vector instructions. A block of a run is two partners: their numbers are one
 * vector, and so are their weights for the remnant and for the fragments. A listed pair is one vector of both weights. Sums
 * are kept two or more at a time, because a sum takes four cycles and two can be begun in each.
 *
 * All but the count are addresses in bytes. Numbers: one more than there are bins, if their count is odd. Sums: two doubles
 * a bin. Table: the arrays of src/kernels/pairTable.ts, one after the other.
 */
export function sumPairs(binCount: i32, numbers: usize, table: usize, sums: usize): void {
  const n = <usize>binCount;
  let weights = table;
  let list = weights + 8 * n * (n + 3);
  let runLength = list + 4 * n * (n + 1);
  let runBin = runLength + 4 * n;
  let listLength = runBin + 4 * n;
  memory.fill(sums, 0, n << 4);
  const bodyEnd = numbers + (n << 3);
  for (let body = numbers; body < bodyEnd; body += 8) {
    let remnant = f64x2.splat(0);
    let fragment = f64x2.splat(0);
    let otherRemnant = f64x2.splat(0);
    let otherFragment = f64x2.splat(0);
    const length = load<u32>(runLength);
    const wholeEnd = numbers + ((length & ~3) << 3);
    const end = numbers + (length << 3);
    let partner = numbers;
    for (; partner < wholeEnd; partner += 32) {
      const first = v128.load(partner);
      remnant = f64x2.add(remnant, f64x2.mul(v128.load(weights), first));
      fragment = f64x2.add(fragment, f64x2.mul(v128.load(weights + 16), first));
      const second = v128.load(partner + 16);
      otherRemnant = f64x2.add(otherRemnant, f64x2.mul(v128.load(weights + 32), second));
      otherFragment = f64x2.add(otherFragment, f64x2.mul(v128.load(weights + 48), second));
      weights += 64;
    }
    for (; partner < end; partner += 16) {
      const block = v128.load(partner);
      remnant = f64x2.add(remnant, f64x2.mul(v128.load(weights), block));
      fragment = f64x2.add(fragment, f64x2.mul(v128.load(weights + 16), block));
      weights += 32;
    }
    remnant = f64x2.add(remnant, otherRemnant);
    fragment = f64x2.add(fragment, otherFragment);
    const run = f64x2.add(
      v128.shuffle<f64>(remnant, fragment, 0, 2),
      v128.shuffle<f64>(remnant, fragment, 1, 3),
    );
    const sum = sums + ((<usize>load<u32>(runBin)) << 4);
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(run, v128.load_splat<f64>(body))));
    runLength += 4;
    runBin += 4;
  }
  const sumEnd = sums + (n << 4);
  for (let sum = sums; sum < sumEnd; sum += 16) {
    let total = v128.load(sum);
    const listEnd = list + ((<usize>load<u32>(listLength)) << 3);
    for (; list < listEnd; list += 8) {
      const partner = v128.load_splat<f64>(numbers + (load<u32>(list) << 3));
      const body = v128.load_splat<f64>(numbers + (load<u32>(list + 4) << 3));
      total = f64x2.add(total, f64x2.mul(v128.load(weights), f64x2.mul(partner, body)));
      weights += 16;
    }
    v128.store(sum, total);
    listLength += 4;
  }
}
