import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, parseConfig } from '@marsdisk/config';
import { STEFAN_BOLTZMANN, YEAR } from '@marsdisk/core';
import { ensureTemperatureTable } from '@marsdisk/harness';
import { readTable } from '@marsdisk/io';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tests/support/golden.ts';
import { filesBelow, temporaryFolder } from './marsdisk.ts';

const { folder, path, write } = temporaryFolder('cooling');
const DRIVER = 'radiation.mars_temperature_driver';
const TABLES = { configPath: null, workingDirectory: folder };

/** A layer of 100 km of magma (3000 kg m⁻³, 1000 J kg⁻¹ K⁻¹) that radiates as a black body, K. */
function cooledFrom(initial: number, time: number): number {
  const rate = (3 * STEFAN_BOLTZMANN) / (1e5 * 3000 * 1000);
  return (initial ** -3 + rate * time) ** (-1 / 3);
}

function configuration(...overrides: string[]): Config {
  return parseConfig(readGolden('config', 'ok-minimal-1d.json').input, {
    overrides: [
      'disk={geometry: {r_in_RM: 1.0, r_out_RM: 2.7}}',
      'radiation.TM_K=4000',
      `${DRIVER}={enabled: true, mode: table, autogenerate: {enabled: true, output_dir: tables}}`,
      `${DRIVER}.table={path: mine.csv, time_unit: day, column_time: time_day, column_temperature: T_K}`,
      'numerics.t_end_years=3',
      ...overrides,
    ],
  }).config;
}

describe('a cooling table that is missing', () => {
  it('is generated for the whole run, and the run reads it', async () => {
    const { config, table } = await ensureTemperatureTable(configuration(), TABLES);
    expect(table).toMatchObject({
      generated: true,
      model: 'slab',
      initial_K: 4000,
      target_years: 3,
    });
    expect(table?.coverage_years).toBeGreaterThanOrEqual(3);
    expect(config.radiation?.mars_temperature_driver?.table?.path).toBe(table?.path);
    const { columns, rowCount } = await readTable(path(table!.path));
    const time = columns.get('time_day')!;
    const temperature = columns.get('T_K')!;
    expect(time[rowCount - 1]! * 86400).toBeGreaterThanOrEqual(3 * YEAR);
    for (const row of [0, 1, rowCount - 1])
      expect(temperature[row]).toBeCloseTo(cooledFrom(4000, time[row]! * 86400), 9);
  });

  it('is found again by the same settings, and by no others', async () => {
    const { table: first } = await ensureTemperatureTable(configuration(), TABLES);
    const written = statSync(path(first!.path)).mtimeMs;
    const { table: again } = await ensureTemperatureTable(configuration(), TABLES);
    expect(again).toEqual({ ...first, generated: false });
    expect(statSync(path(first!.path)).mtimeMs).toBe(written);
    const changes = [
      'radiation.TM_K=4000.01',
      `${DRIVER}.autogenerate.model=hyodo`,
      `${DRIVER}.autogenerate.dt_hours=2`,
      `${DRIVER}.autogenerate.time_margin_years=1`,
      `${DRIVER}.autogenerate.time_unit=s`,
      `${DRIVER}.autogenerate.column_temperature=T`,
      'numerics.t_end_until_temperature_K=1100',
      'numerics.t_end_years=5',
    ];
    const paths = new Set([first?.path]);
    for (const change of changes) {
      const { table } = await ensureTemperatureTable(configuration(change), TABLES);
      expect([change, table?.generated]).toEqual([change, true]);
      paths.add(table?.path);
    }
    expect(paths.size).toBe(1 + changes.length);
  });

  it('is not replaced when its file holds something else', async () => {
    const { table } = await ensureTemperatureTable(configuration(), TABLES);
    const file = path(table!.path);
    const text = readFileSync(file, 'utf8');
    const edited = text.replace(/\n0\.0,.*\n/, '\n0.0,3999.0\n');
    writeFileSync(file, edited);
    await expect(ensureTemperatureTable(configuration(), TABLES)).rejects.toThrow(file);
    expect(readFileSync(file, 'utf8')).toBe(edited);
    rmSync(file);
  });

  it('is an error without autogenerate.enabled', async () => {
    const config = configuration(`${DRIVER}.autogenerate.enabled=false`);
    await expect(ensureTemperatureTable(config, TABLES)).rejects.toThrow(
      /table\.path.*mine\.csv.*does not exist.*autogenerate\.enabled/,
    );
  });
});

describe('a cooling table of the user', () => {
  it('is used as it is, whatever autogenerate says', async () => {
    const text = 'time_day,T_K\n0,3000\n1,2900\n';
    const file = write('own.csv', text);
    const before = filesBelow(join(folder, 'tables'));
    const config = configuration(`${DRIVER}.table.path=${file}`);
    expect(await ensureTemperatureTable(config, TABLES)).toEqual({ config, table: null });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(filesBelow(join(folder, 'tables'))).toEqual(before);
  });
});
