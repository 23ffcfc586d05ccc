import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError, MarsDiskError } from '@marsdisk/core';
import type { Profile } from '../definition/profile.ts';
import type { Variant } from '../definition/variants.ts';
import { codeTraceFlags } from './codeEvents.ts';
import { WANTED_SAMPLES } from './enough.ts';
import type { Measurement } from './measurement.ts';
import type { MeasurementRequest, Order, Report } from './request.ts';

/** Functions above this size, in bytes of bytecode, are not inlined with `keep_frames`. */
export const NAMED_FUNCTION_BYTECODES = 100;

/** What the processes of a profile have in common. */
export interface MeasuredWork {
  readonly profile: Profile;
  /** Absolute. */
  readonly configPath: string;
  readonly workingDirectory: string;
  /** Where the files of the result go; absolute. */
  readonly folder: string;
  /** Where files go that are of no use later; absolute. */
  readonly scratch: string;
}

/** The program that runs the measuring process: Node itself, or a tool that starts Node. */
export interface Launcher {
  readonly command: string;
  /** Words before the flags of Node. */
  readonly words: readonly string[];
  /** Whether the sampling profiler of this toolkit runs. */
  readonly samples: boolean;
}

const NODE: Launcher = { command: process.execPath, words: [], samples: true };

/** What a process has left. */
export interface MeasuredProcess {
  readonly measurement: Measurement;
  /** Null if it was not sampled. */
  readonly cpuProfilePath: string | null;
}

/** How far a measuring process is; passes are not told. */
export type Stage = Extract<Report, { readonly stage: 'warm-up' | 'warm' }>;

/** File in the folder of a measuring process into which V8 traces what becomes of its machine code. */
const CODE_TRACE = 'code.txt';

/**
 * Flags of a measuring process. They are the same for all: Node keeps compiled modules apart by V8's flags, so a path of its
 * own would let every process compile everything again and keep it for nobody.
 */
export function nodeFlags(keepFrames: boolean): string[] {
  const inlining = keepFrames
    ? [
        `--max-inlined-bytecode-size=${NAMED_FUNCTION_BYTECODES}`,
        `--max-maglev-inlined-bytecode-size=${NAMED_FUNCTION_BYTECODES}`,
      ]
    : [];
  return ['--detailed-line-info', ...inlining, ...codeTraceFlags(CODE_TRACE)];
}

/** A process that measures an engine when it is told to. */
export interface PacedProcess {
  readonly variant: Variant;
  /** Expected duration of a pass, s; known when the process is warm. */
  readonly warm: Promise<{ readonly passSeconds: number }>;
  /** Takes a pass. */
  readonly pass: () => Promise<{ readonly seconds: number; readonly samples: number }>;
  /** Ends the process and returns what it measured. */
  readonly finish: () => Promise<MeasuredProcess>;
  /** Ends the process whatever it does, and waits until it has gone. */
  readonly kill: () => Promise<void>;
}

/**
 * Starts a process that warms an engine up and then takes a pass at a time. Its promises fail with a ConfigurationError and
 * its like as the process met them, and with a MarsDiskError when it died.
 *
 * @param stem name of the files of this measurement, without extension
 */
export function startProcess(
  work: MeasuredWork,
  variant: Variant,
  stem: string,
  onStage: (stage: Stage) => void,
): PacedProcess {
  const request = requestOf(work, variant, stem, NODE, true);
  const { child, ended } = launch(work, request, NODE);
  const heard: Report[] = [];
  const waiting: ((said: Report) => void)[] = [];
  child.on('message', (said: Report) => {
    // A failure ends the process, and that is what fails.
    if (said.stage === 'failed') return;
    if (said.stage === 'warm-up') return onStage(said);
    if (said.stage === 'warm') onStage(said);
    const hear = waiting.shift();
    if (hear === undefined) heard.push(said);
    else hear(said);
  });
  const next = (): Promise<Report> =>
    Promise.race([
      new Promise<Report>((resolve) => {
        const said = heard.shift();
        if (said === undefined) waiting.push(resolve);
        else resolve(said);
      }),
      ended.then(() => {
        throw new MarsDiskError('the measuring process ended too early');
      }),
    ]);
  const order = (said: Order) => child.send(said, () => {});
  const warm = next().then((said) => {
    if (said.stage !== 'warm') throw new MarsDiskError(`the measuring process said ${said.stage}`);
    return said;
  });
  // Whoever waits for it hears of a failure; nobody may be waiting yet.
  for (const promise of [warm, ended]) promise.catch(() => {});
  return {
    variant,
    warm,
    async pass() {
      order({ order: 'pass' });
      const said = await next();
      if (said.stage !== 'pass')
        throw new MarsDiskError(`the measuring process said ${said.stage}`);
      return said;
    },
    async finish() {
      order({ order: 'end' });
      await ended;
      return collect(request, NODE);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended.catch(() => {});
    },
  };
}

