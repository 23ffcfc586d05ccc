/**
 * Kills runs with SIGKILL at random moments, goes on with them, and compares their files with those of runs that were
 * never killed.
 *
 *     pnpm exec node scripts/kill-test.ts --kills 100 [--seed 1 | --seed random] [--only 17]
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CheckpointChoice, killCase, SETTINGS } from '../packages/cli/test/kill/cases.ts';
import {
  type KillResult,
  killAndResume,
  referenceRun,
} from '../packages/cli/test/kill/killedRun.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const seed = values.seed === 'random' ? randomInt(1, 2 ** 24) : Number(values.seed);
if (!Number.isSafeInteger(seed)) throw new Error(`--seed: "${values.seed}"; a number or random`);
console.log(`seed ${seed}`);
const folder = mkdtempSync(join(tmpdir(), 'marsdisk-kills-'));
const references = new Map<string, Map<string, string>>();
for (const [i, setting] of SETTINGS.entries())
  references.set(setting.name, await referenceRun(setting, join(folder, `reference-${i}`)));

const wanted = Number(values.kills);
const results: KillResult[] = [];
let killed = 0;
for (let index = values.only === undefined ? 0 : Number(values.only); killed < wanted; index++) {
  const one = killCase(seed, index);
  const reference = references.get(one.setting.name)!;
  const result = await killAndResume(one, join(folder, 'run'), reference);
  results.push(result);
  if (result.kills > 0) killed++;
  if (result.problem !== null || result.different.length > 0)
    console.log(`case ${index} ${JSON.stringify(one)}\n  ${result.problem} ${result.different}`);
  if (values.only !== undefined) break;
}
rmSync(folder, { recursive: true, force: true });

const isGood = ({ problem, different }: KillResult) => problem === null && different.length === 0;
const hit = results.filter(({ kills }) => kills > 0);
function checkpointText({ every, place }: CheckpointChoice): string {
  return `every ${every}, ${place === 'usual' ? 'in their usual place' : place}`;
}
function table(title: string, key: (result: KillResult) => string): void {
  console.log(
    `\n| ${title} | killed | killed again | started anew | identical |\n| --- | --: | --: | --: | --: |`,
  );
  for (const name of [...new Set(hit.map(key))].sort()) {
    const group = hit.filter((result) => key(result) === name);
    const again = group.filter(({ kills }) => kills > 1).length;
    const anew = group.filter(({ startedAnew }) => startedAnew).length;
    console.log(
      `| ${name} | ${group.length} | ${again} | ${anew} | ${group.filter(isGood).length} |`,
    );
  }
}
table('killed when', ({ case: { moment } }) => moment.name);
table('run', ({ case: { setting } }) => setting.name);
table('checkpoints', ({ case: { checkpoints } }) => checkpointText(checkpoints));
const resumed = hit.filter(({ startedAnew }) => !startedAnew);
const anew = hit.filter(({ startedAnew }) => startedAnew);
console.log(
  `\nresumed: ${resumed.filter(isGood).length} of ${resumed.length} identical; ` +
    `started anew, killed before their first checkpoint: ${anew.filter(isGood).length} of ${anew.length} identical; ` +
    `${results.length - hit.length} cases ended before their moment`,
);
process.exitCode = results.every(isGood) ? 0 : 1;
