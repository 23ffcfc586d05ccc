import { availableParallelism, cpus } from 'node:os';
import type { RunSetup } from '@marsdisk/core';
import { type PreparedRun, prepareRun } from '../run/prepareRun.ts';
import type { RunRequest } from '../run/request.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import { freeDiskBytes } from './diskSpace.ts';
import { type Flushes, flushesOf } from './flushes.ts';
import { type MemoryUse, memoryUse } from './memory.ts';
import { fittedEngine, type ModelledTime, modelledTime } from './modelledTime.ts';
import { type OutputSizes, outputSizes } from './outputSizes.ts';
import { sampleWriting } from './sampleWriting.ts';
import { type Hands, type RunParts, wallTime } from './wallTime.ts';
import { mergingSeconds, type WritingCosts, writingSeconds } from './writingCosts.ts';

/** A value, and between which others it may lie. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What a run is expected to take. */
export interface RunEstimate {
  readonly outputDirectory: string;
  readonly cells: number;
  readonly bins: number;
  readonly workers: number;
  readonly steps: number;
  /** Simulated time that is asked for, s. */
  readonly tEnd: number;
  /** Simulated time at which the largest number of steps is reached, s; null if the run comes to `tEnd`. */
  readonly endsAt: number | null;
  readonly sizes: OutputSizes;
  readonly flushes: Flushes;
  /** Largest resident memory, bytes. */
  readonly memory: MemoryUse & { readonly range: Range };
  /** Bytes that the disk has room for; null where the system does not say. */
  readonly freeBytes: number | null;
  /** Wall time, s: of the parts, each as if it were alone, and of the run. */
  readonly seconds: RunParts & { readonly total: number; readonly range: Range };
  readonly calibration: Calibration;
  readonly writingCosts: WritingCosts;
  /** What the fitted costs say; null for an engine to which none were fitted, and if no step was warm. */
  readonly model: ModelledTime | null;
  /** Where this was measured. */
  readonly machine: string;
  /** Whether collision times may lengthen the steps, so that fewer are needed. */
  readonly mayNeedFewerSteps: boolean;
}

/** How far real runs were off (docs/performance.md), even where the measured steps were all alike. */
const TIME_RANGE: Range = { low: 0.75, high: 1.5 };
const MEMORY_RANGE: Range = { low: 0.75, high: 1.3 };

/**
 * Estimates steps, rows, bytes, memory and time of a run. The time comes from its own first steps and rows, taken and
 * thrown away here; bytes and memory from sizes measured before, and so does what other sizes would take. Nothing is
 * written to the output directory.
 *
 * @throws what the run itself would throw before its first step
 */
export async function estimateRun(request: RunRequest): Promise<RunEstimate> {
  const began = performance.now();
  const prepared = await prepareRun(request);
  const preparing = (performance.now() - began) / 1000;
  const { run, config, start, description, checkpoints } = prepared;
  const { setup } = run;
  const { cells, bins, timeGrid } = setup;
  const { workers } = description.workerUse;
  const fitted = fittedEngine(request.engine);
  const { calibration, writingCosts } = await measure(prepared);
  const sizes = outputSizes(setup, config.io, {
    isStreaming: description.streaming.enable,
    isResumable: checkpoints !== null,
  });
  const flushes = flushesOf(
    { cells, bins, steps: timeGrid.stepCount },
    config.io,
    description.streaming.enable,
    description.writerThread,
  );
  // A run that ended while it was measured has told all.
  const taken = calibration.warmUp.steps + calibration.warm.steps;
  const steps = calibration.hasEnded ? taken : timeGrid.stepCount;
  const { secondsPerStep, warmUp } = calibration;
  const writing = writingSeconds(writingCosts, sizes.tables);
  const parts: RunParts = {
    setUp: preparing + Math.max(0, warmUp.seconds - warmUp.steps * secondsPerStep),
    steps: steps * secondsPerStep,
    taking: writingCosts.takingPerByte * flushes.bytes * flushes.count,
    writing,
    lastFlush: writing / flushes.count,
    merging: mergingSeconds(writingCosts, sizes.mergedBytes),
  };
  const hands = { workers, hasWriter: flushes.hasThread, cores: availableParallelism() };
  const memory = memoryUse({
    engine: fitted ?? 'fast',
    cells,
    bins,
    workers,
    flushes,
    ...rowsOf(sizes),
  });
  return {
    outputDirectory: start.outputDirectory,
    cells,
    bins,
    workers,
    steps,
    tEnd: timeGrid.tEnd,
    endsAt: endOfCappedRun(setup),
    sizes,
    flushes,
    memory: { ...memory, range: scaled(MEMORY_RANGE, memory.total) },
    freeBytes: freeDiskBytes(start.outputDirectory),
    seconds: { ...parts, ...totalOf(parts, hands, calibration) },
    calibration,
    writingCosts,
    model:
      fitted === null || calibration.warm.steps === 0
        ? null
        : modelledTime(fitted, setup, config.io, { perStep: secondsPerStep, total: parts.steps }),
    machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node.js ${process.versions.node}`,
    mayNeedFewerSteps: config.numerics.dt_min_tcoll_ratio !== null,
  };
}

async function measure({ run, config, description, createCrew }: PreparedRun) {
  const crew = createCrew();
  try {
    const calibration = await calibrate(run, crew, description.workerUse.workers);
    return { calibration, writingCosts: sampleWriting(run, config.io) };
  } finally {
    await crew.dismiss();
  }
}

function totalOf(parts: RunParts, hands: Hands, { spread, processorShare }: Calibration) {
  const total = wallTime(parts, hands);
  // Other programs that had the processors may end.
  const low = Math.min(spread.low, Math.min(processorShare, 1) * TIME_RANGE.low);
  const high = Math.max(spread.high, TIME_RANGE.high);
  return { total, range: scaled({ low, high }, total) };
}

function scaled({ low, high }: Range, by: number): Range {
  return { low: low * by, high: high * by };
}

function rowsOf({ tables }: OutputSizes): { seriesRows: number; budgetRows: number } {
  const counts = { seriesRows: 0, budgetRows: 0 };
  for (const { table, rows } of tables)
    counts[table.startsWith('mass_budget') ? 'budgetRows' : 'seriesRows'] += rows;
  return counts;
}

/** Only the first step is lengthened where steps of the nominal length would be too many. */
function endOfCappedRun({ timeGrid }: RunSetup): number | null {
  const { record, dtFirst, dtNominal, stepCount } = timeGrid;
  return record.dt_capped_by_max_steps === true ? dtFirst + (stepCount - 1) * dtNominal : null;
}
