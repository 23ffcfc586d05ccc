import { EXIT } from './command.ts';

/** Signals that end a run early, and the exit code of each. */
const SIGNAL_EXITS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;
type EndingSignal = keyof typeof SIGNAL_EXITS;

/** Hears SIGINT and SIGTERM while some work goes on. */
export interface SignalListener {
  /** Aborted by the first signal; its reason is the name of the signal. */
  readonly interrupt: AbortSignal;
  readonly stop: () => void;
}

/**
 * Starts to listen. The first signal asks the work to end in order; after it the system's own handling is back, so that
 * the next one ends the process at once.
 */
export function listenForSignals(onFirst: (signal: string) => void): SignalListener {
  const controller = new AbortController();
  const hear = (signal: NodeJS.Signals) => {
    stop();
    onFirst(signal);
    controller.abort(signal);
  };
  const names = Object.keys(SIGNAL_EXITS) as EndingSignal[];
  const stop = () => {
    for (const name of names) process.removeListener(name, hear);
  };
  for (const name of names) process.on(name, hear);
  return { interrupt: controller.signal, stop };
}

/** The exit code of a process that a signal asked to end. */
export function signalExitCode(signal: string): number {
  return SIGNAL_EXITS[signal as EndingSignal] ?? EXIT.failure;
}
