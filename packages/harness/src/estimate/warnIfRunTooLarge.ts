import type { PreparedRun } from '../run/prepareRun.ts';
import { warnIfDiskTooSmall } from './diskSpace.ts';
import { outputSizes } from './outputSizes.ts';

/**
 * Warns before a run that would write more than the disk of its output directory has room for. Of a run that is gone on
 * with only what is still to be written counts.
 */
export function warnIfRunTooLarge(
  prepared: Pick<PreparedRun, 'run' | 'config' | 'description' | 'start' | 'checkpoints'>,
  warn: (message: string) => void = () => {},
): void {
  const { run, config, description, start, checkpoints } = prepared;
  const { peakBytes } = outputSizes(run.setup, config.io, {
    isStreaming: description.streaming.enable,
    isResumable: checkpoints !== null,
    stepsBefore: start.stepsBefore,
  });
  warnIfDiskTooSmall(start.outputDirectory, peakBytes, warn);
}
