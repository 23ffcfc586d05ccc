import { YEAR } from '@marsdisk/core';
import type { ModelledTime, RunEstimate } from '@marsdisk/harness';
import { countText, durationText, shortNumber } from './quantities.ts';

/** An estimate for people. */
export function estimateText(estimate: RunEstimate): string {
  const { cells, bins, steps, tEnd, sizes, seconds, calibration, freeBytes } = estimate;
  const width = Math.max(...sizes.tables.map(({ table }) => table.length));
  const tables = sizes.tables
    .filter(({ rows }) => rows > 0)
    .map(({ table, rows, bytes }) => [
      `  ${table.padEnd(width)}`,
      countText(rows).padStart(15),
      bytesText(bytes).padStart(10),
    ])
    .map((row) => row.join('  '));
  const disk = freeBytes === null ? '' : ` of ${bytesText(freeBytes)} free`;
  const rows: readonly (readonly [string, string])[] = [
    [
      'steps',
      `${countText(steps)}${estimate.mayNeedFewerSteps ? ' at most (numerics.dt_min_tcoll_ratio may lengthen them)' : ''}, ` +
        `${shortNumber(tEnd / YEAR, 4)} yr, ${countText(cells)} cells, ${countText(bins)} bins`,
    ],
    [
      'time',
      `about ${durationText(seconds.total)} (steps ${durationText(seconds.steps)}, writing ${durationText(seconds.writing)})`,
    ],
    ['memory', `about ${bytesText(sizes.memoryBytes)}`],
    ['disk', `about ${bytesText(sizes.bytes)}, at most ${bytesText(sizes.peakBytes)}${disk}`],
    ['into', estimate.outputDirectory],
  ];
  return [
    ...rows.map(([name, text]) => `${name.padEnd(8)}${text}`),
    '',
    `  ${'table'.padEnd(width)}  ${'rows'.padStart(15)}  ${'bytes'.padStart(10)}`,
    ...tables,
    '',
    ...(estimate.model === null ? [] : modelLines(estimate.model)),
    `An estimate for this machine (${estimate.machine}): its time is that of the first ` +
      `${countText(calibration.steps)} steps, taken just now (${durationText(calibration.seconds)}), as if all went on like them; ` +
      'bytes and memory follow from rows measured before.',
    '',
  ].join('\n');
}

/** What the steps would take if one thing were different. */
function modelLines({ others, factor, measuredOn }: ModelledTime): string[] {
  const width = Math.max(...others.map(({ label }) => label.length));
  return [
    'The steps would take',
    ...others.map(
      ({ label, seconds }) => `  with ${label.padEnd(width)}  about ${durationText(seconds)}`,
    ),
    `by the costs that were fitted on ${measuredOn}; these steps take ${shortNumber(factor, 2)} times what they say.`,
    '',
  ];
}

/** Bytes with a decimal prefix: `1.2 GB`. */
function bytesText(bytes: number): string {
  const prefixes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let at = 0;
  for (; value >= 999.5 && at < prefixes.length - 1; at++) value /= 1000;
  return `${Number(value.toPrecision(3))} ${prefixes[at]}`;
}
