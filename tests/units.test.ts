import { type ColumnSpec, MARS_MASS, ORBIT_ROLLUP, RUN_TABLES } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { runScenario } from './support/scenario.ts';

/** Every unit that an output column may have. */
const UNITS: ReadonlySet<string> = new Set([
  '1',
  '-',
  '%',
  'count',
  'arbitrary',
  'rad',
  's',
  's^-1',
  'm',
  'm^2',
  'm s^-1',
  'K',
  'Pa',
  'bar',
  'W m^-2',
  'R_Mars',
  'M_Mars',
  'M_Mars s^-1',
  'kg m^-2',
  'kg m^-2 s^-1',
  'kg m^-3',
  'm^2 kg^-1',
  '1 or kg m^-2 s^-1',
]);

const tables: Readonly<Record<string, readonly ColumnSpec[]>> = {
  ...RUN_TABLES,
  orbit_rollup: ORBIT_ROLLUP,
};

function leaves(columns: readonly ColumnSpec[]): ColumnSpec[] {
  return columns.flatMap((column) =>
    column.fields === undefined ? [column] : leaves(column.fields),
  );
}

const unitOf = (table: string, name: string): string => {
  const column = tables[table].find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`${table} has no column ${name}`);
  return column.unit;
};

/** A unit as a product of powers; ratios, angles and counts are pure numbers. */
function dimension(unit: string): Map<string, number> {
  const powers = new Map<string, number>();
  for (const part of unit.split(' ')) {
    const [base, power = '1'] = part.split('^');
    if (!['1', '-', 'rad', 'count'].includes(base)) powers.set(base, Number(power));
  }
  return powers;
}

/** Dimension of a product of units, each to a power; bases that cancel are left out. */
function product(...factors: readonly (readonly [unit: string, power: number])[]) {
  const total = new Map<string, number>();
  for (const [unit, power] of factors)
    for (const [base, exponent] of dimension(unit))
      total.set(base, (total.get(base) ?? 0) + exponent * power);
  return new Map([...total].filter(([, exponent]) => exponent !== 0).sort());
}

describe.each(Object.entries(tables))('the columns of %s', (_name, columns) => {
  it('have units of the list', () => {
    const wrong = leaves(columns).filter(({ unit }) => !UNITS.has(unit));
    expect(wrong.map(({ name, unit }) => `${name}: ${unit}`)).toEqual([]);
  });

  it('have a unit exactly where they hold numbers that measure something', () => {
    for (const { name, type, unit } of leaves(columns)) {
      if (type === 'double') expect(`${name} ${unit}`).not.toMatch(/ -$/);
      if (type === 'bool' || type === 'string') expect(`${name} ${unit}`).toMatch(/ -$/);
    }
  });

  it('have different names and a definition each', () => {
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    for (const { definition } of leaves(columns)) expect(definition).not.toBe('');
  });
});

describe('the main rates', () => {
  const SURFACE = 'kg m^-2 s^-1';
  const DISK = 'M_Mars s^-1';

  it.each([
    ...['outflux_surface', 'sink_flux_surface', 'dSigma_dt_blowout', 'dSigma_dt_sinks'],
    ...['dSigma_dt_total', 'dSigma_dt_sublimation', 'prod_subblow_area_rate', 'supply_rate_scaled'],
    ...['supply_rate_nominal', 'smol_prod_mass_rate', 'smol_extra_mass_loss_rate'],
    ...[
      'smol_gain_mass_rate',
      'smol_loss_mass_rate',
      'smol_sink_mass_rate',
      'smol_source_mass_rate',
    ],
    ...['deep_to_surf_flux', 'prod_rate_into_deep', 'prod_rate_diverted_to_deep'],
  ])('%s is a surface rate', (column) => {
    expect(unitOf('run', column)).toBe(SURFACE);
  });

  it.each([
    ...['M_out_dot', 'M_sink_dot', 'dM_dt_surface_total', 'M_out_dot_avg', 'M_sink_dot_avg'],
  ])('%s is a rate of the whole cell', (column) => {
    expect(unitOf('run', column)).toBe(DISK);
  });

  it.each(['M_out_per_orbit', 'M_sink_per_orbit', 'M_loss_per_orbit'])(
    '%s is a rate, despite its name',
    (column) => {
      expect(unitOf('orbit_rollup', column)).toBe(DISK);
    },
  );
});

