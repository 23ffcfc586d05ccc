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

/** Scenarios in which all that is summed over a run differs from 0 somewhere, and all ways in which cells and runs end. */
const NAMES = [
  ...['thin-dust', 'long-steps', 'mixed', 'collision-floor', 'deep-mixing', 'hot-surface-sink'],
  ...['reservoir-taper', 'reservoir-hard-stop', 'supply-temperature', 'sublimation-only'],
  ...['stop-tau-some', 'stop-tau-all', 'stop-loss-rate', 'stop-cooling', 'stop-in-error'],
];

it.each(NAMES)('what is left out of the records of %s is missing in no table', async (name) => {
  const scenario = await loadScenario(ROOT, name, STRIDES);
  const skipping = runInMemory(scenario, SKIPPING);
  const compared = compareOutputs(skipping, runInMemory(scenario, COMPLETE), 'identical');
  expect(compared).toMatchObject({ isIdentical: true, failures: [], problems: [] });
});
