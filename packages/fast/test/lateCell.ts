import { workerData } from 'node:worker_threads';

// A thread that is done with a cell some time after it has begun: it says so in `said`, then in the progress.
const { progress, said } = workerData as { progress: Int32Array; said: Int32Array };
Atomics.wait(said, 0, 0, 100);
Atomics.store(said, 0, 1);
Atomics.store(progress, 0, 1);
Atomics.notify(progress, 0);
