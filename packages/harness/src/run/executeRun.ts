import { join } from 'node:path';
import { resolveSeed } from '@marsdisk/config';
import { FileError, massBudgetViolation, NumericalError, summarizeRun } from '@marsdisk/core';
import { type EngineStatistics, statisticsOfEngine } from '@marsdisk/fast';
import {
  attemptOnFile,
  createFolder,
  findChunkFiles,
  findFilesOfRun,
  type JsonValue,
  lockDirectory,
  OUTPUT_FILES,
  prepareOutputDirectory,
  readWrittenFile,
  refuseIfHeld,
  type WrittenFile,
  writeFileAtomically,
  writeJsonFile,
} from '@marsdisk/io';
import { type Checkpointer, createCheckpointer } from '../checkpoint/checkpointer.ts';
import { findCheckpoints, removeCheckpointsAfter } from '../checkpoint/folder.ts';
import { rewindOutputs } from '../checkpoint/resumption.ts';
import { warnIfRunTooLarge } from '../estimate/warnIfRunTooLarge.ts';
import { isIntegerField } from './integers.ts';
import { runOutcome } from './outcome.ts';
import { refuseForeignPlace } from './outputPlace.ts';
import { writeOrbitRollup } from './outputs.ts';
import { type OutputWriter, openWriter } from './outputWriter.ts';
import { type PreparedRun, prepareRun } from './prepareRun.ts';
import type { RunOutcome, RunRequest, WallTime } from './request.ts';
import { describeEnd, describeStart } from './runConfigRecord.ts';
import { describeFiles, sealedText } from './sealedRecord.ts';
import { flushRecords, type LoopCounts, takeSteps } from './steps.ts';

/**
 * Does a run, or goes on with one, and writes its files.
 *
 * Everything that can be wrong with a configuration is found before the output directory is touched. An interrupted run
 * keeps everything up to its last step, a failed one everything up to the step before; `run_config.json` says which of
 * the two it was, and a summary exists only of a complete run. With checkpoints an interrupted run is left as it is, to
 * be gone on with.
 *
 * @throws FileError, ConfigurationError, TableLoadError, PhysicsError, NumericalError with a message for the user
 */
export async function executeRun(request: RunRequest): Promise<RunOutcome> {
  const began = performance.now();
  const prepared = await prepareRun(request);
  warnIfRunTooLarge(prepared, request.warn);
  const unlock = claimDirectory(prepared, request.overwrite ?? false);
  try {
    return await doRun(prepared, request, began);
  } finally {
    unlock();
  }
}

async function doRun(
  prepared: PreparedRun,
  request: RunRequest,
  began: number,
): Promise<RunOutcome> {
  const { run, description, start, resumption } = prepared;
  const { outputDirectory: directory } = start;
  const { warn = () => {}, interrupt = null, onProgress = () => {} } = request;
  writeRecord(directory, OUTPUT_FILES.runConfig, describeStart(description));
  request.onStart?.(start);

  const wall: WallTime = {
    setup: secondsSince(began),
    steps: 0,
    records: 0,
    writing: 0,
    writerThread: 0,
  };
  const loopBefore = resumption?.checkpoint.loop ?? { cellSteps: 0, flushedAt: 0, frozen: [] };
  const counts: LoopCounts = { ...loopBefore, frozen: [...loopBefore.frozen] };
  const outputs = openFiles(prepared, warn);
  const crew = prepared.createCrew();
  const finished = async (checkpointer: Checkpointer | null) => {
    const writeCheckpoint = async () => {
      const waitingBegan = performance.now();
      await outputs.drain();
      wall.writing += secondsSince(waitingBegan);
      return (await checkpointer?.write()) ?? false;
    };
    const interruptedBy = await takeSteps(run, {
      crew,
      outputs,
      flush: description.streaming,
      counts,
      wall,
      interrupt,
      async betweenSlices(isFlushed) {
        if (checkpointer?.isDue(isFlushed) === true) await writeCheckpoint();
      },
      onProgress,
    });
    const caches = await crew.caches();
    const isResumable = interruptedBy !== null && (await writeCheckpoint());
    if (!isResumable) await flushRecords(run, outputs, wall, true);
    const writingBegan = performance.now();
    const files = isResumable
      ? await leaveResumable(prepared, outputs, caches, interruptedBy)
      : await writeResults(prepared, outputs, caches, interruptedBy);
    if (interruptedBy === null) {
      await outputs.cleanUp();
      checkpointer?.removeAll();
    }
    wall.writing += secondsSince(writingBegan);
    wall.writerThread = outputs.busy();
    return { interruptedBy, caches, files, isResumable };
  };
  const results = await openCheckpoints(prepared, outputs, counts, warn)
    .then((checkpointer) => finished(checkpointer).finally(() => checkpointer?.close()))
    .catch(async (error) => {
      await salvage(prepared, outputs, wall, error);
      throw error;
    })
    .finally(() => Promise.all([crew.dismiss(), outputs.dismiss()]));
  const violation = massBudgetViolation(run);
  if (request.enforceMassBudget === true && violation !== null) throw new NumericalError(violation);
  return runOutcome(run, {
    directory,
    ...results,
    counts,
    cellStepsBefore: loopBefore.cellSteps,
    stepsBefore: start.stepsBefore,
    wall,
    total: secondsSince(began),
  });
}

