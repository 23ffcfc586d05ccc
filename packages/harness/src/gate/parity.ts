import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { loadConfig } from '@marsdisk/config';
import { MarsDiskError, setUpRun, YEAR } from '@marsdisk/core';
import { endWithProcess } from '../bench/endWithProcess.ts';
import { nodeOf } from '../bench/openSide.ts';
import type { SideRequest } from '../bench/sideRequest.ts';
import type { Profile } from '../profile/definition/profile.ts';
import { ensureTemperatureTable } from '../run/marsTemperature.ts';
import { loadRunTables } from '../run/tables.ts';
import { verifyAgainst } from '../verify/against.ts';
import { selectVerification } from '../verify/selection.ts';
import { type VerifyReport, verify } from '../verify/verify.ts';

/** Steps of the workload whose outputs are compared. */
const COMPARED_STEPS = 400;

/** Whether the numbers of the candidate are right. */
export interface Parity {
  readonly passes: boolean;
  /** What was compared and with what outcome, in a sentence. */
  readonly summary: string;
  /** What disagrees, in sentences. */
  readonly problems: readonly string[];
}

/** Compares the candidate, that is the running code, with the golden runs. */
export async function goldenParity(root: string): Promise<Parity> {
  return parityOf('golden runs', await verify({ root, ...selectVerification({ golden: true }) }));
}

/**
 * Runs the workload on both sides as a user would, with all its files, and compares every value of the files.
 *
 * @param folder for the files
 * @throws MarsDiskError when the base cannot run it
 */
export async function workloadParity(
  base: SideRequest,
  candidate: SideRequest,
  profile: Profile,
  folder: string,
): Promise<Parity> {
  let duration: number | null;
  try {
    duration = await comparedDuration(candidate, profile);
  } catch (error) {
    // The base has set it up, so it is a fault of the candidate.
    if (!(error instanceof MarsDiskError)) throw error;
    const summary = 'outputs of the base: the candidate cannot set up the workload';
    return { passes: false, summary, problems: [error.message] };
  }
  return outputParity(base, candidate, duration, folder);
}

/** Duration of the run whose outputs are compared, years; null: the whole run. */
async function comparedDuration(
  { configPath, overrides, workingDirectory }: SideRequest,
  { measure: { steps } }: Profile,
): Promise<number | null> {
  const folder = { configPath, workingDirectory };
  const loaded = loadConfig({ path: configPath, overrides });
  const { config } = await ensureTemperatureTable(loaded.config, folder);
  const { timeGrid } = setUpRun(config, await loadRunTables(config, folder));
  const most = Math.min(steps ?? COMPARED_STEPS, COMPARED_STEPS);
  if (timeGrid.stepCount <= most) return null;
  return (timeGrid.tEnd * most) / timeGrid.stepCount / YEAR;
}

/**
 * The same for a run of a given length.
 *
 * @param duration of the run, years; the whole one if null
 * @throws MarsDiskError as `workloadParity`
 */
export async function outputParity(
  base: SideRequest,
  candidate: SideRequest,
  duration: number | null,
  folder: string,
): Promise<Parity> {
  const left = join(folder, 'outputs-base');
  const right = join(folder, 'outputs-candidate');
  const failure = await runToFiles(base, duration, left);
  if (failure !== null) throw new MarsDiskError(`the base cannot run the workload: ${failure}`);
  const problem = await runToFiles(candidate, duration, right);
  const name = 'outputs of the base';
  if (problem !== null)
    return { passes: false, summary: `${name}: the candidate does not run`, problems: [problem] };
  return parityOf(
    name,
    await verifyAgainst(left, { directory: right }, candidate.workingDirectory),
  );
}

/** @returns the last line of what went wrong, null if nothing did */
function runToFiles(
  { root, configPath, overrides, engine, cache, workingDirectory }: SideRequest,
  duration: number | null,
  outdir: string,
): Promise<string | null> {
  const words = [
    join(root, 'packages', 'cli', 'src', 'main.ts'),
    'run',
    configPath,
    '--quiet',
    ...['--engine', engine],
    ...(cache === null ? [] : ['--cache', cache]),
    '--override',
    ...overrides,
    ...(duration === null ? [] : [`numerics.t_end_years=${duration}`]),
    `io.outdir=${outdir}`,
  ];
  return new Promise((resolve) => {
    const child = spawn(nodeOf(root), words, {
      cwd: workingDirectory,
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    endWithProcess(child);
    let said = '';
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-2000);
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) =>
      resolve(code === 0 ? null : (said.trim().split('\n').at(-1) ?? String(signal ?? code))),
    );
  });
}

function parityOf(name: string, { passes, verdicts, firstFailure }: VerifyReport): Parity {
  const failing = verdicts.filter((verdict) => !verdict.passes).length;
  const values = verdicts.reduce((sum, verdict) => sum + verdict.values, 0);
  const worst = verdicts.reduce<(typeof verdicts)[number] | null>(
    (most, one) =>
      (one.worst?.relative ?? 0) > (most?.worst?.relative ?? 0) || most === null ? one : most,
    null,
  )?.worst;
  const furthest =
    worst == null
      ? 'every bit the same'
      : `furthest apart ${worst.column}, relative ${worst.relative.toExponential(1)}`;
  return {
    passes,
    summary: passes
      ? `${name}: ${values.toLocaleString('en-US')} values agree, ${furthest}`
      : `${name}: ${failing} of ${verdicts.length} comparisons fail`,
    problems:
      firstFailure === null
        ? []
        : [`${firstFailure.scenario}, ${firstFailure.variant}`, ...firstFailure.problems],
  };
}
