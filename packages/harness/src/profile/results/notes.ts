import type { Waterfall } from '../experiments/waterfall.ts';
import { curveName, type WorkerCurve } from '../experiments/workerCurve.ts';
import type { EngineResult } from './result.ts';

/** Processor time below this share of the clock means that other programs were in the way. */
const BUSY_SHARE = 0.9;

/** What makes the times of an engine doubtful. */
export function engineNotes(engine: EngineResult): string[] {
  return [...steadinessNote(engine), ...contentionNote(engine)];
}

function steadinessNote({ label, isSteady }: EngineResult): string[] {
  if (isSteady) return [];
  return [
    `${label} was measured before its warm-up was steady, so its times may be too long and no ratio is formed: try again when the machine is quiet, or with a larger warm_up.max_seconds`,
  ];
}

function contentionNote({ label, measurements, workers }: EngineResult): string[] {
  // The main thread of a team waits for the others, so that is no sign of other programs.
  if (workers > 1) return [];
  const passes = measurements.flatMap((measurement) => measurement.passes);
  const seconds = passes.reduce((sum, pass) => sum + pass.seconds, 0);
  const cpu = passes.reduce((sum, pass) => sum + pass.cpuSeconds, 0);
  if (cpu >= BUSY_SHARE * seconds) return [];
  return [
    `${label} had the processor for ${Math.round((100 * cpu) / seconds)} % of the measured time: it waited for files, or other programs were in the way`,
  ];
}

/** What makes the times of the waterfall and of the search for the best number of threads doubtful. */
export function experimentNotes(
  waterfall: Waterfall | null,
  curves: readonly WorkerCurve[],
): string[] {
  const unsteady = (waterfall?.flags ?? []).flatMap(({ flag, alone, among }) => [
    ...(alone.isSteady ? [] : [`${flag} alone`]),
    ...(among.isSteady ? [] : [`all but ${flag}`]),
  ]);
  const points = curves.flatMap((curve) =>
    curve.points.map((point) => ({ ...point, name: `${curveName(curve)} on ${point.workers}` })),
  );
  const cold = points.filter(({ restarts }) => restarts > 0).map(({ name }) => name);
  const unsteadyPoints = points.filter(({ isSteady }) => !isSteady).map(({ name }) => name);
  return [
    ...(unsteady.length > 0 ? [`waterfall: not steady when measured: ${unsteady.join(', ')}`] : []),
    ...(unsteadyPoints.length > 0
      ? [`workers: not steady when measured: ${unsteadyPoints.join(', ')}`]
      : []),
    ...(cold.length > 0
      ? [`workers: the run ended while it was measured, so threads began anew: ${cold.join(', ')}`]
      : []),
  ];
}
