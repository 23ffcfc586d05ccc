import type { Packer } from './pack.ts';
import type { PsdMaps } from './psdHistory.ts';
import type { RunHistory } from './runHistory.ts';

/** The history with its arrays packed. */
export function packHistory(
  { times, curves, maps, ...rest }: RunHistory,
  { floats, bytes }: Packer,
) {
  const { rateRange } = curves;
  return {
    ...rest,
    times: floats(times),
    curves: {
      lostByBlowout: floats(curves.lostByBlowout),
      lostBySinks: floats(curves.lostBySinks),
      lostBySublimation:
        curves.lostBySublimation === null ? null : floats(curves.lostBySublimation),
      blowoutRate: floats(curves.blowoutRate),
      sinkRate: floats(curves.sinkRate),
      rateLow: rateRange === null ? null : floats(rateRange.low),
      rateHigh: rateRange === null ? null : floats(rateRange.high),
      temperature: floats(curves.temperature),
      blowoutSize: floats(curves.blowoutSize),
      smallestSize: floats(curves.smallestSize),
    },
    maps: {
      cells: Array.from(maps.cells),
      radius: floats(maps.radius),
      tau: floats(maps.tau, true),
      sigma: floats(maps.sigma, true),
      // Rounding would hide how constant they are.
      tauRange: finiteRange(maps.tau),
      sigmaRange: finiteRange(maps.sigma),
      state: bytes(maps.state),
      states: maps.states,
    },
  };
}

function finiteRange(values: Float64Array): readonly [low: number, high: number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values)
    if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low <= high ? [low, high] : null;
}

/** The size distributions with their arrays packed. */
export function packPsd({ times, sizes, cells, sigma, ...rest }: PsdMaps, { floats }: Packer) {
  return {
    ...rest,
    times: floats(times),
    sizes: floats(sizes),
    cells: Array.from(cells),
    sigma: floats(sigma, true),
  };
}
