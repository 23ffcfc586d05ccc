import type { Config } from '@marsdisk/config';
import { type EngineSpec, FLAG_NAMES } from '@marsdisk/fast';
import { type RunSize, stepSeconds } from '../bench/costModel.ts';
import type { RunRequest } from '../run/request.ts';
import { MEASURED_COSTS, MEASURED_ON } from './measuredCosts.ts';

/** A run like the one that is estimated, but for one thing. */
export interface OtherRun extends RunSize {
  readonly engine: 'core' | 'fast';
  /** The other thing, for example "80 bins". */
  readonly label: string;
  /** Wall time of its steps, s. */
  readonly seconds: number;
}

/** What the fitted costs say beside the steps that were measured. */
export interface ModelledTime {
  /** Where the costs were measured. */
  readonly measuredOn: string;
  /** Time of a step by the costs, s. */
  readonly secondsPerStep: number;
  /** Measured time over that: how slow this machine and run are. */
  readonly factor: number;
  readonly others: readonly OtherRun[];
}

/** The engine that costs were fitted to; null where only some of the optimisations are on. */
export function fittedEngine(engine: RunRequest['engine']): 'core' | 'fast' | null {
  if (typeof engine === 'function') return null;
  const flags = (engine as Extract<EngineSpec, { flags: unknown }>).flags ?? [];
  if (engine.engine === 'core' || flags.length === 0) return 'core';
  return flags.length === FLAG_NAMES.length && !engine.shadow ? 'fast' : null;
}

/**
 * Compares measured steps with the fitted costs, and scales their time to other runs by them.
 *
 * @param measured time of a step on this machine, and of all steps, s
 */
export function modelledTime(
  engine: 'core' | 'fast',
  size: RunSize,
  io: Config['io'],
  measured: { readonly perStep: number; readonly total: number },
): ModelledTime {
  const own = secondsPerStep(engine, size, io);
  const { cells, bins } = size;
  const other = (label: string, run: RunSize, by: 'core' | 'fast' = engine): OtherRun => ({
    cells: run.cells,
    bins: run.bins,
    engine: by,
    label,
    seconds: (measured.total * secondsPerStep(by, run, io)) / own,
  });
  const otherEngine = engine === 'core' ? 'fast' : 'core';
  return {
    measuredOn: MEASURED_ON,
    secondsPerStep: own,
    factor: measured.perStep / own,
    others: [
      other(`${2 * bins} bins`, { cells, bins: 2 * bins }),
      other(`${2 * cells} cells`, { cells: 2 * cells, bins }),
      other(`the engine ${otherEngine}`, { cells, bins }, otherEngine),
    ],
  };
}

function secondsPerStep(engine: 'core' | 'fast', size: RunSize, io: Config['io']): number {
  const { cell, bin } = MEASURED_COSTS.records;
  const distributions = io.psd_history ? (bin * size.bins) / io.psd_history_stride : 0;
  const rows = size.cells * (cell / io.series_stride + distributions);
  return stepSeconds(MEASURED_COSTS[engine].time, size) + rows;
}
