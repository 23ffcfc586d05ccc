/** A V8 sampling profile as the inspector returns it and `.cpuprofile` files hold it. */
export interface CpuProfile {
  readonly nodes: readonly CpuProfileNode[];
  /** µs */
  readonly startTime: number;
  /** µs */
  readonly endTime: number;
  /** Node of the innermost frame, one a sample. */
  readonly samples: readonly number[];
  /** Time from the sample before (from the start for the first one), µs; one a sample. */
  readonly timeDeltas: readonly number[];
}

/** A function as it was called from one place. */
export interface CpuProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  /** File URL or `node:` name; empty for native code. */
  readonly url: string;
  /** From 0; -1 for native code. */
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/**
 * Time for which each node was innermost, s: a sample stands for the time until the next one.
 *
 * @returns one value a node, in the order of `profile.nodes`
 */
export function selfSeconds(profile: CpuProfile): Float64Array {
  const index = new Map(profile.nodes.map((node, i) => [node.id, i]));
  const self = new Float64Array(profile.nodes.length);
  const { samples, timeDeltas } = profile;
  for (let i = 0; i < samples.length; i++) {
    const until = i + 1 < samples.length ? timeDeltas[i + 1]! : lastDelta(profile);
    const node = index.get(samples[i]!);
    // Clock adjustments can make a difference negative.
    if (node !== undefined) self[node]! += Math.max(0, until) / 1e6;
  }
  return self;
}

/** Time in the functions of a profile and time off the processor, s. */
export interface SplitTime {
  /** One value a node, in the order of `profile.nodes`. */
  readonly self: Float64Array;
  readonly waiting: number;
}

/** A sample that comes this many times the usual interval after the one before was late. */
const LATE = 2.5;

/**
 * As `selfSeconds`, but without the time that the thread was off the processor, for which samples stand as well: while a
 * thread is off, no sample is taken, and the last one before it seems to last. What such a sample lasts longer than usual is
 * taken from its function; if that is less than the time off the processor, the rest is taken from all functions alike.
 *
 * @param offProcessor wall time minus processor time of the thread during the profile, s; idle time included
 */
export function splitWaiting(profile: CpuProfile, offProcessor: number): SplitTime {
  const self = selfSeconds(profile);
  const isIdle = profile.nodes.map(({ callFrame }) => callFrame.functionName === '(idle)');
  const sum = (keep: (node: number) => boolean) =>
    self.reduce((total, seconds, node) => total + (keep(node) ? seconds : 0), 0);
  const busy = sum((node) => !isIdle[node]);
  const waiting = Math.min(busy, Math.max(0, offProcessor - sum((node) => isIdle[node]!)));
  if (waiting === 0) return { self, waiting };

  const index = new Map(profile.nodes.map((node, i) => [node.id, i]));
  const { samples, timeDeltas } = profile;
  const usual = [...timeDeltas].sort((a, b) => a - b)[timeDeltas.length >> 1]! / 1e6;
  const excess = new Float64Array(self.length);
  for (let i = 0; i < samples.length; i++) {
    const until = (timeDeltas[i + 1] ?? 0) / 1e6;
    const node = index.get(samples[i]!);
    if (node !== undefined && !isIdle[node] && until > LATE * usual) excess[node]! += until - usual;
  }
  const late = excess.reduce((total, seconds) => total + seconds, 0);
  const taken = Math.min(waiting, late);
  const rest = busy > taken ? (waiting - taken) / (busy - taken) : 0;
  for (const [node, seconds] of self.entries()) {
    if (isIdle[node]) continue;
    const onTime = late > 0 ? seconds - (excess[node]! * taken) / late : seconds;
    self[node] = Math.max(0, onTime * (1 - rest));
  }
  return { self, waiting };
}

function lastDelta({ startTime, endTime, timeDeltas }: CpuProfile): number {
  return endTime - startTime - timeDeltas.reduce((sum, delta) => sum + delta, 0);
}
