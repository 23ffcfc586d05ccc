import { resolve } from 'node:path';
import { parseConfig, runSettings } from '@marsdisk/config';
import { type EngineSpec, engineFactory } from '@marsdisk/fast';
import { RELATIVE_TOLERANCE } from '../compare/columns.ts';
import { ensureTemperatureTable } from '../run/marsTemperature.ts';
import { loadRunTables } from '../run/tables.ts';
import { compareOutputs } from './compareOutputs.ts';
import type { RunOutputs } from './outputs.ts';
import { readRunConfig, readRunDirectory } from './runDirectory.ts';
import { runInMemory } from './runInMemory.ts';
import { reportOf, type VerifyReport } from './verify.ts';
import { verdictOf } from './verifyRun.ts';

/** What is compared with the run in a directory: another directory, or a fresh run of its configuration. */
export type Candidate =
  | { readonly directory: string }
  | { readonly engine: EngineSpec; readonly name: string };

/**
 * Compares all outputs of two runs, or of a run and a fresh run of its configuration in memory.
 *
 * @param directory output directory of the run that the candidate should reproduce
 * @param workingDirectory where relative paths of the configuration start
 * @throws FileError when a directory holds no finished run; the errors of a configuration that cannot be set up
 */
export async function verifyAgainst(
  directory: string,
  candidate: Candidate,
  workingDirectory: string,
  tolerance: number = RELATIVE_TOLERANCE,
): Promise<VerifyReport> {
  const start = performance.now();
  const expected = await readRunDirectory(directory);
  let actual: RunOutputs;
  let elapsed = 0;
  if ('directory' in candidate) actual = await readRunDirectory(candidate.directory);
  else {
    const fresh = await runAgain(directory, candidate.engine, workingDirectory);
    actual = fresh;
    elapsed = fresh.elapsed;
  }
  const name = 'directory' in candidate ? candidate.directory : candidate.name;
  const compared = compareOutputs(actual, expected, 'by class', tolerance);
  const verdict = verdictOf('against', directory, name, compared, elapsed);
  return reportOf([verdict], tolerance, (performance.now() - start) / 1000);
}

async function runAgain(directory: string, engine: EngineSpec, workingDirectory: string) {
  const { config: document, configPath } = readRunConfig(directory);
  const folder = { configPath, workingDirectory: resolve(workingDirectory) };
  const settings = runSettings(parseConfig(document, { source: directory }));
  const { config } = await ensureTemperatureTable(settings.config, folder);
  const tables = await loadRunTables(config, folder);
  return runInMemory({ name: directory, config, tables }, engineFactory(engine));
}
