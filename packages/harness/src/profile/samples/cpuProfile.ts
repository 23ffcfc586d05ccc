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

function lastDelta({ startTime, endTime, timeDeltas }: CpuProfile): number {
  return endTime - startTime - timeDeltas.reduce((sum, delta) => sum + delta, 0);
}
