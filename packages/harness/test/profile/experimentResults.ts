import type { FlagGain, Waterfall } from '../../src/profile/experiments/waterfall.ts';
import type { WorkerCurve } from '../../src/profile/experiments/workerCurve.ts';

const around = (median: number) => ({ median, min: 0.97 * median, max: 1.2 * median, count: 9 });

const ratio = (value: number) => ({
  ratio: value,
  low: 0.98 * value,
  high: 1.03 * value,
  pairs: 9,
  confidence: 0.95,
});

function gain(without: number, speedup: number, scale: number): FlagGain {
  const times = ratio(speedup);
  const saved = (factor: number) => scale * (factor - 1);
  return {
    without: around(without),
    with: around(without / speedup),
    speedup: times,
    saved: { value: saved(speedup), low: saved(times.low), high: saved(times.high) },
    isSteady: true,
  };
}

/** A waterfall with a flag that helps, one that hurts and one that does nothing. */
export const WATERFALL: Waterfall = {
  rounds: 9,
  steps: { alone: 12, among: 300 },
  leadSteps: 16,
  off: around(200e-6),
  all: around(4e-6),
  flags: [
    { flag: 'weights', alone: gain(200e-6, 1.002, 100e-6), among: gain(4e-6, 1.3, 4e-6) },
    { flag: 'remnants', alone: gain(200e-6, 1.5, 100e-6), among: gain(4e-6, 5, 4e-6) },
    { flag: 'gain', alone: gain(200e-6, 0.9, 100e-6), among: gain(4e-6, 0.95, 4e-6) },
  ],
};

/** Two threads that lose a tenth. */
export const WORKER_CURVE: WorkerCurve = {
  label: 'fast',
  isRecording: false,
  rounds: 9,
  steps: 400,
  best: 2,
  points: [
    { workers: 1, cellStep: around(4e-6), speedup: ratio(1), isSteady: true, restarts: 0 },
    { workers: 2, cellStep: around(2.2e-6), speedup: ratio(1.8), isSteady: true, restarts: 2 },
  ],
};
