import type { ChildProcess } from 'node:child_process';

/** Lets a child not outlive this process: a signal ends this one without a word to it. */
export function endWithProcess(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
}
