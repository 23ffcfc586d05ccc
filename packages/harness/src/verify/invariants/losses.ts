import { MARS_MASS } from '@marsdisk/core';
import { type Invariant, type InvariantRun, sameInEveryRow, type Violation } from './invariant.ts';

export const LOSS_RATES: Invariant = {
  name: 'loss rates',
  statement:
    'a loss rate in M_Mars/s is the flux times the area of the cell, and the totals are the sums of their parts',
  *check(run) {
    const of = (column: string) => run.numbers('run', column);
    const { area } = run.setup;
    const cell = of('cell_index');
    const outflux = of('outflux_surface');
    const sinkFlux = of('sink_flux_surface');
    const out = of('M_out_dot');
    const sink = of('M_sink_dot');
    const marsMasses = (flux: Float64Array) => (row: number) =>
      (flux[row]! * area[cell[row]!]!) / MARS_MASS;
    yield* sameInEveryRow(run, 'run', 'M_out_dot', marsMasses(outflux));
    yield* sameInEveryRow(run, 'run', 'M_sink_dot', marsMasses(sinkFlux));
    yield* sameInEveryRow(run, 'run', 'mass_total_bins', marsMasses(of('Sigma_surf')));
    yield* sameInEveryRow(run, 'run', 'dM_dt_surface_total', (row) => out[row]! + sink[row]!);
    yield* sameInEveryRow(run, 'run', 'dSigma_dt_total', (row) => outflux[row]! + sinkFlux[row]!);
    yield* sameInEveryRow(
      run,
      'run',
      'M_loss_cum',
      (row) => of('mass_lost_by_blowout')[row]! + of('mass_lost_by_sinks')[row]!,
    );
  },
};

export const CUMULATIVE_LOSSES: Invariant = {
  name: 'cumulative losses',
  statement:
    'cumulative losses never fall; where every step is recorded they grow by rate × dt, and not at all in a stopped cell',
  *check(run) {
    yield* cumulative(run, 'mass_lost_by_blowout', 'M_out_dot');
    yield* cumulative(run, 'mass_lost_by_sinks', 'M_sink_dot');
  },
};

function* cumulative(run: InvariantRun, column: string, rate: string): Generator<Violation> {
  const lost = run.numbers('run', column);
  const rates = run.numbers('run', rate);
  const dt = run.numbers('run', 'dt');
  const cell = run.numbers('run', 'cell_index');
  const active = run.activeRows('run');
  const before = new Float64Array(run.setup.cells);
  const isComplete = run.recordsEveryStep;
  for (let row = 0; row < lost.length; row++) {
    const previous = before[cell[row]!]!;
    const actual = lost[row]!;
    before[cell[row]!] = actual;
    const grown = active[row] === 1 ? rates[row]! * dt[row]! : 0;
    const expected = previous + grown;
    if (!(actual >= previous))
      yield { table: 'run', column, row, actual, expected: `≥ ${previous}` };
    else if (isComplete && !(Math.abs(actual - expected) <= 1e-12 * expected))
      yield { table: 'run', column, row, actual, expected };
  }
}

export const CLOCK: Invariant = {
  name: 'clock',
  statement: 'the recorded times follow each other by dt, and end where the summary says',
  *check(run) {
    const times = run.numbers('mass_budget', 'time');
    for (let row = 1; row < times.length; row++)
      if (!(times[row]! > times[row - 1]!))
        yield {
          table: 'mass_budget',
          column: 'time',
          row,
          actual: times[row]!,
          expected: `> ${times[row - 1]}`,
        };
    if (run.table('summary').columns.length === 0) return;
    const end = run.numbers('summary', 'time_end_s')[0]!;
    const last = times.at(-1) ?? 0;
    if (last !== end)
      yield { table: 'summary', column: 'time_end_s', row: 0, actual: end, expected: last };
    if (!run.recordsEveryStep) return;
    const time = run.numbers('run', 'time');
    const dt = run.numbers('run', 'dt');
    const { cells } = run.setup;
    yield* sameInEveryRow(
      run,
      'run',
      'time',
      (row) => (row < cells ? 0 : time[row - cells]!) + dt[row]!,
    );
  },
};
