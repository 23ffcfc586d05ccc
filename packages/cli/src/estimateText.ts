import { YEAR } from '@marsdisk/core';
import { bytesText, type ModelledTime, type RunEstimate } from '@marsdisk/harness/estimate';
import { countText, durationText, shortNumber } from './quantities.ts';

/** Steps that take so many times what the fitted costs say, or so many times less, are of another kind. */
const FAR_OFF = 4;
/** A team of threads on an idle machine has the processors for more of the time than this. */
const BUSY = 0.75;

/** An estimate for people. */
export function estimateText(estimate: RunEstimate): string {
  const { sizes, memory, freeBytes } = estimate;
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
    ['steps', stepsText(estimate)],
    ['time', timeText(estimate)],
    [
      'memory',
      `about ${bytesText(memory.total)}, between ${bytesText(memory.range.low)} and ${bytesText(memory.range.high)} (${memoryParts(estimate)})`,
    ],
    ['disk', `about ${bytesText(sizes.bytes)}, at most ${bytesText(sizes.peakBytes)}${disk}`],
    ['into', estimate.outputDirectory],
  ];
  return [
    ...rows.map(([name, text]) => `${name.padEnd(8)}${text}`),
    '',
    `  ${'table'.padEnd(width)}  ${'rows'.padStart(15)}  ${'bytes'.padStart(10)}`,
    ...tables,
    '',
    ...(estimate.model === null ? [] : modelLines(estimate.model, estimate)),
    basisText(estimate),
    '',
  ].join('\n');
}

function stepsText({ steps, tEnd, endsAt, cells, bins, ...estimate }: RunEstimate): string {
  const years = (time: number) =>
    `${time < 1e4 * YEAR ? shortNumber(time / YEAR, 4) : countText(time / YEAR)} yr`;
  const few = estimate.mayNeedFewerSteps
    ? ' at most (numerics.dt_min_tcoll_ratio may lengthen them)'
    : '';
  const end =
    endsAt === null
      ? years(tEnd)
      : `the largest number that is allowed: the run ends at about ${years(endsAt)}, not at ${years(tEnd)} (numerics.dt_init can lengthen the steps)`;
  return `${countText(steps)}${few}, ${end}, ${countText(cells)} cells, ${countText(bins)} bins`;
}

function timeText({ seconds, flushes, workers }: RunEstimate): string {
  const { total, range, setUp, steps, taking, writing, merging } = seconds;
  const threads = workers > 1 ? ` with ${workers} threads` : '';
  const beside = flushes.hasThread ? ' by a thread beside them' : '';
  return (
    `about ${durationText(total)}, between ${durationText(range.low)} and ${durationText(range.high)} ` +
    `(set-up ${durationText(setUp)}, steps ${durationText(steps)}${threads}, records ${durationText(taking)}, ` +
    `writing ${durationText(writing)}${beside}, merging ${durationText(merging)})`
  );
}

function memoryParts({ memory, workers, flushes }: RunEstimate): string {
  const parts: readonly (readonly [string, number])[] = [
    ['the program', memory.process],
    [workers === 2 ? 'one more thread' : `${workers - 1} more threads`, memory.workers],
    ['the writer thread', memory.writer],
    [`rows of ${countText(flushes.steps)} steps`, memory.rows],
    ['left from writing', memory.garbage],
  ];
  return parts
    .filter(([, bytes]) => bytes > 0)
    .map(([name, bytes]) => `${name} ${bytesText(bytes)}`)
    .join(', ');
}

function basisText({ machine, calibration, writingCosts }: RunEstimate): string {
  const { warm, warmUp, processorShare } = calibration;
  const busy =
    processorShare < BUSY
      ? ` Other programs were in the way: the steps had a processor for only ${Math.round(100 * processorShare)} % of the time; the lower end is without them.`
      : '';
  const steps =
    warm.steps > 0
      ? `${countText(warm.steps)} steps, taken just now (${durationText(warm.seconds)}) after ${countText(warmUp.steps)} to warm up`
      : `its ${countText(warmUp.steps)} steps, taken just now (${durationText(warmUp.seconds)})`;
  return (
    `An estimate for this machine (${machine}): the time is that of ${steps}, and of writing the rows of ` +
    `${countText(writingCosts.sample.steps)}, as if all went on like them; its range is that of their fastest ` +
    'and slowest fifth of a second, and at least what real runs were off. Bytes and memory follow from runs measured before.' +
    busy
  );
}

/** What the steps would take if one thing were different. */
function modelLines(
  { others, factor, measuredOn }: ModelledTime,
  { workers, calibration }: RunEstimate,
): string[] {
  const width = Math.max(...others.map(({ label }) => label.length));
  // The costs are processor time: more threads and other programs do not change it.
  const ownFactor = factor * workers * calibration.processorShare;
  const isFarOff = ownFactor > FAR_OFF || ownFactor < 1 / FAR_OFF;
  return [
    'The steps would take',
    ...others.map(
      ({ label, seconds }) => `  with ${label.padEnd(width)}  about ${durationText(seconds)}`,
    ),
    `by the costs that were fitted on ${measuredOn}; these steps take ${shortNumber(factor, 2)} times what they say` +
      `${isFarOff ? ', so far off that these three lines are worth little' : ''}.`,
    '',
  ];
}
