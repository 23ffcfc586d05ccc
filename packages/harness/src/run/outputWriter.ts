import { environmentFlag } from '@marsdisk/config';
import type { RunRecords } from '@marsdisk/core';
import type { WrittenFile } from '@marsdisk/io';
import { type OutputSettings, openOutputsBy, type RunOutputs } from './outputs.ts';
import { startWriterThread, type WriterClient } from './writerClient.ts';
import { perform, rowBytes, type WriterDeed, type WriterDeeds } from './writerMessage.ts';

/** Whether a thread of its own writes the files of a run: `auto`: once that is worth while. */
export type WriterThreadUse = 'auto' | 'on' | 'off';

/** The files of a run as the time loop sees them, wherever they are written. */
export interface OutputWriter {
  /**
   * Takes what was recorded since the last call. With a writer thread it comes back when there is room for the next flush,
   * and records must not be used any more.
   *
   * @param steps number of steps done
   * @param isLast whether no more records will come
   * @throws FileError and others: what went wrong now or in an earlier flush; nothing is written after that
   */
  readonly flush: (records: RunRecords, steps: number, isLast: boolean) => Promise<void>;
  /** Waits until all records are in the files. Throws what went wrong with any of them. */
  readonly drain: () => Promise<void>;
  /** Forces what was written to the disk. Returns where a resumed run may go on; after `drain`. */
  readonly savePoint: () => Promise<WriterDeeds['savePoint']>;
  /** As the functions of `RunOutputs`. */
  readonly finish: () => Promise<WrittenFile[]>;
  readonly cleanUp: () => Promise<void>;
  readonly salvage: () => Promise<void>;
  readonly leave: () => Promise<void>;
  /** Time that the writer thread has worked, s; 0 without one. */
  readonly busy: () => number;
  /** Ends the thread, if there is one. */
  readonly dismiss: () => Promise<void>;
}

/** A flush with fewer bytes of rows is written sooner than a thread has started. */
export const WORTH_A_THREAD = 2 ** 22;

/**
 * Whether a run has a writer thread: as MARSDISK_WRITER_THREAD says, else `auto` if there is a second core for it. Without
 * streaming there is nothing to write before the end.
 *
 * @param variable value of MARSDISK_WRITER_THREAD; words that are no flag say nothing
 */
export function writerThreadUse(
  variable: string | undefined,
  isStreaming: boolean,
  cores: number,
): WriterThreadUse {
  const wanted = environmentFlag(variable);
  if (!isStreaming || wanted === false) return 'off';
  if (wanted === true) return 'on';
  return cores > 1 ? 'auto' : 'off';
}

/**
 * Opens the files of a run. They are the same to the last byte with a writer thread and without: what a flush holds, and
 * their order, do not depend on who writes them. The thread takes the files over at the first flush if more are to come, so
 * that a short run has none; if that flush is too small to be worth while there is none at all.
 *
 * @throws FileError, here and in the functions, naming the path and what to do
 */
export function openWriter(
  settings: OutputSettings,
  use: WriterThreadUse,
  warn: (message: string) => void,
): OutputWriter {
  const here = openOutputsBy(settings, warn);
  let thread: WriterClient | null = null;
  let isDecided = use === 'off';

  const decide = (records: RunRecords): void => {
    isDecided = true;
    if (use === 'auto' && rowBytes(records) < WORTH_A_THREAD) return;
    thread = handOver(settings, here, warn);
  };
  const ask = async <Deed extends WriterDeed>(deed: Deed): Promise<WriterDeeds[Deed]> =>
    thread === null ? (perform(here, deed) as WriterDeeds[Deed]) : thread.perform(deed);

  return {
    async flush(records, steps, isLast) {
      if (!isDecided && !isLast) decide(records);
      isDecided = true;
      if (thread === null) here.flush(records, steps);
      else await thread.flush(records, steps);
    },
    drain: async () => thread?.drain(),
    savePoint: () => ask('savePoint'),
    async finish() {
      await thread?.drain();
      return ask('finish');
    },
    cleanUp: () => ask('cleanUp'),
    salvage: () => ask('salvage'),
    leave: () => ask('leave'),
    busy: () => thread?.busy() ?? 0,
    dismiss: async () => thread?.dismiss(),
  };
}

/** Gives files to which nothing has been written to a thread. */
function handOver(
  settings: OutputSettings,
  here: RunOutputs,
  warn: (message: string) => void,
): WriterClient {
  const resumable = settings.resumable === null ? null : { from: here.position() };
  here.leave();
  return startWriterThread({ ...settings, resumable }, warn);
}
