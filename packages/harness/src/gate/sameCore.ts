import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Puts the main threads of processes that take turns on one core, and those of the next pair on another.
 *
 * On a machine that is shared with others one core may be half as fast as the next, for seconds; a process stays on its
 * core, so that the comparison would be one of cores. The threads of compiler and garbage collector stay where they are.
 * Needs `taskset` of Linux; without it nothing happens.
 *
 * @param pair number of the pair
 */
export function shareCore(processes: readonly number[], pair: number): void {
  const core = String(pair % availableParallelism());
  for (const pid of processes)
    spawnSync('taskset', ['--cpu-list', '--pid', core, String(pid)], { stdio: 'ignore' });
}
