import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Puts the main threads of processes that take turns on one core, and those of the next pair on another one.
 *
 * On a machine that is shared with others one core may be half as fast as the next, for seconds; a process stays on its
 * core, so that the comparison would be one of cores. The threads of compiler and garbage collector stay where they are.
 *
 * @param pair number of the pair
 */
export function shareCore(processes: readonly number[], pair: number): void {
  const cores = measuringCores();
  if (cores.length === 0) return;
  const core = String(cores[pair % cores.length]);
  for (const pid of processes)
    spawnSync('taskset', ['--cpu-list', '--pid', core, String(pid)], { stdio: 'ignore' });
}

/** The cores on which this process may put others; none without `taskset` of Linux. */
export function measuringCores(): readonly number[] {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const cores = parseCores(/^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '');
    return spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0 ? cores : [];
  } catch {
    return [];
  }
}

/** The cores of a list of Linux such as `0-3,8`. */
export function parseCores(list: string): readonly number[] {
  return list
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [from = 0, to = from] = part.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    });
}
