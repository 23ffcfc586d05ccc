import { writeFileSync } from 'node:fs';
import { MarsDiskError } from '@marsdisk/core';
import { measureEngine, readRequest } from './measureEngine.ts';

// The process that measures one engine: `node worker.ts request.json`.
const request = readRequest(process.argv[2] ?? '');
try {
  const measurement = await measureEngine(request, (stage) => process.send?.(stage));
  writeFileSync(request.measurementPath, JSON.stringify(measurement));
} catch (error) {
  if (!(error instanceof MarsDiskError)) throw error;
  process.send?.({ stage: 'failed', error: error.name, message: error.message });
  process.exitCode = 1;
}
// The channel to the parent would keep the process alive.
if (process.connected) process.disconnect();
