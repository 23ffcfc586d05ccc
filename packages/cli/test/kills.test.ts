import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { killCase, SETTINGS } from './kill/cases.ts';
import { killAndResume, referenceRun } from './kill/killedRun.ts';
import { temporaryFolder } from './marsdisk.ts';

const { folder } = temporaryFolder('kills');
/**
 * In the middle of a flush, of a budget, of a checkpoint and of the end, with a writer thread and without, with checkpoints
 * in several places; some are killed again when they are resumed. scripts/kill-test.ts does 100.
 */
const CASES = [13, 76, 94, 115];
const SEED = 1;

/** How often the process of each case was killed. */
const killed: number[] = [];
const references = new Map<string, Promise<Map<string, string>>>();

function reference(name: string): Promise<Map<string, string>> {
  const known = references.get(name);
  if (known !== undefined) return known;
  const setting = SETTINGS.find((one) => one.name === name)!;
  const started = referenceRun(setting, join(folder, `whole ${name}`));
  references.set(name, started);
  return started;
}

describe.runIf(process.platform !== 'win32')(
  'a run that is killed',
  { concurrent: true, timeout: 180_000 },
  () => {
    it.each(CASES.map((index) => [killCase(SEED, index).moment.name, index] as const))(
      'while %s (case %i) and gone on with has the same files',
      async (_, index) => {
        const one = killCase(SEED, index);
        const expected = await reference(one.setting.name);
        const result = await killAndResume(one, join(folder, `case ${index}`), expected);
        killed.push(result.kills);
        expect(result).toMatchObject({ problem: null, different: [] });
      },
    );
  },
);

it.runIf(process.platform !== 'win32')('nearly all of these runs met their moment', () => {
  expect(killed.filter((kills) => kills > 0).length).toBeGreaterThanOrEqual(CASES.length - 1);
});
