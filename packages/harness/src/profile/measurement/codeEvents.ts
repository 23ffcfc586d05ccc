import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type CpuProfile, selfSeconds } from '../samples/cpuProfile.ts';
import type { Deoptimisation } from './measurement.ts';

/** Flags of a process that writes what becomes of its machine code to a file. */
export function codeTraceFlags(path: string): string[] {
  return [
    '--trace-opt',
    '--trace-deopt',
    '--redirect-code-traces',
    `--redirect-code-traces-to=${path}`,
  ];
}

/** A trace that is read while the process writes it. */
export interface CodeTrace {
  /** What was added since the last call. */
  readonly readOn: () => string;
}

/** The trace in a file; null if the process does not trace. */
export function openCodeTrace(path: string | null): CodeTrace | null {
  if (path === null) return null;
  let position = 0;
  return {
    readOn() {
      let file: number;
      try {
        file = openSync(path, 'r');
      } catch {
        // The file appears with the first event.
        return '';
      }
      try {
        const size = fstatSync(file).size - position;
        const buffer = Buffer.alloc(Math.max(0, size));
        position += readSync(file, buffer, 0, buffer.length, position);
        return buffer.toString('utf8');
      } finally {
        closeSync(file);
      }
    },
  };
}

const FUNCTION = '0x[0-9a-f]+ <JSFunction ?(.*?) ?(?:\\(sfi = 0x[0-9a-f]+\\))?>';
const BAILOUT = new RegExp(
  `^\\[bailout \\(kind: [\\w-]+, reason: (.*?)\\): begin\\. deoptimizing ${FUNCTION}`,
);
const COMPLETED = new RegExp(
  `^\\[completed optimizing ${FUNCTION} \\(target TURBOFAN\\w*\\)( OSR)?`,
);
/** A loop that changes to better code or is left; it happens in every call of a function that is called rarely. */
const LOOP_REASON = /OSR/;

/** Whether a name belongs to something. */
export interface NameSet {
  readonly has: (name: string) => boolean;
}

/** The deoptimisations in a trace, most frequent first. */
export function parseDeoptimisations(trace: string): Deoptimisation[] {
  const counts = new Map<string, { function: string; reason: string; count: number }>();
  for (const line of trace.split('\n')) {
    const match = BAILOUT.exec(line);
    if (match === null) continue;
    const [, reason = '', name = ''] = match;
    const known = counts.get(`${name}\n${reason}`);
    if (known === undefined)
      counts.set(`${name}\n${reason}`, { function: name || '(anonymous)', reason, count: 1 });
    else known.count++;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** Number of deoptimisations in a trace; null if there is none. */
export function countDeoptimisations(trace: string | null): number | null {
  if (trace === null) return null;
  return parseDeoptimisations(trace).reduce((sum, { count }) => sum + count, 0);
}

/**
 * Names of hot functions that a trace says were optimised, or whose optimised code was thrown away; each once. Loops that
 * change their code within a call (on-stack replacement) do not count, nor does the compiler in the middle (Maglev), which
 * hot functions leave within milliseconds.
 */
export function hotEvents(trace: string, hot: NameSet): string[] {
  const found = new Set<string>();
  for (const line of trace.split('\n')) {
    const bailout = BAILOUT.exec(line);
    const completed = bailout === null ? COMPLETED.exec(line) : null;
    const isLoop =
      bailout === null ? completed?.[2] !== undefined : LOOP_REASON.test(bailout[1] ?? '');
    const name = bailout?.[2] ?? completed?.[1];
    if (name !== undefined && !isLoop && hot.has(name)) found.add(name);
  }
  return [...found];
}

/** Share of all time from which a function is hot. */
const HOT_SHARE = 0.02;

/** Functions in which a process spends its time, as far as it was sampled. */
export interface HotFunctions extends NameSet {
  readonly add: (profile: CpuProfile) => void;
}

/** Counts in which functions profiles were spent; hot are those with at least `HOT_SHARE` of all of it. */
export function countHotFunctions(): HotFunctions {
  const seconds = new Map<string, number>();
  let total = 0;
  return {
    add(profile) {
      const self = selfSeconds(profile);
      for (const [i, { callFrame }] of profile.nodes.entries()) {
        const { functionName, url } = callFrame;
        total += self[i]!;
        if (url !== '' && functionName !== '')
          seconds.set(functionName, (seconds.get(functionName) ?? 0) + self[i]!);
      }
    },
    has: (name) => (seconds.get(name) ?? 0) >= HOT_SHARE * total && total > 0,
  };
}
