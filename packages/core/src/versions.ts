/**
 * Source of versions. A version is an identity among those of its counter: two contents never share one, and none is used
 * twice. Versions of different counters say nothing about each other, so whoever keeps something by version draws the
 * versions of its keys from one counter of its own.
 */
export interface VersionCounter {
  /** A version that this counter has not given out before. */
  next(): number;
}

/** Returns a counter whose versions ascend from 1. */
export function createVersionCounter(): VersionCounter {
  let last = 0;
  return {
    next() {
      last += 1;
      return last;
    },
  };
}
