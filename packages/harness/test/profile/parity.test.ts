import { join } from 'node:path';
import { type ColumnSpec, createPlainEngine, setUpRun } from '@marsdisk/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadProfiledRun } from '../../src/profile/measurement/workload.ts';
import { checkParity, firstSteps } from '../../src/profile/parity/checkParity.ts';
import { columnGroup } from '../../src/profile/parity/columnGroups.ts';
import { compareByGroup } from '../../src/profile/parity/parity.ts';
import { parityTable, reportedGroups } from '../../src/profile/report/parity.ts';
import { leafColumns, OUTPUT_TABLES } from '../../src/verify/outputs.ts';
import { type PreparedRun, runInMemory } from '../../src/verify/runInMemory.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

const load = (overrides: readonly string[] = []) =>
  loadProfiledRun({
    configPath: join(ROOT, 'configs', 'small.yml'),
    overrides,
    workingDirectory: ROOT,
  });

let run: PreparedRun;
beforeAll(async () => {
  run = await load();
});

const variant = (engine: string, cache: string | null, workers = 1) => ({
  engine,
  cache,
  workers,
  label: `${engine} ${cache}`,
});

describe('the first steps of a run', () => {
  it('are as many and as long as those of the whole run', () => {
    const whole = setUpRun(run.config, run.tables).timeGrid;
    for (const steps of [1, 7, 64]) {
      const { stepCount, dtFirst } = setUpRun(firstSteps(run, steps).config, run.tables).timeGrid;
      expect(stepCount).toBe(steps);
      expect(dtFirst / whole.dtFirst).toBeCloseTo(1, 10);
    }
  });

  it('are the whole run if it is no longer', () => {
    expect(firstSteps(run, 1_000_000)).toBe(run);
  });
});

describe('parity', () => {
  it('holds for the fast engine, with and without its optimisations', async () => {
    const parity = await checkParity(run, [variant('fast', 'all'), variant('fast', 'off')], 6);
    expect(parity).toMatchObject({ agrees: true, steps: 6, tolerance: 1e-10 });
    const [all, off] = parity!.engines;
    expect(all!.groups.length).toBeGreaterThan(20);
    expect(off!.groups.every(({ verdict }) => verdict === 'identical')).toBe(true);
    expect(reportedGroups(parity!)).toHaveLength(all!.groups.length);
    expect(parityTable(parity!).columns.map(({ title }) => title)).toContain('engine');
  });

  it('has nothing to compare for the plain engine alone or without steps', async () => {
    expect(await checkParity(run, [variant('core', null)], 6)).toBeNull();
    expect(await checkParity(run, [variant('fast', 'all')], 0)).toBeNull();
  });

  it('fails in the groups where another physics shows, and nowhere else', async () => {
    const plain = runInMemory(firstSteps(run, 6), createPlainEngine);
    const denser = await load(['material.rho=3270.001']);
    const other = runInMemory(firstSteps(denser, 6), createPlainEngine);
    const { agrees, groups } = compareByGroup('denser', other, plain);
    expect(agrees).toBe(false);
    const verdictOf = (table: string, group: string) =>
      groups.find((one) => one.table === table && one.group === group)!.verdict;
    expect(verdictOf('run', 'surface densities')).toBe('differs');
    expect(verdictOf('run', 'temperatures and radiation')).toBe('differs');
    expect(verdictOf('mass_budget', 'times and places')).toBe('identical');
  });

  it('names tables and rows that are missing', () => {
    const plain = runInMemory(firstSteps(run, 6), createPlainEngine);
    const shorter = runInMemory(firstSteps(run, 5), createPlainEngine);
    const tables = new Map(plain.tables);
    tables.delete('psd_hist');
    expect(compareByGroup('a', { ...plain, tables }, plain).problems).toEqual([
      'psd_hist: the table is missing',
    ]);
    expect(compareByGroup('b', shorter, plain).problems[0]).toMatch(/^run: \d+ rows instead of/);
  });
});

describe('the group of a column', () => {
  it('is a named one for every column of every file', () => {
    const columns = Object.values(OUTPUT_TABLES).flatMap((table) => leafColumns(table));
    const unnamed = columns.filter((column) => columnGroup(column) === 'other numbers');
    expect(unnamed.map(({ name, unit }) => `${name} [${unit}]`)).toEqual([]);
  });

  it('follows how the column is compared, then its unit', () => {
    const spec = { name: '', type: 'double', definition: '', nulls: '' } as const;
    const group = (unit: string, comparison: ColumnSpec['comparison']) =>
      columnGroup({ ...spec, unit, comparison });
    expect(group('M_Mars', { kind: 'relative' })).toBe('masses and rates');
    expect(group('M_Mars', { kind: 'noise', absolute: 1e-10, below: 1 })).toBe('rounding residues');
    expect(group('K', { kind: 'exact' })).toBe('texts, flags and counts');
    expect(group('furlong', { kind: 'relative' })).toBe('other numbers');
  });
});
