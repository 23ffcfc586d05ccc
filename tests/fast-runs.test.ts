import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, runSettings } from '@marsdisk/config';
import { createPlainEngine } from '@marsdisk/core';
import { createFastEngine } from '@marsdisk/fast';
import { loadRunTables } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';
import { compareOutputs } from '../packages/harness/src/verify/compareOutputs.ts';
import { runInMemory } from '../packages/harness/src/verify/runInMemory.ts';
import { GOLDEN, readGolden } from './support/golden.ts';

const RUNS = readdirSync(join(GOLDEN, 'runs')).filter((name) =>
  existsSync(join(GOLDEN, 'runs', name, 'config.json')),
);

async function prepare(name: string) {
  const { config } = runSettings(parseConfig(readGolden('runs', name, 'config.json').config));
  const tables = await loadRunTables(config, { configPath: null, workingDirectory: GOLDEN });
  return { name, config, tables };
}

describe.each(RUNS)('the fast engine in the golden run %s', async (name) => {
  const run = await prepare(name);
  const plain = runInMemory(run, createPlainEngine);

  it('without flags gives the bits of the plain engine', () => {
    const outputs = runInMemory(run, (context) => createFastEngine(context, { flags: [] }));
    const { problems, failures } = compareOutputs(outputs, plain, 'identical');
    expect({ problems, failures }).toEqual({ problems: [], failures: [] });
  });

  it('with every flag gives the numbers of the plain engine, and no answer of a cache is stale', () => {
    const outputs = runInMemory(run, (context) => createFastEngine(context, { shadow: true }));
    const { problems, failures } = compareOutputs(outputs, plain);
    expect({ problems, failures }).toEqual({ problems: [], failures: [] });
  });
});