/**
 * Lets a tool look at a process that measures an engine at its own pace.
 *
 * @throws as the promises of `startProcess`
 */
export async function measureUnderTool(
  work: MeasuredWork,
  variant: Variant,
  stem: string,
  launcher: Launcher,
): Promise<MeasuredProcess> {
  const request = requestOf(work, variant, stem, launcher, false);
  await launch(work, request, launcher).ended;
  return collect(request, launcher);
}

function requestOf(
  work: MeasuredWork,
  variant: Variant,
  stem: string,
  { samples }: Launcher,
  isPaced: boolean,
): MeasurementRequest {
  const { profile } = work;
  const scratch = join(work.scratch, stem);
  mkdirSync(scratch, { recursive: true });
  return {
    variant,
    configPath: work.configPath,
    overrides: profile.overrides,
    workingDirectory: work.workingDirectory,
    warmUp: profile.warm_up,
    measure: profile.measure,
    write: profile.write,
    scratch,
    samples,
    wantedSamples: Math.ceil(WANTED_SAMPLES / profile.repeats),
    cpuProfilePath: join(work.folder, `${stem}.cpuprofile`),
    codeTrace: join(scratch, CODE_TRACE),
    isPaced,
    measurementPath: join(scratch, 'measurement.json'),
  };
}

function collect(request: MeasurementRequest, { command, samples }: Launcher): MeasuredProcess {
  const { measurementPath, scratch, cpuProfilePath } = request;
  // A tool may end well without having started anything.
  if (!existsSync(measurementPath))
    throw new MarsDiskError(`${command} ended without a measurement`);
  const measurement = JSON.parse(readFileSync(measurementPath, 'utf8')) as Measurement;
  rmSync(scratch, { recursive: true, force: true });
  return { measurement, cpuProfilePath: samples ? cpuProfilePath : null };
}

function launch(
  { profile }: MeasuredWork,
  request: MeasurementRequest,
  { command, words }: Launcher,
): { readonly child: ChildProcess; readonly ended: Promise<void> } {
  const requestPath = join(request.scratch, 'request.json');
  writeFileSync(requestPath, JSON.stringify(request));
  const flags = nodeFlags(profile.keep_frames);
  // In a built package the worker has another extension.
  const own = fileURLToPath(import.meta.url);
  const worker = join(own, '..', `worker${own.slice(own.lastIndexOf('.'))}`);
  // Standard output is dropped: part of V8's trace goes there.
  const child = spawn(command, [...words, ...flags, worker, requestPath], {
    cwd: request.scratch,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  // A pass hears nothing of a parent that has gone, and would write on into a folder that has gone as well.
  const kill = () => child.kill('SIGKILL');
  // Before the folder goes: V8 cries out when it cannot write its trace.
  process.prependOnceListener('exit', kill);
  const ended = new Promise<void>((resolve, reject) => {
    let failure: Error | null = null;
    child.on('message', (said: Report) => {
      if (said.stage !== 'failed') return;
      failure =
        said.error === 'ConfigurationError'
          ? new ConfigurationError(said.message)
          : new MarsDiskError(said.message);
      failure.name = said.error;
    });
    child.on('error', (error) => {
      process.off('exit', kill);
      reject(new MarsDiskError(`cannot start ${command}: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      process.off('exit', kill);
      if (failure !== null) reject(failure);
      else if (code !== 0)
        reject(
          new MarsDiskError(`the measuring process ended with ${signal ?? `exit code ${code}`}`),
        );
      else resolve();
    });
  });
  return { child, ended };
}
