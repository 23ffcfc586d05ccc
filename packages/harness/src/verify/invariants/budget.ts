import { type Invariant, isClose, sameInEveryRow } from './invariant.ts';

export const DISK_BUDGET: Invariant = {
  name: 'disk budget',
  statement:
    'the losses of the disk are the sum of the losses of its cells, and what remains is the initial mass less the losses',
  *check(run) {
    const initial = run.numbers('mass_budget', 'mass_initial');
    const lost = run.numbers('mass_budget', 'mass_lost');
    yield* sameInEveryRow(
      run,
      'mass_budget',
      'mass_remaining',
      (row) => initial[row]! - lost[row]!,
      (row) => initial[row]!,
    );
    const total = run.setup.cellMass.reduce((sum, mass) => sum + mass, 0);
    yield* sameInEveryRow(run, 'mass_budget', 'mass_initial', () => total);

    const byTime = new Map<number, number>();
    const time = run.numbers('run', 'time');
    const cellLoss = run.numbers('run', 'M_loss_cum');
    time.forEach((t, row) => {
      byTime.set(t, (byTime.get(t) ?? 0) + cellLoss[row]!);
    });
    const budgetTime = run.numbers('mass_budget', 'time');
    yield* sameInEveryRow(run, 'mass_budget', 'mass_lost', (row) => byTime.get(budgetTime[row]!));
  },
};

export const CELL_BUDGETS: Invariant = {
  name: 'cell budgets',
  statement: 'the budget of a cell shows the loss that the series shows',
  *check(run) {
    const key = (time: number, cell: number) => `${time} ${cell}`;
    const losses = new Map<string, number>();
    const time = run.numbers('run', 'time');
    const cell = run.numbers('run', 'cell_index');
    const loss = run.numbers('run', 'M_loss_cum');
    time.forEach((t, row) => {
      losses.set(key(t, cell[row]!), loss[row]!);
    });
    const budgetTime = run.numbers('mass_budget_cells', 'time');
    const budgetCell = run.numbers('mass_budget_cells', 'cell_index');
    yield* sameInEveryRow(run, 'mass_budget_cells', 'mass_lost', (row) =>
      losses.get(key(budgetTime[row]!, budgetCell[row]!)),
    );
    yield* sameInEveryRow(
      run,
      'mass_budget_cells',
      'mass_initial',
      (row) => run.setup.cellMass[budgetCell[row]!],
    );
  },
};

export const ROLLUP: Invariant = {
  name: 'orbit roll-up',
  statement:
    'the losses of the completed orbits add up to no more than the loss of the run, and an orbit loses what its blow-out and sinks lose',
  *check(run) {
    const of = (column: string) => run.numbers('orbit_rollup', column);
    const period = of('t_orb_s');
    yield* sameInEveryRow(
      run,
      'orbit_rollup',
      'M_loss_orbit',
      (row) => of('M_out_orbit')[row]! + of('M_sink_orbit')[row]!,
    );
    yield* sameInEveryRow(
      run,
      'orbit_rollup',
      'M_loss_cum',
      (row) => of('M_out_cum')[row]! + of('M_sink_cum')[row]!,
    );
    for (const kind of ['out', 'sink', 'loss'])
      yield* sameInEveryRow(
        run,
        'orbit_rollup',
        `M_${kind}_per_orbit`,
        (row) => of(`M_${kind}_orbit`)[row]! / period[row]!,
      );
    let total = 0;
    const loss = of('M_loss_orbit');
    const cumulative = of('M_loss_cum');
    for (let row = 0; row < loss.length; row++) {
      total += loss[row]!;
      if (total > cumulative[row]! * (1 + 1e-12))
        yield {
          table: 'orbit_rollup',
          column: 'M_loss_orbit',
          row,
          actual: total,
          expected: `≤ ${cumulative[row]} in all`,
        };
    }
  },
};

export const SUMMARY: Invariant = {
  name: 'summary',
  statement: 'the summary shows the losses with which the budget ends',
  *check(run) {
    if (run.table('summary').columns.length === 0) return;
    const of = (column: string) => run.numbers('summary', column)[0]!;
    const lost = run.numbers('mass_budget', 'mass_lost').at(-1) ?? 0;
    const parts = of('M_out_cum') + of('M_sink_cum');
    for (const expected of [lost, parts])
      if (!isClose(of('M_loss'), expected, expected))
        yield { table: 'summary', column: 'M_loss', row: 0, actual: of('M_loss'), expected };
  },
};
