import { type Invariant, sameInEveryRow } from './invariant.ts';

/** Largest relative mass error with which the scheme accepts a step. */
const MASS_TOLERANCE = 5e-3;

export const COLLISION_BUDGET: Invariant = {
  name: 'collision budget',
  statement:
    'a collision step changes the surface density by exactly dt_eff × (source − sinks + gain − loss): fragments carry all of the mass that breaks',
  *check(run) {
    const of = (column: string) => run.numbers('run', column);
    const before = of('smol_sigma_before');
    const dt = of('smol_dt_eff');
    const gain = of('smol_gain_mass_rate');
    const loss = of('smol_loss_mass_rate');
    const sink = of('smol_sink_mass_rate');
    const source = of('smol_source_mass_rate');
    yield* sameInEveryRow(
      run,
      'run',
      'smol_sigma_after',
      (row) => before[row]! + dt[row]! * (source[row]! - sink[row]! + gain[row]! - loss[row]!),
      (row) => before[row]! + dt[row]! * (source[row]! + sink[row]! + gain[row]! + loss[row]!),
      1e-11,
    );
  },
};

export const MASS_ERROR: Invariant = {
  name: 'mass error',
  statement:
    'no accepted collision step has a mass error above 0.5 %, nor one longer than the step of the clock',
  *check(run) {
    const error = run.numbers('run', 'smol_mass_error');
    const dtEff = run.numbers('run', 'smol_dt_eff');
    const dt = run.numbers('run', 'dt');
    const active = run.activeRows('run');
    for (let row = 0; row < error.length; row++) {
      if (error[row]! > MASS_TOLERANCE)
        yield {
          table: 'run',
          column: 'smol_mass_error',
          row,
          actual: error[row]!,
          expected: `≤ ${MASS_TOLERANCE}`,
        };
      if (active[row] === 1 && dtEff[row]! > dt[row]!)
        yield {
          table: 'run',
          column: 'smol_dt_eff',
          row,
          actual: dtEff[row]!,
          expected: `≤ ${dt[row]}`,
        };
    }
  },
};

export const SUPPLY: Invariant = {
  name: 'supply',
  statement:
    'the collision step injects exactly the mass that supply delivers, and removes what the sinks say',
  *check(run) {
    const supplied = run.numbers('run', 'prod_subblow_area_rate');
    const production = run.numbers('run', 'smol_prod_mass_rate');
    const removal = run.numbers('run', 'smol_extra_mass_loss_rate');
    const ran = run.numbers('run', 'smol_dt_eff').map((dt) => (Number.isNaN(dt) ? 0 : 1));
    const ifRan = (values: Float64Array) => (row: number) =>
      ran[row] === 1 ? values[row] : undefined;
    yield* sameInEveryRow(run, 'run', 'smol_prod_mass_rate', ifRan(supplied));
    yield* sameInEveryRow(run, 'run', 'smol_source_mass_rate', ifRan(production));
    yield* sameInEveryRow(run, 'run', 'smol_sink_mass_rate', ifRan(removal));
  },
};
