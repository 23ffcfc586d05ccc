import type { Waterfall } from '../experiments/waterfall.ts';
import { curveName, type WorkerCurve } from '../experiments/workerCurve.ts';
import { WANTED_SAMPLES } from '../measurement/enough.ts';
import { isDisturbed, processorShare } from './processorShare.ts';
import type { EngineResult, ProfileResult } from './result.ts';

/** Paths that a note names before it only counts them. */
const NAMED_FILES = 3;

/** What makes the times of an engine doubtful. */
export function engineNotes(engine: EngineResult): string[] {
  return [
    ...steadinessNote(engine),
    ...contentionNote(engine),
    ...sampleNote(engine),
    ...codeNote(engine),
  ];
}

function steadinessNote({ label, isSteady }: EngineResult): string[] {
  if (isSteady) return [];
  return [
    `${label} was measured before its warm-up was steady, so its times may be too long and no ratio is formed: try again when the machine is quiet, or with a larger warm_up.max_seconds`,
  ];
}

function contentionNote(engine: EngineResult): string[] {
  if (!isDisturbed(engine)) return [];
  return [
    `${engine.label} had the processor for ${Math.round(100 * processorShare(engine))} % of the measured time: it waited for files, or other programs were in the way`,
  ];
}

function sampleNote({ label, samples, tree }: EngineResult): string[] {
  if (tree === null || samples >= WANTED_SAMPLES) return [];
  return [
    `${label} has ${samples} samples, ${WANTED_SAMPLES} were wanted: shares of functions are less certain; a larger measure.seconds, more repeats or a quieter machine give more`,
  ];
}

function codeNote({ label, measurements }: EngineResult): string[] {
  const names = [...new Set(measurements.flatMap(({ lateEvents }) => lateEvents))];
  if (names.length === 0) return [];
  return [
    `${label}: the machine code of ${names.join(', ')} still changed while it was measured; a larger warm_up.min_seconds may help`,
  ];
}

/** Warns of a result whose code nobody can find again. */
export function worktreeNotes({
  commit,
  modified,
}: Pick<ProfileResult, 'commit' | 'modified'>): string[] {
  if (modified.length === 0) return [];
  const named = modified.slice(0, NAMED_FILES).join(', ');
  const more = modified.length - NAMED_FILES;
  return [
    `the code was not that of commit ${commit?.slice(0, 12) ?? 'unknown'}: ${modified.length === 1 ? '1 file was' : `${modified.length} files were`} not committed (${named}${more > 0 ? ` and ${more} more` : ''})`,
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
