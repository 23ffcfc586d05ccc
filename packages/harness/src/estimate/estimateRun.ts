import { cpus } from 'node:os';
import { prepareRun } from '../run/prepareRun.ts';
import type { RunRequest } from '../run/request.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import { freeDiskBytes } from './diskSpace.ts';
import { fittedEngine, type ModelledTime, modelledTime } from './modelledTime.ts';
import { type OutputSizes, outputSizes } from './outputSizes.ts';

/** What a run is expected to take. */
export interface RunEstimate {
  readonly outputDirectory: string;
  readonly cells: number;
  readonly bins: number;
  readonly steps: number;
  /** Simulated time, s. */
  readonly tEnd: number;
  readonly sizes: OutputSizes;
  /** Bytes that the disk has room for; null where the system does not say. */
  readonly freeBytes: number | null;
  /** Wall time, s: of the steps, of writing their rows, and of both. */
  readonly seconds: { readonly steps: number; readonly writing: number; readonly total: number };
  readonly calibration: Calibration;
  /** What the fitted costs say; null for an engine to which none were fitted. */
  readonly model: ModelledTime | null;
  /** Where this was measured. */
  readonly machine: string;
  /** Whether collision times may lengthen the steps, so that fewer are needed. */
  readonly mayNeedFewerSteps: boolean;
}

/**
 * Estimates steps, rows, bytes, memory and time of a run. The time comes from its own first steps, taken and thrown away
 * here; bytes and memory from sizes measured before, and so does what other sizes would take. Nothing is written to the output directory.
 *
 * @throws what the run itself would throw before its first step
 */
export async function estimateRun(request: RunRequest): Promise<RunEstimate> {
  const prepared = await prepareRun(request);
  const { run, config, start, description } = prepared;
  const { setup } = run;
  const fitted = fittedEngine(request.engine);
  const { enable } = description.streaming;
  const sizes = outputSizes(setup, config.io, enable, fitted ?? 'fast');
  const crew = prepared.createCrew();
  let calibration: Calibration;
  try {
    calibration = await calibrate(run, crew, config.io);
  } finally {
    await crew.dismiss();
  }
  const { stepCount } = setup.timeGrid;
  // A run that ended while it was measured has told all.
  const planned = run.stopReason === null ? stepCount : calibration.steps;
  const steps =
    calibration.seconds + Math.max(0, planned - calibration.steps) * calibration.secondsPerStep;
  const writing = planned * calibration.writingPerStep;
  return {
    outputDirectory: start.outputDirectory,
    cells: setup.cells,
    bins: setup.bins,
    steps: planned,
    tEnd: setup.timeGrid.tEnd,
    sizes,
    freeBytes: freeDiskBytes(start.outputDirectory),
    seconds: { steps, writing, total: steps + writing },
    calibration,
    model:
      fitted === null
        ? null
        : modelledTime(fitted, setup, config.io, {
            perStep: calibration.secondsPerStep,
            total: steps,
          }),
    machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node.js ${process.versions.node}`,
    mayNeedFewerSteps: config.numerics.dt_min_tcoll_ratio !== null,
  };
}
