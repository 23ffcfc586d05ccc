import type { SeriesColumn, SeriesPiece } from '@marsdisk/io';

/**
 * Goes through a table piece by piece, as often as it is called.
 *
 * @param wants whether rows are looked at; pieces that are not are not read
 */
export type Scan<Name extends string> = (
  columns: readonly Name[],
  wants?: (rowStart: number, rowCount: number) => boolean,
) => AsyncIterable<SeriesPiece>;

/** Access to the columns of a piece by name. */
export function readers<Name extends string>({ columns }: SeriesPiece) {
  const values = (name: Name) => (columns.get(name) as SeriesColumn).values;
  return {
    numbers: (name: Name) => values(name) as Float64Array,
    flags: (name: Name) => values(name) as Uint8Array,
    texts: (name: Name) => values(name) as readonly (string | null)[],
  };
}

/**
 * A function that tells whether any of ascending numbers lies among so many from a number on.
 *
 * @param ranges pairs of a first number and the one behind the last
 */
export function overlaps(
  ranges: readonly (readonly [from: number, to: number])[],
): (start: number, count: number) => boolean {
  return (start, count) => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ranges[middle]![1] <= start) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low];
    return range !== undefined && range[0] < start + count;
  };
}
