import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import {
  engineSpec,
  executeRun,
  type ResumeRequest,
  type RunOutcome,
  type RunRequest,
  resumeRun,
} from '../../src/index.ts';

export const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const SETTINGS = [
  'numerics.t_end_years=0.003',
  'io.streaming.step_flush_interval=50',
  'numerics.checkpoint.keep_last_n=0',
];

/** Does a small run with checkpoints; with `cutAt` it is interrupted after so many steps. */
export function run(
  directory: string,
  options: {
    readonly cutAt?: number;
    readonly overrides?: readonly string[];
    readonly request?: Partial<RunRequest>;
  } = {},
): Promise<RunOutcome> {
  const { cutAt = Number.POSITIVE_INFINITY, overrides = [], request = {} } = options;
  const cut = new AbortController();
  return executeRun({
    source: {
      path: join(ROOT, 'configs', 'small.yml'),
      overrides: [`io.outdir=${directory}`, ...SETTINGS, ...overrides],
    },
    engine: engineSpec('fast'),
    checkpointEvery: 0,
    workingDirectory: ROOT,
    interrupt: cut.signal,
    onProgress: ({ steps }) => steps >= cutAt && cut.abort('SIGTERM'),
    ...request,
  });
}

/** Goes on with a run; returns what it said beside the outcome. */
export async function resume(directory: string, request: Partial<ResumeRequest> = {}) {
  const warnings: string[] = [];
  const outcome = await resumeRun({
    directory,
    warn: (message) => warnings.push(message),
    ...request,
  });
  return { outcome, warnings };
}

/** The content of every file of a run; of the record without what is of one place, process or time. */
export function contents(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(file, 'latin1').replaceAll(directory, 'DIRECTORY');
      const name = relative(directory, file);
      if (name !== 'run_config.json') return [name, text];
      const { timestamp_utc, git_commit, cache_statistics, record_sha256, ...record } =
        JSON.parse(text);
      return [name, JSON.stringify(record, null, 1)];
    }),
  );
}
