import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlainEngine } from '@marsdisk/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listGoldenRuns, loadGoldenRun, verifyGolden } from '../../src/verify/golden.ts';
import { runInMemory } from '../../src/verify/runInMemory.ts';
import { ROOT } from './support.ts';

let root = '';
const inGolden = (...path: string[]) => join(root, 'tests', 'golden', ...path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'golden-'));
  mkdirSync(inGolden('runs'), { recursive: true });
  for (const part of ['VERSION', 'tables', 'runs/tau_stop_some'])
    cpSync(join(ROOT, 'tests', 'golden', part), inGolden(part), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

async function verdict() {
  const run = await loadGoldenRun(root, 'tau_stop_some');
  return verifyGolden(root, 'tau_stop_some', 'core', runInMemory(run, createPlainEngine));
}

function edit(file: string, change: (text: string) => string): void {
  const path = inGolden('runs', 'tau_stop_some', file);
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

describe('the golden runs', () => {
  it('are reproduced by the plain engine', async () => {
    expect(await verdict()).toMatchObject({ passes: true, problems: [] });
    expect((await verdict()).values).toBeGreaterThan(20_000);
  });

  it('are not reproduced when one number of a table differs in its ninth digit', async () => {
    edit('run.json', (text) => {
      const content = JSON.parse(text);
      content.columns.Sigma_surf[9] *= 1 + 1e-9;
      return JSON.stringify(content);
    });
    const { passes, worst } = await verdict();
    expect(passes).toBe(false);
    expect(worst).toMatchObject({ column: 'run.Sigma_surf', row: 9 });
  });

  it('are not reproduced when a CSV file or the summary differs', async () => {
    edit('mass_budget.csv', (text) => text.replace(/(\n[^,]+,)([^,]+),/, '$11.5,'));
    edit('summary.json', (text) => text.replace('"t_end_reached"', '"dt_invalid"'));
    const { problems } = await verdict();
    expect(problems.join('\n')).toMatch(/mass_budget\.mass_initial row 0/);
    expect(problems.join('\n')).toMatch(/summary\.stop_reason .* instead of dt_invalid/);
  });

  it('are missed when they are not there', () => {
    rmSync(inGolden(), { recursive: true });
    expect(() => listGoldenRuns(root)).toThrow(
      /golden\/VERSION: missing; .* root of the repository/,
    );
  });

  it('are refused when they are of another version', () => {
    writeFileSync(inGolden('VERSION'), '99\n');
    expect(() => listGoldenRuns(root)).toThrow(/VERSION: "99"; .* of version 1$/);
  });
});
