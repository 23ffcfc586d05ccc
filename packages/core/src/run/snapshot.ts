import { ConfigurationError } from '../errors.ts';
import type { RadiationState } from '../radiation/blowout.ts';
import type { OrbitRollup } from './orbitRollup.ts';
import type { Clock } from './plan.ts';
import type { Run } from './run.ts';
import type { StateArrays } from './state.ts';
import { AREA_TRACKS, STEP_TRACKS, type Track } from './tracks.ts';

/**
 * Everything that a run carries from one step to the next, as plain data. Together with the configuration and its tables
 * it is the run: what is computed after it has been put back is what would have been computed without the interruption.
 * Records are not part of it.
 */
export interface RunSnapshot {
  readonly clock: Clock;
  readonly state: StateArrays;
  readonly isStopped: Uint8Array;
  readonly stoppedStepValues: Float64Array;
  readonly lastRadiation: RadiationState;
  readonly tracks: Readonly<Record<string, Float64Array>>;
  readonly integrals: Float64Array;
  readonly integratedTime: number;
  readonly rollup: Pick<OrbitRollup, 'elapsed' | 'outMass' | 'sinkMass' | 'rows'> | null;
  readonly lostBySublimation: number;
  readonly largestBudgetError: number;
  readonly firstScaledRate: number;
}

/**
 * A copy of a run between two blocks.
 *
 * @throws ConfigurationError if the engine remembers more than the cells do (`sinks.sub_params.psat_cache_tol_K` > 0)
 */
export function captureRun(run: Run): RunSnapshot {
  const { setup, ledger, state } = run;
  if (setup.isHistoryDependent)
    throw new ConfigurationError(
      'numerics.checkpoint: a run with sinks.sub_params.psat_cache_tol_K > 0 cannot be saved, because its vapour pressures depend on the temperatures before; set it to 0',
    );
  const { distributions: _views, supply: _copies, ...arrays } = state;
  const { rollup } = ledger;
  return {
    clock: { ...run.clock },
    state: Object.fromEntries(
      Object.entries(arrays).map(([name, values]) => [name, values.slice()]),
    ) as unknown as StateArrays,
    isStopped: run.isStopped.slice(),
    stoppedStepValues: run.stoppedStepValues.slice(),
    lastRadiation: { ...run.lastRadiation },
    tracks: Object.fromEntries(
      allTracks(run).map(([name, { pairs, length }]) => [name, pairs.slice(0, 2 * length)]),
    ),
    integrals: ledger.integrals.slice(),
    integratedTime: ledger.integratedTime,
    rollup:
      rollup === null
        ? null
        : {
            elapsed: rollup.elapsed,
            outMass: rollup.outMass,
            sinkMass: rollup.sinkMass,
            rows: [...rollup.rows],
          },
    lostBySublimation: ledger.lostBySublimation,
    largestBudgetError: ledger.largestBudgetError,
    firstScaledRate: ledger.firstScaledRate,
  };
}

/**
 * Puts a run that was set up from the same configuration and tables where the snapshot was taken. The threads of a run
 * see it, since everything lies in the arrays that they share.
 *
 * @throws ConfigurationError if the snapshot has other cells or bins
 */
export function restoreRun(run: Run, snapshot: RunSnapshot): void {
  const { ledger, state } = run;
  for (const name of Object.keys(snapshot.state) as (keyof StateArrays)[]) {
    if (snapshot.state[name].length !== state[name].length)
      throw new ConfigurationError(
        `resume: the checkpoint holds ${snapshot.state[name].length} values of "${name}" and the run has ${state[name].length}; geometry.Nr and sizes.n_bins must be the same`,
      );
    state[name].set(snapshot.state[name]);
  }
  Object.assign(run.clock, snapshot.clock);
  run.isStopped.set(snapshot.isStopped);
  run.stoppedStepValues.set(snapshot.stoppedStepValues);
  Object.assign(run.lastRadiation, snapshot.lastRadiation);
  for (const [name, track] of allTracks(run)) {
    const pairs = snapshot.tracks[name];
    track.pairs = new Float64Array(Math.max(256, pairs.length * 2));
    track.pairs.set(pairs);
    track.length = pairs.length / 2;
  }
  ledger.integrals.set(snapshot.integrals);
  ledger.integratedTime = snapshot.integratedTime;
  if (ledger.rollup !== null && snapshot.rollup !== null) {
    const { rows, ...sums } = snapshot.rollup;
    Object.assign(ledger.rollup, sums);
    ledger.rollup.rows.splice(0, ledger.rollup.rows.length, ...rows);
  }
  ledger.lostBySublimation = snapshot.lostBySublimation;
  ledger.largestBudgetError = snapshot.largestBudgetError;
  ledger.firstScaledRate = snapshot.firstScaledRate;
}

function allTracks({ ledger }: Run): [string, Track][] {
  return [
    ...STEP_TRACKS.map((name): [string, Track] => [name, ledger.stepTracks[name]]),
    ...AREA_TRACKS.map((name): [string, Track] => [name, ledger.areaTracks[name]]),
  ];
}
