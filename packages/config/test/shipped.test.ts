import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tests/support/golden.ts';
import { loadConfig, locateInput } from '../src/index.ts';
import { leaves } from './support.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const files = globSync(join(ROOT, 'configs', '*.yml'));
const load = (name: string) => loadConfig({ path: join(ROOT, 'configs', name), strict: true });

/** Paths at which two documents differ. */
function differences(one: object, other: object): string[] {
  const values = new Map(leaves(other));
  const changed = leaves(one).filter(
    ([path, value]) => JSON.stringify(values.get(path)) !== JSON.stringify(value),
  );
  const missing = [...values.keys()].filter((path) => !new Map(leaves(one)).has(path));
  return [...changed.map(([path]) => path), ...missing].sort();
}

describe('the shipped configuration', () => {
  it('exists', () => {
    expect(files.map((file) => basename(file)).sort()).toEqual([
      'base.yml',
      'collisions.yml',
      'deep-mixing.yml',
      'shielded.yml',
      'small.yml',
      'solid.yml',
      'sublimation.yml',
      'supply-table.yml',
    ]);
  });

  for (const file of files)
    it(`${basename(file)} is valid, has no unknown or old keys and names the editor schema`, () => {
      const { warnings, config } = load(basename(file));
      expect(warnings).toEqual([]);
      expect(config.geometry.mode).toBe('1D');
      expect(readFileSync(file, 'utf8')).toMatch(
        /^# yaml-language-server: \$schema=marsdisk\.schema\.json\n/,
      );
    });

  for (const file of files)
    it(`${basename(file)} finds its tables from the root of the repository`, () => {
      const { config, sourcePath } = load(basename(file));
      const tables = [
        config.radiation?.qpr_table_path,
        config.shielding?.table_path,
        config.supply.mode === 'table' ? config.supply.table.path : null,
      ].filter((path) => path != null);
      for (const path of tables) {
        expect(path).toMatch(/^configs\/tables\//);
        expect(readFileSync(locateInput(path, sourcePath, ROOT), 'utf8')).toMatch(/^[\w,]+\n[\d.]/);
      }
    });

  it('base.yml has the values of the reference except for the names of files', () => {
    expect(
      differences(load('base.yml').config, readGolden('config', 'base.json').resolved),
    ).toEqual([
      'radiation.mars_temperature_driver.autogenerate.output_dir',
      'radiation.mars_temperature_driver.table.path',
      'radiation.qpr_table_path',
      'shielding.table_path',
    ]);
  });

  it('differs from base.yml only in what it is about', () => {
    const base = load('base.yml').config;
    const cooler = ['radiation.TM_K', 'radiation.mars_temperature_driver.table.path'];
    const differs = (name: string) =>
      differences(load(name).config, base).filter((path) => path !== 'io.outdir');
    expect(differs('solid.yml')).toEqual(cooler);
    expect(differs('collisions.yml')).toEqual(['physics_mode', ...cooler]);
    expect(differs('sublimation.yml')).toEqual([
      'physics_mode',
      'sinks.sub_params.mass_conserving',
      'sinks.sublimation_location',
    ]);
    expect(differs('deep-mixing.yml')).toEqual([
      ...cooler,
      'supply.transport.mode',
      'supply.transport.t_mix_orbits',
    ]);
    expect(differs('shielded.yml')).toEqual([...cooler, 'shielding.mode', 'shielding.table_path']);
    expect(differs('supply-table.yml')).toEqual([
      ...cooler,
      'supply.const.mu_orbit10pct',
      'supply.mode',
      'supply.table.path',
      'supply.table.time_unit',
    ]);
  });
});
