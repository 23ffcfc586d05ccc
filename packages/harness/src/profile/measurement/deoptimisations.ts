import { readFileSync } from 'node:fs';
import type { Deoptimisation } from './measurement.ts';

/** Flags of a process that writes its deoptimisations to a file. */
export function deoptimisationFlags(path: string): string[] {
  return ['--trace-deopt', '--redirect-code-traces', `--redirect-code-traces-to=${path}`];
}

/** The trace so far; null if the process does not trace or the file cannot be read. */
export function readTrace(path: string | null): string | null {
  if (path === null) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // The file appears with the first deoptimisation.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? '' : null;
  }
}

const BAILOUT =
  /^\[bailout \(kind: [\w-]+, reason: (.*?)\): begin\. deoptimizing 0x[0-9a-f]+ <JSFunction ?(.*?) ?(?:\(sfi = 0x[0-9a-f]+\))?>/;

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
