import type { PreparedRun } from '../run/prepareRun.ts';
import { warnIfDiskTooSmall } from './diskSpace.ts';
import { outputSizes } from './outputSizes.ts';

/** Warns before a run that would write more than the disk of its output directory holds. */
export function warnIfRunTooLarge(
  { run, config, description, start }: PreparedRun,
  warn: (message: string) => void = () => {},
): void {
  const { peakBytes } = outputSizes(run.setup, config.io, description.streaming.enable);
  warnIfDiskTooSmall(start.outputDirectory, peakBytes, warn);
}