/** Takes the output directory for this process and makes it ready. Returns what gives it free. */
function claimDirectory(
  { config, start, resumption, checkpoints }: PreparedRun,
  overwrite: boolean,
): () => void {
  const { outputDirectory: directory } = start;
  const isNew = resumption === null;
  refuseIfHeld(directory);
  const [first] = overwrite || !isNew ? [] : findFilesOfRun(directory);
  if (first !== undefined)
    throw new FileError(
      `io.outdir: ${directory} already holds a run (${first}); choose another directory (--override io.outdir=DIR) or replace the run (--overwrite)`,
    );
  const [other] = checkpoints === null || !isNew ? [] : findCheckpoints(checkpoints.folder);
  if (other !== undefined && !overwrite)
    throw new FileError(
      `numerics.checkpoint.path: ${other.path} belongs to another run; choose another folder or replace the run (--overwrite)`,
    );
  if (isNew) refuseForeignPlace(directory, config.io.outdir);
  const unlock = lockDirectory(directory);
  try {
    if (resumption === null) {
      prepareOutputDirectory(directory, { overwrite });
      if (other !== undefined && checkpoints !== null)
        removeCheckpointsAfter(checkpoints.folder, -1);
    } else rewindOutputs(resumption);
    if (checkpoints !== null) {
      const { folder } = checkpoints;
      attemptOnFile('create files in', folder, () => createFolder(folder));
    }
  } catch (error) {
    unlock();
    throw error;
  }
  return unlock;
}

function openFiles(
  { description, start, checkpoints, resumption }: PreparedRun,
  warn: (message: string) => void,
): OutputWriter {
  const { enable, compression, merge_at_end, cleanup_chunks } = description.streaming;
  return openWriter(
    {
      directory: start.outputDirectory,
      streaming: { enable, compression, merge_at_end, cleanup_chunks },
      massBudgetCells: description.settings.config.io.mass_budget_cells,
      resumable: checkpoints === null ? null : { from: resumption?.checkpoint.outputs ?? null },
    },
    description.writerThread,
    warn,
  );
}

/** Opens the checkpoints of a run, and writes the first one of a run that begins. */
async function openCheckpoints(
  { run, start, origin, checkpoints, resumption }: PreparedRun,
  outputs: OutputWriter,
  counts: LoopCounts,
  warn: (message: string) => void,
): Promise<Checkpointer | null> {
  if (checkpoints === null) return null;
  const subject = {
    directory: start.outputDirectory,
    run,
    outputs,
    counts,
    origin,
    chunks: resumption?.checkpoint.chunks ?? [],
  };
  const checkpointer = createCheckpointer(subject, checkpoints, warn);
  if (resumption === null) await checkpointer.write();
  return checkpointer;
}

/** Completes every file of a run that has ended or was interrupted. Returns their paths. */
async function writeResults(
  prepared: PreparedRun,
  outputs: OutputWriter,
  caches: EngineStatistics,
  interruptedBy: string | null,
): Promise<string[]> {
  const { run, config, start } = prepared;
  const { outputDirectory: directory } = start;
  const files = await outputs.finish();
  const summary = interruptedBy === null ? summarizeRun(run, resolveSeed(config)) : null;
  // After the summary, which closes the roll-up.
  const rows = run.ledger.rollup?.rows;
  if (rows !== undefined) files.push(readWrittenFile(writeOrbitRollup(directory, rows)));
  if (summary !== null)
    files.push(readWrittenFile(writeRecord(directory, OUTPUT_FILES.summary, summary)));
  return [...files.map(({ path }) => path), writeEnd(prepared, caches, interruptedBy, files)];
}

/** Leaves the files of an interrupted run as its last checkpoint knows them. Returns those that can be read. */
async function leaveResumable(
  prepared: PreparedRun,
  outputs: OutputWriter,
  caches: EngineStatistics,
  interruptedBy: string | null,
): Promise<string[]> {
  const { outputDirectory: directory } = prepared.start;
  await outputs.leave();
  const folder = join(directory, OUTPUT_FILES.seriesFolder);
  const chunks = ['run', 'psd_hist', 'diagnostics'].flatMap((table) =>
    findChunkFiles(folder, table),
  );
  return [...chunks, writeEnd(prepared, caches, interruptedBy, null)];
}

/** Writes the record of the end; `files`: all others, if they are complete. Returns its path. */
function writeEnd(
  { run, description, start }: PreparedRun,
  caches: EngineStatistics,
  interruptedBy: string | null,
  files: readonly WrittenFile[] | null,
): string {
  const { outputDirectory: directory } = start;
  const path = join(directory, OUTPUT_FILES.runConfig);
  const record = describeEnd(
    description,
    run,
    interruptedBy === null ? 'complete' : 'interrupted',
    caches,
    {
      ...(interruptedBy === null ? {} : { interrupted_by: interruptedBy }),
      ...(files === null ? {} : { output_files: describeFiles(directory, files) }),
    },
  );
  writeFileAtomically(path, sealedText(record));
  return path;
}

/** Brings what a failed run has recorded into its files, as far as that is still possible. */
async function salvage(
  { run, description, start }: PreparedRun,
  outputs: OutputWriter,
  wall: WallTime,
  error: unknown,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const deeds = [
    () => flushRecords(run, outputs, wall, true),
    outputs.salvage,
    () => {
      // Other threads may be dead or waiting for one that is, so they are not asked.
      const caches = description.workerUse.workers === 1 ? statisticsOfEngine(run.engine) : null;
      const record = describeEnd(description, run, 'failed', caches, { error: message });
      writeRecord(start.outputDirectory, OUTPUT_FILES.runConfig, record);
    },
  ];
  for (const deed of deeds)
    try {
      await deed();
    } catch {
      // The error that ended the run is the one to report.
    }
}

function writeRecord(directory: string, name: string, content: Record<string, unknown>): string {
  const path = join(directory, name);
  writeJsonFile(path, content as JsonValue, { isInteger: isIntegerField });
  return path;
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
