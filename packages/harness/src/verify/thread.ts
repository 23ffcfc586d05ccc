import { doTask, type VerifyTask } from './task.ts';
import type { Verdict } from './verifyRun.ts';

/** Entry of a worker thread of `verify`; the pool calls it. */
export default function work(task: VerifyTask): Promise<Verdict[]> {
  return doTask(task);
}
