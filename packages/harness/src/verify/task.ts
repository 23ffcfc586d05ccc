import { createPlainEngine } from '@marsdisk/core';
import { engineFactory } from '@marsdisk/fast';
import type { AblationRow } from '../proof/index.ts';
import { loadGoldenRun, verifyGolden } from './golden.ts';
import { type AblationTask, ablate, type ProofTask, proveInvalidation } from './proof.ts';
import { type InMemoryRun, type PreparedRun, runInMemory, runOnWorkers } from './runInMemory.ts';
import { loadScenario } from './scenario.ts';
import type { Variant } from './variants.ts';
import { type Verdict, verifyRun } from './verifyRun.ts';

/** A piece of a verification that one thread does; plain data. */
export type VerifyTask = ComparisonTask | ProofTask | AblationTask;

/** What came of a task; plain data. */
export interface TaskOutcome {
  readonly verdicts: readonly Verdict[];
  /** Of an ablation; empty otherwise. */
  readonly ablation: readonly AblationRow[];
}

/** A scenario or golden run with everything that is compared on it; plain data. */
export interface ComparisonTask {
  readonly kind: 'golden' | 'scenario';
  readonly name: string;
  /** Root of the repository. */
  readonly root: string;
  readonly variants: readonly Variant[];
  readonly tolerance: number;
}

/** Does a task. */
export async function doTask(task: VerifyTask): Promise<TaskOutcome> {
  if (task.kind === 'ablation') {
    const { verdict, rows } = ablate(task);
    return { verdicts: [verdict], ablation: rows };
  }
  const verdicts = task.kind === 'proof' ? [proveInvalidation(task)] : await compareAll(task);
  return { verdicts, ablation: [] };
}

/** A golden run is compared for the plain engine and for every variant. */
async function compareAll({
  kind,
  name,
  root,
  variants,
  tolerance,
}: ComparisonTask): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  if (kind === 'scenario') {
    const run = await loadScenario(root, name);
    for await (const verdict of verifyRun(run, variants, runVariant, tolerance))
      verdicts.push(verdict);
    return verdicts;
  }
  const run = await loadGoldenRun(root, name);
  const plain = runInMemory(run, createPlainEngine);
  verdicts.push(verifyGolden(root, name, 'core', plain, tolerance));
  for (const variant of variants) {
    const actual = await runVariant(run, variant);
    verdicts.push(verifyGolden(root, name, `fast ${variant.name}`, actual, tolerance));
  }
  return verdicts;
}

/** Runs a configuration the way a variant says. */
function runVariant(
  run: PreparedRun,
  { engine, team }: Variant,
): InMemoryRun | Promise<InMemoryRun> {
  return team === null
    ? runInMemory(run, engineFactory(engine))
    : runOnWorkers(run, engine, team.threads, team.mayHelp);
}
