import { spawn } from 'node:child_process';
import { findProgram } from '@marsdisk/harness/profile';
import { say } from './report.ts';

/** Opens a file with the browser of the desktop, or says that there is none. */
export function openInBrowser(path: string): void {
  const opener =
    { darwin: 'open', win32: 'explorer.exe' }[process.platform as string] ?? 'xdg-open';
  if (process.platform !== 'win32' && findProgram(opener, process.cwd()) === null) {
    say(`${opener} is not installed; open ${path} yourself`);
    return;
  }
  spawn(opener, [path], { detached: true, stdio: 'ignore' }).unref();
}
