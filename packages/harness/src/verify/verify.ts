import { availableParallelism } from 'node:os';
import { FileError, MarsDiskError } from '@marsdisk/core';
import { CACHE_NAMES } from '@marsdisk/fast';
import { Piscina } from 'piscina';
import { RELATIVE_TOLERANCE } from '../compare/columns.ts';
import type { AblationRow } from '../proof/index.ts';
import { listGoldenRuns } from './golden.ts';
import { ablationTasks, proofTasks } from './proof.ts';
import { listScenarios, scenarioPath } from './scenario.ts';
import type { ComparisonTask, TaskOutcome, VerifyTask } from './task.ts';
import { CHECKS, type Check, DEFAULT_SEED, type Variant } from './variants.ts';
import type { Verdict } from './verifyRun.ts';

/** What is verified, and how. */
export interface VerifyOptions {
  /** Root of the repository. */
  readonly root: string;
  /** Scenarios by name; 'all', or [] for none. */
  readonly scenarios: 'all' | readonly string[];
  /** Golden runs by name; 'all', or [] for none. */
  readonly goldenRuns: 'all' | readonly string[];
  /** What is compared with the plain engine on the scenarios. */
  readonly variants: readonly Variant[];
  /** What has to reproduce the golden runs besides the plain engine. */
  readonly goldenVariants: readonly Variant[];
  /** Commands of the invalidation proof of the caches; 0 unless given. */
  readonly proofCommands?: number;
  /** Commands of the ablation for each input of each cache; 0 unless given. */
  readonly ablationCommands?: number;
  /** Seed of the proof and the ablation. */
  readonly seed?: number;
  /** Relative tolerance of doubles. */
  readonly tolerance?: number;
  /** Threads; as many as there are processors unless given. */
  readonly threads?: number;
  /** Called when a scenario or golden run is done. */
  readonly onProgress?: (progress: VerifyProgress) => void;
}

/** How far a verification has come. */
export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
  readonly failures: number;
  /** What was finished last. */
  readonly name: string;
}

/** The outcome of a verification; plain data, the content of `--json`. */
export interface VerifyReport {
  readonly format: 1;
  readonly passes: boolean;
  readonly tolerance: number;
  /** Wall time, s. */
  readonly seconds: number;
  /** Where the first check that fails, in the order of `CHECKS`, fails first; null if all is well. */
  readonly firstFailure: Verdict | null;
  /** In the order of `CHECKS`, then by name. */
  readonly verdicts: readonly Verdict[];
  /** What became of each cache without one of its inputs in its key; null unless that was asked for. */
  readonly ablation: AblationReport | null;
}

/** An ablation; plain data. */
export interface AblationReport {
  /** Commands for each input at most. */
  readonly commands: number;
  readonly seed: number;
  /** In the order of the caches. */
  readonly rows: readonly AblationRow[];
}

/**
 * Runs scenarios and golden runs with every engine and compares all outputs.
 *
 * @throws FileError when golden numbers or scenarios are missing; the errors of a scenario that cannot be set up
 */
export async function verify(options: VerifyOptions): Promise<VerifyReport> {
  const { tolerance = RELATIVE_TOLERANCE, onProgress } = options;
  const start = performance.now();
  const tasks = listTasks(options, tolerance);
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const threads = Math.min(options.threads ?? availableParallelism(), Math.max(1, tasks.length));
  const pool = new Piscina({
    filename: new URL(`./thread.${extension}`, import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  const verdicts: Verdict[] = [];
  const ablation: AblationRow[] = [];
  let done = 0;
  let failures = 0;
  try {
    await Promise.all(
      tasks.map(async (task) => {
        const found = await doInPool(pool, task);
        verdicts.push(...found.verdicts);
        ablation.push(...found.ablation);
        done++;
        failures += found.verdicts.filter(({ passes }) => !passes).length;
        onProgress?.({ done, total: tasks.length, failures, name: task.name });
      }),
    );
  } finally {
    await pool.destroy();
  }
  const report = reportOf(verdicts, tolerance, (performance.now() - start) / 1000);
  const { ablationCommands: commands = 0, seed = DEFAULT_SEED } = options;
  if (commands === 0) return report;
  const place = ({ cache }: AblationRow) => CACHE_NAMES.indexOf(cache);
  const rows = ablation.sort((a, b) => place(a) - place(b));
  return { ...report, ablation: { commands, seed, rows } };
}

/** The report on verdicts in any order. */
export function reportOf(
  verdicts: readonly Verdict[],
  tolerance: number,
  seconds: number,
): VerifyReport {
  const rank = ({ check }: { check: Check }) => CHECKS.indexOf(check);
  const sorted = verdicts.toSorted(
    (a, b) => rank(a) - rank(b) || (a.scenario < b.scenario ? -1 : a.scenario > b.scenario ? 1 : 0),
  );
  const firstFailure = sorted.find(({ passes }) => !passes) ?? null;
  return {
    format: 1,
    passes: firstFailure === null,
    tolerance,
    seconds,
    firstFailure,
    verdicts: sorted,
    ablation: null,
  };
}

function listTasks(options: VerifyOptions, tolerance: number): VerifyTask[] {
  const { root, scenarios, goldenRuns, variants, goldenVariants } = options;
  const chosenScenarios = scenarios === 'all' ? listScenarios(root) : scenarios;
  for (const name of chosenScenarios) scenarioPath(root, name);
  const chosenGolden = chooseGoldenRuns(root, goldenRuns);
  const common = { root, tolerance };
  const ofScenarios = chosenScenarios.map(
    (name): ComparisonTask => ({ kind: 'scenario', name, variants, ...common }),
  );
  const ofGolden = chosenGolden.map(
    (name): ComparisonTask => ({ kind: 'golden', name, variants: goldenVariants, ...common }),
  );
  const { proofCommands = 0, ablationCommands = 0, seed = DEFAULT_SEED } = options;
  const ofProof = [...proofTasks(proofCommands, seed), ...ablationTasks(ablationCommands, seed)];
  return [...ofProof, ...ofScenarios, ...ofGolden];
}

/** The golden files are looked at before any of them is used. */
function chooseGoldenRuns(root: string, chosen: 'all' | readonly string[]): readonly string[] {
  if (chosen.length === 0) return [];
  const known = listGoldenRuns(root);
  if (chosen === 'all') return known;
  for (const name of chosen)
    if (!known.includes(name))
      throw new FileError(`golden run "${name}": there is none of that name`);
  return chosen;
}

async function doInPool(pool: Piscina, task: VerifyTask): Promise<TaskOutcome> {
  try {
    return await pool.run(task);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new MarsDiskError(`${task.kind} ${task.name}: ${message}`, { cause: error });
  }
}
