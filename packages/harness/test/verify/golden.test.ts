import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlainEngine } from '@marsdisk/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listGoldenRuns, loadGoldenRun, verifyGolden } from '../../src/verify/golden.ts';
import { listNewGoldenFiles, requireGoldenFiles } from '../../src/verify/goldenFiles.ts';
import { runInMemory } from '../../src/verify/runInMemory.ts';
import { ROOT } from './support.ts';

let root = '';
const inGolden = (...path: string[]) => join(root, 'tests', 'golden', ...path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'golden-'));
  mkdirSync(inGolden('runs'), { recursive: true });
  for (const part of ['VERSION', 'tables', 'runs/tau_stop_some'])
    cpSync(join(ROOT, 'tests', 'golden', part), inGolden(part), { recursive: true });
  listNewGoldenFiles(root);
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

  it('are said to be missing where a file of a run is', async () => {
    rmSync(inGolden('runs', 'tau_stop_some', 'summary.json'));
    await expect(verdict()).rejects.toThrow(/tau_stop_some\/summary\.json: ENOENT/);
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

describe('the list of golden files', () => {
  const runs = () => listGoldenRuns(root);

  it('holds every golden file of the repository, as it is', () => {
    expect(() => requireGoldenFiles(ROOT)).not.toThrow();
    expect(listGoldenRuns(ROOT).length).toBeGreaterThan(30);
  });

  it.each([
    'config.json',
    'run.json',
    'psd_hist.json',
    'diagnostics.json',
    'mass_budget.csv',
    'mass_budget_cells.csv',
    'orbit_rollup.csv',
    'summary.json',
  ])('misses %s of a run', (file) => {
    expect(runs()).toEqual(['tau_stop_some']);
    rmSync(inGolden('runs', 'tau_stop_some', file));
    expect(runs).toThrow(`\n  runs/tau_stop_some/${file}: missing`);
  });

  it('misses a whole run', () => {
    rmSync(inGolden('runs', 'tau_stop_some'), { recursive: true });
    expect(runs).toThrow(/runs\/tau_stop_some\/config\.json: missing\n[\s\S]*run\.json: missing/);
  });

  it('knows a number that was altered, and a file that nobody listed', () => {
    edit('mass_budget.csv', (text) => text.replace(/\d\n/, '0\n'));
    writeFileSync(inGolden('tables', 'more.csv'), '');
    expect(runs).toThrow(/mass_budget\.csv: altered\n {2}tables\/more\.csv: not in the list$/);
  });

  it('is itself missed, and has to be a list', () => {
    writeFileSync(inGolden('SHA256SUMS'), 'nothing\n');
    expect(runs).toThrow(/SHA256SUMS:1: "nothing"; it must be a SHA-256 and a path/);
    rmSync(inGolden('SHA256SUMS'));
    expect(runs).toThrow(/SHA256SUMS: missing/);
  });

  it('takes new files in, and never a listed one that is altered', () => {
    writeFileSync(inGolden('tables', 'more.csv'), 'a\n1\n');
    expect(listNewGoldenFiles(root)).toEqual(['tables/more.csv']);
    expect(runs()).toEqual(['tau_stop_some']);
    writeFileSync(inGolden('tables', 'more.csv'), 'a\n2\n');
    const before = readFileSync(inGolden('SHA256SUMS'), 'utf8');
    expect(() => listNewGoldenFiles(root)).toThrow('tables/more.csv: altered');
    expect(readFileSync(inGolden('SHA256SUMS'), 'utf8')).toBe(before);
  });
});
