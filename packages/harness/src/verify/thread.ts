import { doTask, type TaskOutcome, type VerifyTask } from './task.ts';

/** Entry of a worker thread of `verify`; the pool calls it. */
export default function work(task: VerifyTask): Promise<TaskOutcome> {
  return doTask(task);
}
