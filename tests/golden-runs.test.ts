import { join } from 'node:path';
import { engineFactory } from '@marsdisk/fast';
import {
  engineSpec,
  listGoldenRuns,
  loadGoldenRun,
  runInMemory,
  type Verdict,
  verifyGolden,
} from '@marsdisk/harness';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const verdicts: Verdict[] = [];

describe.each(['core', 'fast'])('the engine %s reproduces the golden run', (engine) => {
  it.each(listGoldenRuns(ROOT))('%s', async (name) => {
    const run = await loadGoldenRun(ROOT, name);
    const outputs = runInMemory(run, engineFactory(engineSpec(engine)));
    const verdict = verifyGolden(ROOT, name, engine, outputs);
    expect(verdict.problems).toEqual([]);
    expect(verdict.passes).toBe(true);
    verdicts.push(verdict);
  });
});

/** The largest relative deviation of every table, noise columns left out because their bounds are absolute. */
afterAll(() => {
  const worst = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const table = verdict.worst?.column.split('.')[0] ?? '';
    const known = worst.get(table)?.worst?.relative ?? 0;
    if ((verdict.worst?.relative ?? 0) > known) worst.set(table, verdict);
  }
  const values = verdicts.reduce((sum, verdict) => sum + verdict.values, 0);
  console.log(`${verdicts.length} golden comparisons of ${values} values`);
  for (const [table, { worst: deviation, scenario, variant }] of worst)
    console.log(
      `worst of ${table}: ${deviation?.relative.toExponential(1)} in ${deviation?.column} (${scenario}, ${variant})`,
    );
});
