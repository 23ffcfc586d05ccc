import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { bytesText } from './bytesText.ts';

/**
 * Bytes that may still be written where a directory is, or will be; null where the system does not say.
 *
 * @param directory need not exist yet
 */
export function freeDiskBytes(directory: string): number | null {
  for (let folder = resolve(directory); ; folder = dirname(folder))
    try {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if ((code !== 'ENOENT' && code !== 'ENOTDIR') || folder === dirname(folder)) return null;
    }
}

/**
 * Warns before a run that would write more than the disk has room for.
 *
 * @param bytes that the run is expected to need at most
 */
export function warnIfDiskTooSmall(
  directory: string,
  bytes: number,
  warn: (message: string) => void,
): void {
  const free = freeDiskBytes(directory);
  if (free !== null && bytes > free)
    warn(
      `io.outdir: the run is expected to write ${bytesText(bytes)} and ${directory} has room for ${bytesText(free)}; ` +
        'raise io.psd_history_stride and io.series_stride, or choose another disk (marsdisk estimate shows the sizes)',
    );
}
