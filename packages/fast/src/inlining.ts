import { setFlagsFromString } from 'node:v8';

/** Bytecodes of calls that V8 may compile into one function; by itself it stops at 920, in the middle of a cell-step. */
const BYTECODES = 4000;
/** Bytecodes of the longest function that it may compile into its caller; by itself 460. The step in one kernel has 955. */
const LONGEST = 1200;

let isWidened = false;

/**
 * Lets V8 compile the calls of a cell-step into their callers. It holds for the process, and changes no number. A process that
 * was started with a limit of its own, as profiles are to keep the names of functions apart, keeps it.
 */
export function widenInlining(): void {
  if (isWidened) return;
  isWidened = true;
  allow('--max-inlined-bytecode-size-cumulative', BYTECODES);
  allow('--max-inlined-bytecode-size', LONGEST);
}

function allow(flag: string, bytecodes: number): void {
  // V8 takes underscores for hyphens.
  if (process.execArgv.some((given) => given.replaceAll('_', '-').startsWith(`${flag}=`))) return;
  setFlagsFromString(`${flag}=${bytecodes}`);
}
