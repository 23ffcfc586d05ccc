import { Worker } from 'node:worker_threads';
import { MarsDiskError, type RunRecords } from '@marsdisk/core';
import type { OutputSettings } from './outputs.ts';
import {
  errorOf,
  rowMemory,
  type WriterAnswer,
  type WriterData,
  type WriterDeed,
  type WriterDeeds,
  type WriterRequest,
} from './writerMessage.ts';

/** The variable that says whether there is a writer thread. */
export const WRITER_THREAD_VARIABLE = 'MARSDISK_WRITER_THREAD';

/** Flushes that may be under way; the stepping thread waits with the next. */
export const MOST_FLUSHES = 2;
/** A second flush is let on its way only if both together have no more bytes of rows. */
export const MOST_BYTES = 2 ** 26;

/** A thread that owns the files of a run, as the stepping thread sees it. */
export interface WriterClient {
  /**
   * Sends records, when there is room for them. They must not be used any more.
   *
   * @throws what went wrong in an earlier flush; nothing is written after that
   */
  readonly flush: (records: RunRecords, steps: number) => Promise<void>;
  /** Waits until all records are in the files. Throws what went wrong with any of them. */
  readonly drain: () => Promise<void>;
  /** Has something done after all flushes. Throws what went wrong in doing it, or if the thread is gone. */
  readonly perform: <Deed extends WriterDeed>(deed: Deed) => Promise<WriterDeeds[Deed]>;
  /** Time that the thread has worked so far, s. */
  readonly busy: () => number;
  /** Ends the thread; what is not done by then stays undone. */
  readonly dismiss: () => Promise<void>;
}

/** A request on its way. */
interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Records on their way; `done` never throws. */
interface Flight {
  readonly bytes: number;
  readonly done: Promise<void>;
}

/**
 * Starts a thread that opens the files of a run and writes them. A plain `Worker` and no pool: the open files live in this
 * one thread, so that one put in the place of a dead one could not go on.
 *
 * @param warn takes what went wrong without harm to the data
 */
export function startWriterThread(
  settings: OutputSettings,
  warn: (message: string) => void,
): WriterClient {
  const file = import.meta.url.endsWith('.ts') ? './writerThread.ts' : './writerThread.js';
  const data: WriterData = { settings };
  const worker = new Worker(new URL(file, import.meta.url), { workerData: data });
  const waiting: Waiting[] = [];
  const flights: Flight[] = [];
  let death: Error | null = null;
  let failure: Error | null = null;
  let busy = 0;

  const die = (reason: string): void => {
    death ??= new MarsDiskError(
      `the thread that writes the files ended (${reason}); what it had written is kept; run again with ${WRITER_THREAD_VARIABLE}=off`,
    );
    failure ??= death;
    for (const { reject } of waiting.splice(0)) reject(death);
  };
  worker.on('error', (error) => die(error instanceof Error ? error.message : String(error)));
  worker.on('messageerror', (error) => die(error.message));
  worker.on('exit', (code) => die(`exit code ${code}`));
  worker.on('message', (answer: WriterAnswer) => {
    if (answer.kind === 'warning') return warn(answer.message);
    busy = answer.busy;
    const asked = waiting.shift();
    if (answer.failure === null) asked?.resolve(answer.value);
    else asked?.reject(errorOf(answer.failure));
  });

  function ask(request: WriterRequest, memory: readonly ArrayBuffer[]): Promise<unknown> {
    if (death !== null) return Promise.reject(death);
    worker.postMessage(request, memory);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }

  function throwFailure(): void {
    if (failure !== null) throw failure;
  }

  function hasRoom(bytes: number): boolean {
    const underWay = flights.reduce((sum, flight) => sum + flight.bytes, 0);
    if (flights.length === 0) return true;
    return flights.length < MOST_FLUSHES && underWay + bytes <= MOST_BYTES;
  }

  return {
    async flush(records, steps) {
      throwFailure();
      const memory = rowMemory(records);
      const bytes = memory.reduce((sum, buffer) => sum + buffer.byteLength, 0);
      while (!hasRoom(bytes)) {
        await flights[0]?.done;
        throwFailure();
      }
      const done = ask({ deed: 'flush', records, steps }, memory)
        .catch((error: Error) => {
          failure ??= error;
        })
        .then(() => void flights.shift());
      flights.push({ bytes, done });
    },
    async drain() {
      await Promise.all(flights.map((flight) => flight.done));
      throwFailure();
    },
    async perform(deed) {
      return (await ask({ deed }, [])) as WriterDeeds[typeof deed];
    },
    busy: () => busy,
    async dismiss() {
      await worker.terminate();
    },
  };
}
