import { join } from 'node:path';
import { resolveSeed } from '@marsdisk/config';
import { FileError, massBudgetViolation, NumericalError, summarizeRun } from '@marsdisk/core';
import {
  findRunFiles,
  type JsonValue,
  OUTPUT_FILES,
  prepareOutputDirectory,
  writeJsonFile,
} from '@marsdisk/io';
import { isIntegerField } from './integers.ts';
import { runOutcome } from './outcome.ts';
import { openOutputs, type RunOutputs, writeOrbitRollup } from './outputs.ts';
import { type PreparedRun, prepareRun } from './prepareRun.ts';
import type { RunOutcome, RunRequest, WallTime } from './request.ts';
import { describeEnd, describeStart } from './runConfigRecord.ts';
import { flushRecords, type LoopCounts, takeSteps } from './steps.ts';

/**
 * Does a run and writes its files.
 *
 * Everything that can be wrong with a configuration is found before the output directory is touched. An interrupted run
 * keeps everything up to its last step, a failed one everything up to the step before; `run_config.json` says which of
 * the two it was, and a summary exists only of a complete run.
 *
 * @throws FileError, ConfigurationError, TableLoadError, PhysicsError, NumericalError with a message for the user
 */
export async function executeRun(request: RunRequest): Promise<RunOutcome> {
  const began = performance.now();
  const prepared = await prepareRun(request);
  const { run, description, start } = prepared;
  const { outputDirectory: directory } = start;
  claimDirectory(directory, request.overwrite ?? false);
  writeRecord(directory, OUTPUT_FILES.runConfig, describeStart(description));
  request.onStart?.(start);

  const wall: WallTime = { setup: secondsSince(began), steps: 0, records: 0, writing: 0 };
  const counts: LoopCounts = { cellSteps: 0, frozen: [] };
  const { streaming, settings } = description;
  const { warn = () => {}, interrupt = null, onProgress = () => {} } = request;
  const outputs = openOutputs(directory, streaming, settings.config.io.mass_budget_cells, warn);
  const crew = prepared.createCrew();
  const finished = async () => {
    const loop = { crew, outputs, flush: streaming, counts, wall, interrupt, onProgress };
    const interruptedBy = await takeSteps(run, loop);
    const caches = await crew.caches();
    flushRecords(run, outputs, wall);
    const writingBegan = performance.now();
    const files = writeResults(prepared, outputs, interruptedBy);
    wall.writing += secondsSince(writingBegan);
    return { interruptedBy, caches, files };
  };
  const results = await finished()
    .catch((error) => {
      salvage(prepared, outputs, wall, error);
      throw error;
    })
    .finally(crew.dismiss);
  const violation = massBudgetViolation(run);
  if (request.enforceMassBudget === true && violation !== null) throw new NumericalError(violation);
  return runOutcome(run, { directory, ...results, counts, wall, total: secondsSince(began) });
}

/** Makes the output directory ready. */
function claimDirectory(directory: string, overwrite: boolean): void {
  const [first] = overwrite ? [] : findRunFiles(directory);
  if (first !== undefined)
    throw new FileError(
      `io.outdir: ${directory} already holds a run (${first}); choose another directory (--override io.outdir=DIR) or replace the run (--overwrite)`,
    );
  prepareOutputDirectory(directory, { overwrite });
}

/** Completes every file of a run that has ended or was interrupted. Returns their paths. */
function writeResults(
  { run, config, description, start }: PreparedRun,
  outputs: RunOutputs,
  interruptedBy: string | null,
): string[] {
  const { outputDirectory: directory } = start;
  const files = outputs.finish();
  const summary = interruptedBy === null ? summarizeRun(run, resolveSeed(config)) : null;
  // After the summary, which closes the roll-up.
  const rows = run.ledger.rollup?.rows;
  if (rows !== undefined) files.push(writeOrbitRollup(directory, rows));
  if (summary !== null) files.push(writeRecord(directory, OUTPUT_FILES.summary, summary));
  const record =
    interruptedBy === null
      ? describeEnd(description, run, 'complete', {})
      : describeEnd(description, run, 'interrupted', { interrupted_by: interruptedBy });
  files.push(writeRecord(directory, OUTPUT_FILES.runConfig, record));
  return files;
}

/** Brings what a failed run has recorded into its files, as far as that is still possible. */
function salvage(
  { run, description, start }: PreparedRun,
  outputs: RunOutputs,
  wall: WallTime,
  error: unknown,
): void {
  const message = error instanceof Error ? error.message : String(error);
  const deeds = [
    () => flushRecords(run, outputs, wall),
    outputs.salvage,
    () => {
      const record = describeEnd(description, run, 'failed', { error: message });
      writeRecord(start.outputDirectory, OUTPUT_FILES.runConfig, record);
    },
  ];
  for (const deed of deeds)
    try {
      deed();
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
