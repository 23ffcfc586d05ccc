import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gitCommit } from '@marsdisk/io';
import type { CheckpointChoice, KillCase, Moment, Setting } from './cases.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const MAIN = join(ROOT, 'packages', 'cli', 'src', 'main.ts');
const PRELOAD = join(import.meta.dirname, 'preload.ts');

/** What became of a case. */
export interface KillResult {
  readonly case: KillCase;
  /** How often the process was really killed. */
  readonly kills: number;
  /** Whether it was started anew because it was killed before its first checkpoint. */
  readonly startedAnew: boolean;
  /** Files that differ from those of the run that was never killed; must be empty. */
  readonly different: readonly string[];
  /** What went wrong; null for nothing. */
  readonly problem: string | null;
}

/** The files of a run that was never killed. */
export async function referenceRun(
  setting: Setting,
  directory: string,
): Promise<Map<string, string>> {
  const usual = { every: '0s', intervalYears: 0.01, place: 'usual', keepLast: 3 } as const;
  const run = runArgs(setting, directory, usual);
  const { code, stderr } = await marsdisk(run, null, checkpointFolder(directory, usual), setting);
  if (code !== 0) throw new Error(`the run ${setting.name} failed: ${stderr}`);
  return contents(directory);
}

/** Kills a run as the case says, goes on with it until it is complete, and compares its files. */
export async function killAndResume(
  killed: KillCase,
  directory: string,
  reference: ReadonlyMap<string, string>,
): Promise<KillResult> {
  const { setting, checkpoints } = killed;
  const folder = checkpointFolder(directory, checkpoints);
  for (const old of [directory, folder]) rmSync(old, { recursive: true, force: true });
  const run = runArgs(setting, directory, checkpoints);
  const commit = gitCommit(ROOT);
  let { code, stderr } = await marsdisk(run, killed.moment, folder, setting);
  let kills = code === null ? 1 : 0;
  let startedAnew = false;
  const resume = ['resume', directory, '--workers', String(killed.resumeWorkers)];
  const moments = killed.second === null ? [null] : [killed.second, null];
  for (const moment of moments) {
    if (!existsSync(directory)) break;
    // Somebody may commit to this tree meanwhile, and then the run is refused, as it should be.
    const isChanged = gitCommit(ROOT) !== commit;
    const args = isChanged ? [...resume, '--allow-changes'] : resume;
    ({ code, stderr } = await marsdisk(args, moment, folder, setting));
    if (code === null) kills++;
  }
  const isTooEarly = /has no checkpoint|holds no run/.test(stderr);
  if (!existsSync(directory) || (code === 1 && isTooEarly)) {
    startedAnew = true;
    ({ code, stderr } = await marsdisk([...run, '--overwrite'], null, folder, setting));
  }
  let problem = code === 0 ? null : `exit code ${code}: ${stderr.trim()}`;
  if (existsSync(folder)) problem ??= `${folder} is still there`;
  const different = differences(reference, contents(directory));
  return { case: killed, kills, startedAnew, different, problem };
}

function runArgs({ args }: Setting, directory: string, checkpoints: CheckpointChoice): string[] {
  const { every, intervalYears, place, keepLast } = checkpoints;
  const at = args.indexOf('--override') + 1;
  const settings = [
    `interval_years=${intervalYears}`,
    `keep_last_n=${keepLast}`,
    ...(place === 'usual' ? [] : [`path=${checkpointFolder(directory, checkpoints)}`]),
  ];
  return [
    'run',
    'configs/small.yml',
    '--checkpoint-every',
    every,
    ...args.slice(0, at),
    `io.outdir=${directory}`,
    ...settings.map((text) => `numerics.checkpoint.${text}`),
    ...args.slice(at),
  ];
}

function checkpointFolder(directory: string, { place }: CheckpointChoice): string {
  if (place === 'outside') return `${directory}-checkpoints`;
  return join(directory, place === 'usual' ? 'checkpoints' : 'other-checkpoints');
}

function marsdisk(
  args: readonly string[],
  moment: Moment | null,
  checkpoints: string,
  { hasWriterThread }: Setting,
): Promise<{ code: number | null; stderr: string }> {
  const isFile = moment?.kind === 'file';
  const child = spawn(process.execPath, [...(isFile ? ['--import', PRELOAD] : []), MAIN, ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...(hasWriterThread ? { MARSDISK_WRITER_THREAD: 'on' } : {}),
      ...(isFile ? { KILL_MOMENT: JSON.stringify(moment) } : {}),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const stopWaiting = new AbortController();
  if (moment?.kind === 'clock')
    void firstCheckpoint(checkpoints, stopWaiting.signal)
      .then(async () => {
        await setTimeout(moment.after, undefined, { signal: stopWaiting.signal });
        child.kill('SIGKILL');
      })
      .catch(ignoreAbort);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      stopWaiting.abort();
      resolve({ code, stderr });
    });
  });
}

/** Waits until a run can be gone on with. */
async function firstCheckpoint(folder: string, signal: AbortSignal): Promise<void> {
  const first = join(folder, 'ckpt_step_000000000.bin');
  while (!existsSync(first)) await setTimeout(5, undefined, { signal });
}

/** The run ended before its moment. */
function ignoreAbort(error: Error): void {
  if (error.name !== 'AbortError') throw error;
}

/** Every file of a directory; of the record without what is of one place, process or time. */
export function contents(directory: string): Map<string, string> {
  if (!existsSync(directory)) return new Map();
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    files.map((file) => {
      const name = relative(directory, file).replaceAll('\\', '/');
      if (name !== 'run_config.json') return [name, readFileSync(file, 'base64')];
      const text = readFileSync(file, 'utf8').replaceAll(directory, 'DIRECTORY');
      const { timestamp_utc, git_commit, cache_statistics, record_sha256, ...record } =
        JSON.parse(text);
      return [name, JSON.stringify(record)];
    }),
  );
}

/** What the record tells of the command: how it was called, threads, checkpoints. */
const OF_THE_COMMAND: ReadonlySet<string> = new Set([
  'argv',
  'workers',
  'workers_requested',
  'workers_requested_by',
  'cell_parallel',
  'checkpoint',
]);

/** Names of files that differ. The record may tell another command. */
function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const text = (content: string | undefined) =>
    JSON.stringify(JSON.parse(content ?? 'null'), (key, value) =>
      OF_THE_COMMAND.has(key) ? undefined : value,
    );
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) =>
    name === 'run_config.json'
      ? text(before.get(name)) !== text(after.get(name))
      : before.get(name) !== after.get(name),
  );
}
