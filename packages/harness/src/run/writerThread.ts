import { parentPort, workerData } from 'node:worker_threads';
import { openOutputsBy, type RunOutputs } from './outputs.ts';
import {
  perform,
  plainError,
  type WriterAnswer,
  type WriterData,
  type WriterRequest,
} from './writerMessage.ts';

// The thread that owns the files of a run: it encodes, compresses and writes what the stepping thread has recorded.
const { settings } = workerData as WriterData;
const port = parentPort!;
const send = (answer: WriterAnswer): void => port.postMessage(answer);

let outputs: RunOutputs | null = null;
let hasFailed = false;
let busy = 0;

const opened = (): RunOutputs => {
  outputs ??= openOutputsBy(settings, (message) => send({ kind: 'warning', message }));
  return outputs;
};

function answer(request: WriterRequest): unknown {
  if (request.deed === 'flush') {
    // Rows behind a gap would look as if nothing were missing.
    if (!hasFailed) opened().flush(request.records, request.steps);
    return undefined;
  }
  if (request.deed === 'salvage') return void outputs?.salvage();
  return perform(opened(), request.deed);
}

port.on('message', (request: WriterRequest) => {
  const began = performance.now();
  let value: unknown;
  let error: unknown = null;
  try {
    value = answer(request);
  } catch (caught) {
    error = caught;
    hasFailed = true;
  }
  busy += (performance.now() - began) / 1000;
  send(
    error === null
      ? { kind: 'done', value, failure: null, busy }
      : { kind: 'failed', value, failure: plainError(error), busy },
  );
});