describe('the dimensions', () => {
  const of = (column: string) => unitOf('run', column);
  const area = unitOf('diagnostics', 'area_m2');

  it.each([
    ['M_out_dot', 'mass_lost_surface_solid_marsRP_step'],
    ['M_out_dot', 'mass_lost_by_blowout'],
    ['M_sink_dot', 'mass_lost_sinks_step'],
    ['M_sink_dot', 'mass_lost_by_sinks'],
    ['smol_gain_mass_rate', 'smol_sigma_after'],
    ['smol_loss_mass_rate', 'smol_sigma_loss'],
    ['prod_subblow_area_rate', 'Sigma_surf'],
    ['deep_to_surf_flux', 'sigma_deep'],
  ])('%s × dt is a %s', (rate, amount) => {
    expect(product([of(rate), 1], [of('dt'), 1])).toEqual(product([of(amount), 1]));
  });

  it.each([
    ['outflux_surface', 'M_out_dot'],
    ['sink_flux_surface', 'M_sink_dot'],
    ['Sigma_surf', 'mass_total_bins'],
  ])('%s × area over the mass of Mars is a %s', (surface, whole) => {
    const perMars = product([of(surface), 1], [area, 1], ['kg', -1], ['M_Mars', 1]);
    expect(perMars).toEqual(product([of(whole), 1]));
  });

  it('of opacity × surface density is an optical depth', () => {
    expect(product([of('kappa_eff'), 1], [of('Sigma_surf'), 1])).toEqual(product([of('tau'), 1]));
    expect(product([of('kappa_eff'), -1])).toEqual(product([of('Sigma_tau1'), 1]));
  });

  it('of times, frequencies and speeds belong together', () => {
    expect(product([of('Omega_s'), 1], [of('t_orb_s'), 1])).toEqual(new Map());
    expect(product([of('Omega_s'), 1], [of('t_blow_s'), 1])).toEqual(new Map());
    expect(product([of('ds_dt_sublimation'), 1], [of('dt'), 1])).toEqual(product([of('s_min'), 1]));
  });
});

describe('the numbers of a run have the units that the columns say', async () => {
  const { series, run } = await runScenario('thin-dust');
  const { cells, area } = run.setup;
  const rows = series('time').length;
  const last = rows - cells;

  it('M_out_dot·dt adds up to mass_lost_by_blowout', () => {
    for (let cell = 0; cell < cells; cell++) {
      let sum = 0;
      for (let row = cell; row < rows; row += cells)
        sum += series('M_out_dot')[row] * series('dt')[row];
      expect(sum).toBeGreaterThan(0);
      expect(Math.abs(sum / series('mass_lost_by_blowout')[last + cell] - 1)).toBeLessThan(1e-12);
    }
  });

  it('outflux_surface·area/M_Mars is M_out_dot', () => {
    const out = series('M_out_dot');
    series('outflux_surface').forEach((flux, row) => {
      const expected = (flux * area[row % cells]) / MARS_MASS;
      expect(Math.abs(out[row] - expected)).toBeLessThanOrEqual(1e-12 * expected);
    });
  });

  it('the areas of the cells are those of a disk in square metres', () => {
    const { rIn, rOut } = run.setup.disk;
    const sum = area.reduce((total, one) => total + one, 0);
    expect(Math.abs(sum / (Math.PI * (rOut ** 2 - rIn ** 2)) - 1)).toBeLessThan(1e-12);
  });
});
