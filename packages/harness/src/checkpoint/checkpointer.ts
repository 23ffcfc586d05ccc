import { statSync } from 'node:fs';
import { join } from 'node:path';
import { captureRun, type Run } from '@marsdisk/core';
import { attemptOnFile, hashFile, OUTPUT_FILES } from '@marsdisk/io';
import type { OutputWriter } from '../run/outputWriter.ts';
import type { LoopCounts } from '../run/steps.ts';
import type { ChunkContent, Origin } from './checkpoint.ts';
import { COMMIT } from './commit.ts';
import { writeCheckpoint } from './file.ts';
import {
  checkpointPath,
  findCheckpoints,
  removeCheckpointFolder,
  removeOldCheckpoints,
} from './folder.ts';
import { captureRecorder, recorderBytes } from './recorderSnapshot.ts';
import { VERSION } from './version.ts';

/** When and where checkpoints are written. */
export interface CheckpointSettings {
  /** Absolute. */
  readonly folder: string;
  /** Simulated time between two, s. */
  readonly interval: number;
  /** Wall time between two, s; 0 for one after every slice of steps. */
  readonly every: number;
  /** 0 keeps all. */
  readonly keepLast: number;
  /** Whether records go to files during the run, so that it is worth while to wait until none are in memory. */
  readonly waitsForFlush: boolean;
}

/** What a checkpoint is made of. All of it is read and nothing changed. */
export interface CheckpointSubject {
  readonly directory: string;
  readonly run: Run;
  readonly outputs: OutputWriter;
  readonly counts: LoopCounts;
  readonly origin: Origin;
  /** What is known of chunk files that are already there. */
  readonly chunks: readonly ChunkContent[];
}

/** Writes the checkpoints of a run. */
export interface Checkpointer {
  /** Whether it is time to write one; between two slices of steps. `isFlushed`: the recorder is empty. */
  readonly isDue: (isFlushed: boolean) => boolean;
  /**
   * Writes one now; all records that were flushed must be in the files. Returns whether that was possible; if not, the
   * reason has been given to `warn`.
   *
   * @throws what `OutputWriter.drain` throws
   */
  readonly write: () => Promise<boolean>;
  /** Removes all with their folder, at the end of a run. */
  readonly removeAll: () => void;
  /** Tells `warn` how many more could not be written, when there will be no more of them. */
  readonly close: () => void;
}

/** More records than this are not put into a checkpoint, bytes. */
const LARGEST_RECORDS = 2 ** 30;
/** Share of the wall time that checkpoints may take, unless they are asked for after every slice. */
const LARGEST_SHARE = 0.05;

/**
 * What a checkpoint is and when it is written has no influence on the results: it is a copy, and flushes fall where they
 * would without it. Therefore it may wait for the next flush, after which there are no records to store.
 *
 * @param warn takes why a checkpoint could not be written; the run goes on, and the next one is tried in time
 */
export function createCheckpointer(
  subject: CheckpointSubject,
  settings: CheckpointSettings,
  warn: (message: string) => void,
): Checkpointer {
  const { run } = subject;
  const { folder, interval, every } = settings;
  const known = new Map(subject.chunks.map((chunk) => [chunk.name, chunk]));
  /** Why checkpoints could not be written, and how many more there were after the first. */
  const failures = new Map<string, number>();
  // A clock that cannot be set.
  let writtenAt = performance.now();
  let took = 0;
  let nextTime = nextMultiple(run.clock.time, interval);

  const write = async (): Promise<boolean> => {
    const began = performance.now();
    try {
      await writeNow(subject, folder, known);
      removeOldCheckpoints(folder, settings.keepLast);
      return true;
    } catch (error) {
      // The end of who writes the files is the end of the run, not only of a checkpoint.
      await subject.outputs.drain();
      const { message } = error as Error;
      // The name of the file is another one each time.
      const reason = message.replaceAll(checkpointPath(folder, run.clock.step), '');
      const before = failures.get(reason);
      failures.set(reason, (before ?? -1) + 1);
      if (before === undefined) warn(`the checkpoint was not written, the run goes on: ${message}`);
      return false;
    } finally {
      writtenAt = performance.now();
      took = (writtenAt - began) / 1000;
      nextTime = nextMultiple(run.clock.time, interval);
    }
  };
  return {
    write,
    isDue(isFlushed) {
      const since = (performance.now() - writtenAt) / 1000;
      if (every > 0 && since < took / LARGEST_SHARE) return false;
      const isDue = since >= every || run.clock.time >= nextTime;
      const isPatient = settings.waitsForFlush && !isFlushed && since < 2 * every;
      return isDue && !isPatient;
    },
    removeAll: () => removeCheckpointFolder(folder),
    close() {
      const more = [...failures.values()].reduce((sum, count) => sum + count, 0);
      if (more > 0)
        warn(`${more} more ${more === 1 ? 'checkpoint was' : 'checkpoints were'} not written`);
      failures.clear();
    },
  };
}

async function writeNow(
  { directory, run, outputs, counts, origin }: CheckpointSubject,
  folder: string,
  known: Map<string, ChunkContent>,
): Promise<void> {
  const bytes = recorderBytes(run.recorder);
  if (bytes > LARGEST_RECORDS)
    throw new Error(
      `${(bytes / 2 ** 30).toFixed(1)} GiB of records are in memory, at most 1 GiB can be stored; set io.streaming.enable=true or a smaller io.streaming.step_flush_interval`,
    );
  // A checkpoint must not be on the disk before what it refers to.
  const position = await outputs.savePoint();
  const names = Object.values(position.series.chunkFiles).flat();
  const checkpoint = {
    origin,
    run: captureRun(run),
    records: captureRecorder(run.recorder),
    loop: { ...counts, frozen: [...counts.frozen] },
    outputs: position,
    chunks: names.map((name) => known.get(name) ?? contentOf(directory, name)),
  };
  for (const chunk of checkpoint.chunks) known.set(chunk.name, chunk);
  const header = {
    version: VERSION,
    commit: COMMIT,
    node: process.versions.node,
    step: run.clock.step,
    time: run.clock.time,
  };
  writeCheckpoint(checkpointPath(folder, run.clock.step), header, checkpoint);
}

function contentOf(directory: string, name: string): ChunkContent {
  const path = join(directory, OUTPUT_FILES.seriesFolder, name);
  const { size } = attemptOnFile('read', path, () => statSync(path));
  return { name, byteLength: size, sha256: hashFile(path) };
}

function nextMultiple(time: number, interval: number): number {
  return (Math.floor(time / interval) + 1) * interval;
}

/** Whether a folder holds checkpoints. */
export function holdsCheckpoints(folder: string): boolean {
  return findCheckpoints(folder).length > 0;
}
