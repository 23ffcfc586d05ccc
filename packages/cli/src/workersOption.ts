import { isWorkerCount, WORKERS_RANGE } from '@marsdisk/fast';
import { UsageError } from './command.ts';

/** The value of `--workers`; for an option. */
export function workersOption(text: string): string {
  if (!isWorkerCount(text))
    throw new UsageError(`--workers: "${text}"; it must be ${WORKERS_RANGE}`);
  return text;
}
