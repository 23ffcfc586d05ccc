/**
 * Source of versions for one run. A version is an identity: two contents never share one, and none is used twice in a
 * run, so that whatever is stored under a version can only be found for the content it was made from.
 */
export interface VersionCounter {
  /** A version that this counter has not given out before. */
  next(): number;
}

/** Returns a counter whose versions ascend from 1. Each run makes its own. */
export function createVersionCounter(): VersionCounter {
  let last = 0;
  return {
    next() {
      last += 1;
      return last;
    },
  };
}
