import type { ChildProcess } from 'node:child_process';

/** Lets a child not outlive this process: a signal ends this one without a word to it. */
export function endWithProcess(child: ChildProcess): void {
  atExit(child, () => child.kill('SIGKILL'));
}

/**
 * The same for a child and all that it starts.
 *
 * @param child started with `detached`, so that it leads a group of processes; Windows has no groups, there it ends alone
 */
export function endGroupWithProcess(child: ChildProcess): void {
  atExit(child, () => {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  });
}

function atExit(child: ChildProcess, kill: () => void): void {
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
}
