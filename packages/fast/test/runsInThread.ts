import { parentPort, workerData } from 'node:worker_threads';
import { createFastEngine } from '../src/index.ts';
import { referenceCache } from './referenceCache.ts';
import { contextOf, gainOf, strengthOf } from './setting.ts';

// A thread that serves one run after the other, each with another strength of the grains: what the reference keeps a
// thread, and what our engine gives and has computed.
const { bins, scales } = workerData as { bins: number; scales: readonly number[] };
const keptByThread = referenceCache<Float64Array>();

parentPort?.postMessage(
  scales.map((scale) => {
    const engine = createFastEngine(contextOf(bins, 1, { strength: strengthOf(scale) }));
    const ours = gainOf(engine, bins);
    return {
      reference: keptByThread.get([bins], () => ours),
      ours,
      statistics: engine.statistics(),
    };
  }),
);
