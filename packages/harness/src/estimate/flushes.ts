import type { Config } from '@marsdisk/config';
import { WORTH_A_THREAD, type WriterThreadUse } from '../run/outputWriter.ts';
import { MOST_BYTES, MOST_FLUSHES } from '../run/writerClient.ts';
import { bytesOfStep, recordingOf } from './rowMemory.ts';

const GIB = 1024 ** 3;

/** How the rows of a run go to its files. */
export interface Flushes {
  /** Steps from one to the next; all of them without streaming. */
  readonly steps: number;
  readonly count: number;
  /** Rows of a full one in memory. */
  readonly bytes: number;
  /** Whether a thread of its own writes them. */
  readonly hasThread: boolean;
  /** Bytes of rows in memory at most: those that are being recorded, and those on their way to the thread. */
  readonly held: number;
}

/**
 * The flushes of a run.
 *
 * @param steps that are still to be taken
 */
export function flushesOf(
  size: { readonly cells: number; readonly bins: number; readonly steps: number },
  io: Config['io'],
  isStreaming: boolean,
  writerThread: WriterThreadUse,
): Flushes {
  const { cells, bins } = size;
  const between = isStreaming ? stepsBetweenFlushes(cells, bins, io) : size.steps;
  const steps = Math.max(1, Math.min(between, size.steps));
  const count = Math.max(1, Math.ceil(size.steps / steps));
  const bytes = steps * bytesOfStep(cells, bins, recordingOf(io));
  // The last flush is written by the thread that took the steps, if there was none before it.
  const hasThread =
    count > 1 && (writerThread === 'on' || (writerThread === 'auto' && bytes >= WORTH_A_THREAD));
  return { steps, count, bytes, hasThread, held: bytes * (1 + onTheirWay(bytes, hasThread)) };
}

function onTheirWay(bytes: number, hasThread: boolean): number {
  if (!hasThread) return 0;
  return MOST_FLUSHES * bytes <= MOST_BYTES ? MOST_FLUSHES : 1;
}

/**
 * Steps whose rows are in memory at most while a run streams: the interval, or fewer where the nominal size of the rows
 * (the bytes a row of the reference) reaches the limit first.
 */
export function stepsBetweenFlushes(cells: number, bins: number, io: Config['io']): number {
  const { step_flush_interval, memory_limit_gb } = io.streaming;
  const perStep =
    2200 +
    cells *
      (2200 / io.series_stride +
        1400 / io.diagnostics_stride +
        (io.psd_history ? (320 * bins) / io.psd_history_stride : 0) +
        (io.mass_budget_cells ? 2200 : 0));
  const bySize = Math.ceil((memory_limit_gb * GIB) / perStep);
  return step_flush_interval > 0 ? Math.min(step_flush_interval, bySize) : bySize;
}
