import { createPlainEngine } from '@marsdisk/core';
import { engineFactory } from '@marsdisk/fast';
import { loadGoldenRun, verifyGolden } from './golden.ts';
import { type InMemoryRun, type PreparedRun, runInMemory, runOnWorkers } from './runInMemory.ts';
import { loadScenario } from './scenario.ts';
import type { Variant } from './variants.ts';
import { type Verdict, verifyRun } from './verifyRun.ts';

/** A piece of a verification that one thread does; plain data. */
export interface VerifyTask {
  readonly kind: 'golden' | 'scenario';
  readonly name: string;
  /** Root of the repository. */
  readonly root: string;
  readonly variants: readonly Variant[];
  readonly tolerance: number;
}

/** Does a task. A golden run is compared for the plain engine and for every variant. */
export async function doTask({
  kind,
  name,
  root,
  variants,
  tolerance,
}: VerifyTask): Promise<Verdict[]> {
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
  { engine, workers }: Variant,
): InMemoryRun | Promise<InMemoryRun> {
  return workers > 1 ? runOnWorkers(run, engine, workers) : runInMemory(run, engineFactory(engine));
}
