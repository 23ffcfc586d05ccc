/** Number of single-letter edits (insert, drop, replace, swap of neighbours) that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, beforeLast[j - 2]! + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/**
 * The candidate that `name` most likely meant, or null when none is near: upper and lower case count as equal, and at
 * most a third of the letters (at least two) may differ. The first of equally near candidates wins.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.slice(0, 100).toLowerCase();
  let best: string | null = null;
  let fewest = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = editDistance(wanted, candidate.toLowerCase());
    // Replacing every letter of a short name is no resemblance.
    if (edits < fewest && edits < Math.max(wanted.length, candidate.length)) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/** `, did you mean "…"?` for the nearest candidate, or the empty text. */
export function suggestion(name: string, candidates: Iterable<string>): string {
  const nearest = nearestName(name, candidates);
  return nearest === null ? '' : `, did you mean "${nearest}"?`;
}
