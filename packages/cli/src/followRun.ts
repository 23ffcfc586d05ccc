import type { RunOutcome, RunRequest } from '@marsdisk/harness/run';
import { EXIT } from './command.ts';
import { NO_BAR, startProgressBar } from './progressBar.ts';
import { say, warn } from './report.ts';
import { cacheSummary, runSummary } from './runSummary.ts';
import { listenForSignals, signalExitCode } from './signals.ts';

/** The part of a run that tells the user what happens, and hears from him. */
export type RunHandlers = Required<
  Pick<RunRequest, 'interrupt' | 'warn' | 'inform' | 'onStart' | 'onProgress'>
>;

/**
 * Shows a run from its start to its end, and ends it when the user asks for that.
 *
 * @param options as on the command line
 * @param begin starts the run; null comes back if there was nothing to do
 * @returns the exit code; null if there was nothing to do
 */
export async function followRun(
  options: { readonly quiet?: boolean; readonly stats?: boolean },
  begin: (handlers: RunHandlers) => Promise<RunOutcome | null>,
): Promise<number | null> {
  let bar = NO_BAR;
  let isSilent = options.quiet === true;
  const news: string[] = [];
  const signals = listenForSignals((signal) => {
    bar.stop();
    say(`${signal}: writing what there is; the same signal again stops at once`);
  });
  try {
    const outcome = await begin({
      interrupt: signals.interrupt,
      warn,
      inform: (message) => news.push(message),
      onStart(start) {
        isSilent = start.quiet === true;
        if (!isSilent) for (const message of news) say(message);
        if (!isSilent || start.progress) bar = startProgressBar(start);
      },
      onProgress: (now) => bar.update(now),
    });
    bar.stop();
    if (outcome === null) return null;
    if (!isSilent) process.stdout.write(runSummary(outcome));
    if (options.stats === true) process.stdout.write(cacheSummary(outcome));
    return outcome.interruptedBy === null ? EXIT.success : signalExitCode(outcome.interruptedBy);
  } finally {
    bar.stop();
    signals.stop();
  }
}
