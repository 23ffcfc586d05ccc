import { engineFactory, FLAG_NAMES, type FlagName } from '@marsdisk/fast';
import { expect, it } from 'vitest';
import { compareOutputs } from '../../src/verify/compareOutputs.ts';
import { runInMemory } from '../../src/verify/runInMemory.ts';
import { loadScenario } from '../../src/verify/scenario.ts';
import { ROOT } from './support.ts';

const engineOf = (flags: readonly FlagName[]) =>
  engineFactory({ engine: 'fast', flags, shadow: false, guard: false });

/** An engine that leaves out what only rows show, in steps of which no row is kept, and one that does not. */
const SKIPPING = engineOf(FLAG_NAMES);
const COMPLETE = engineOf(FLAG_NAMES.filter((name) => name !== 'diagnostics'));

/** Strides at which every table keeps rows of steps of which the others keep none. */
const STRIDES = [
  'io.series_stride=5',
  'io.psd_history_stride=3',
  'io.diagnostics_stride=7',
  'io.mass_budget_cells=true',
];

/** Scenarios, some of them changed, in which all that is summed over a run matters, and all ways in which cells and runs end. */
const SCENARIOS: readonly (readonly [name: string, ...overrides: string[]])[] = [
  ['thin-dust'],
  ['mixed'],
  ['collision-floor'],
  ['sublimation-bins', 'numerics.dt_init=25000', 'numerics.t_end_years=0.008'],
  ['deep-mixing', 'supply.transport.t_mix_orbits=1e30'],
  ['reservoir-taper'],
  ['supply-temperature'],
  ['stop-strides'],
  ['stop-tau-all'],
  ['stop-loss-rate'],
  ['stop-cooling'],
  ['stop-in-error'],
];

it.each(SCENARIOS)(
  'what is left out of the records of %s is missing in no table',
  async (...of) => {
    const [name, ...overrides] = of;
    const scenario = await loadScenario(ROOT, name, [...STRIDES, ...overrides]);
    const skipping = runInMemory(scenario, SKIPPING);
    const compared = compareOutputs(skipping, runInMemory(scenario, COMPLETE), 'identical');
    expect(compared).toMatchObject({ isIdentical: true, failures: [], problems: [] });
  },
);
