/**
 * Steps at which a drift is told: 1, 2, 5, 10, 20, … and the last one.
 *
 * @param last at least 1
 */
export function checkpointSteps(last: number): number[] {
  const steps: number[] = [];
  for (let decade = 1; decade < last; decade *= 10)
    for (const factor of [1, 2, 5]) if (factor * decade < last) steps.push(factor * decade);
  return [...steps, last];
}
