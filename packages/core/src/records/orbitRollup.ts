import type { OrbitRow } from '../run/orbitRollup.ts';
import type { ColumnData, ColumnSpec, RecordChunk } from './column.ts';

function double(name: string, unit: string, definition: string, nulls = 'never'): ColumnSpec {
  return { name, type: 'double', unit, definition, nulls, comparison: { kind: 'relative' } };
}

/** Columns of `orbit_rollup.csv`; one row a completed orbit at the middle of the disk. */
export const ORBIT_ROLLUP: readonly ColumnSpec[] = [
  {
    name: 'orbit_index',
    type: 'int64',
    unit: '-',
    definition: 'number of the orbit from 1',
    nulls: 'never',
    comparison: { kind: 'exact' },
  },
  double('time_s', 's', 'end of the step in which the orbit was completed'),
  double('time_s_end', 's', 'end of the orbit'),
  double('t_orb_s', 's', 'period of the reference orbit'),
  double('M_out_orbit', 'M_Mars', 'mass lost by blow-out in the orbit'),
  double('M_sink_orbit', 'M_Mars', 'mass lost by sinks in the orbit'),
  double('M_loss_orbit', 'M_Mars', 'mass lost in the orbit'),
  double('M_out_per_orbit', 'M_Mars s^-1', 'M_out_orbit over the period: a rate, despite the name'),
  double('M_sink_per_orbit', 'M_Mars s^-1', 'M_sink_orbit over the period'),
  double('M_loss_per_orbit', 'M_Mars s^-1', 'M_loss_orbit over the period'),
  double('mass_loss_frac_per_orbit', '1', 'M_loss_orbit over the initial mass', 'there is no mass'),
  double('M_out_cum', 'M_Mars', 'mass lost by blow-out so far'),
  double('M_sink_cum', 'M_Mars', 'mass lost by sinks so far'),
  double('M_loss_cum', 'M_Mars', 'mass lost so far'),
  double('r_RM', 'R_Mars', 'radius of the reference orbit'),
  double('T_M', 'K', 'temperature of Mars in the step'),
  double('slope_dlnM_dlnr', '1', 'slope of the loss over radius', 'always in 1D'),
];

/** The rows of a roll-up as columns. */
export function rollupChunk(rows: readonly OrbitRow[]): RecordChunk {
  return {
    rowCount: rows.length,
    columns: new Map(
      ORBIT_ROLLUP.map(({ name, type }): [string, ColumnData] => {
        const values = rows.map((row) => row[name as keyof OrbitRow] ?? Number.NaN);
        return type === 'int64'
          ? [name, { kind: 'integers', values: Int32Array.from(values) }]
          : [name, { kind: 'values', values: Float64Array.from(values) }];
      }),
    ),
  };
}
