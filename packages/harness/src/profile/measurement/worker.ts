import { writeFileSync } from 'node:fs';
import { MarsDiskError } from '@marsdisk/core';
import { isEnough } from './enough.ts';
import { readRequest, type WarmEngine, warmEngine } from './measureEngine.ts';
import type { MeasurementRequest, Order, Report } from './request.ts';

// The process that measures one engine: `node worker.ts request.json`. A paced one takes a pass for every order; without a
// channel to its parent a process takes them one after the other.

const request = readRequest(process.argv[2] ?? '');

function report(said: Report): void {
  // A parent that has gone hears nothing, and what it asked for is of no use any more.
  if (process.connected) process.send?.(said, undefined, {}, () => {});
}

async function obeyOrders({ takePass }: WarmEngine): Promise<void> {
  for (;;) {
    const { order } = await new Promise<Order>((resolve) => process.once('message', resolve));
    if (order === 'end') return;
    report({ stage: 'pass', ...(await takePass()) });
  }
}

async function takeAll({ takePass }: WarmEngine, rule: MeasurementRequest): Promise<void> {
  const progress = { seconds: 0, passes: 0, samples: 0 };
  while (!isEnough(progress, rule.measure, rule.samples ? rule.wantedSamples : 0)) {
    const { seconds, samples } = await takePass();
    progress.seconds += seconds;
    progress.samples += samples;
    progress.passes++;
  }
}

async function measure(): Promise<void> {
  report({ stage: 'warm-up' });
  const engine = await warmEngine(request);
  const { warmUp, passSeconds } = engine;
  const { isSteady, seconds: warmUpSeconds } = warmUp;
  const ready = { stage: 'warm', isSteady, warmUpSeconds, passSeconds } as const;
  const isPaced = request.isPaced && process.connected;
  if (isPaced) {
    // The order may follow the report at once.
    const obeyed = obeyOrders(engine);
    report(ready);
    await obeyed;
  } else {
    report(ready);
    await takeAll(engine, request);
  }
  writeFileSync(request.measurementPath, JSON.stringify(engine.finish()));
}

process.on('disconnect', () => process.exit());
try {
  await measure();
} catch (error) {
  // Without its parent the folder of the run has gone, too.
  if (request.isPaced && !process.connected) process.exit();
  if (!(error instanceof MarsDiskError)) throw error;
  report({ stage: 'failed', error: error.name, message: error.message });
  process.exitCode = 1;
}
process.removeAllListeners('disconnect');
// The channel to the parent would keep the process alive.
if (process.connected) process.disconnect();
