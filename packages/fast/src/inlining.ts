import { setFlagsFromString } from 'node:v8';

/** Bytecodes of calls that V8 may compile into one function; by itself it stops at 920, in the middle of a cell-step. */
const BYTECODES = 4000;

let isWidened = false;

/** Lets V8 compile the calls of a cell-step into their callers. It holds for the process, and changes no number. */
export function widenInlining(): void {
  if (isWidened) return;
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${BYTECODES}`);
  isWidened = true;
}
