import { availableParallelism } from 'node:os';
import { type Experiment, fastSide, rowOf } from '../experiment.ts';

/** What a second thread is worth. */
export const workers: Experiment = {
  name: 'workers',
  about: 'the fast engine on one thread and on two, nothing recorded and everything recorded',
  groups: [
    {
      name: 'workers',
      sides: [fastSide('1 thread'), fastSide('2 threads', { workers: 2 })],
    },
    {
      name: 'workers, recording',
      sides: [
        fastSide('1 thread, recording', { recording: null }),
        fastSide('2 threads, recording', { recording: null, workers: 2 }),
      ],
    },
  ],
  clock: 'wall',
  rounds: 12,
  // Threads that have slept take a while to be as quick as they were, and a run does not pause.
  passSeconds: 1,
  judge(rows) {
    const gain = rowOf(rows, '2 threads').speedup?.ratio ?? Number.NaN;
    return [
      {
        goal: 'two threads are at least 1.7 times as fast as one (two free cores needed)',
        measured: `${gain.toFixed(2)} × on ${availableParallelism()} cores`,
        isMet: availableParallelism() < 2 ? null : gain >= 1.7,
      },
    ];
  },
};
