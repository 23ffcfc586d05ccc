import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError, MarsDiskError } from '@marsdisk/core';
import type { Profile } from '../definition/profile.ts';
import type { Variant } from '../definition/variants.ts';
import { deoptimisationFlags } from './deoptimisations.ts';
import type { Stage } from './measureEngine.ts';
import type { Measurement } from './measurement.ts';
import type { MeasurementRequest } from './request.ts';

/** Functions above this size, in bytes of bytecode, are not inlined with `keep_frames`. */
export const NAMED_FUNCTION_BYTECODES = 100;

/** What the processes of a profile have in common. */
export interface MeasuredWork {
  readonly profile: Profile;
  /** Absolute. */
  readonly configPath: string;
  readonly workingDirectory: string;
  /** Where the files of the measurement go; absolute. */
  readonly folder: string;
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

type Message =
  | Stage
  | { readonly stage: 'failed'; readonly error: string; readonly message: string };

/** Flags of a measuring process. */
export function nodeFlags(keepFrames: boolean, trace: string): string[] {
  const inlining = keepFrames
    ? [
        `--max-inlined-bytecode-size=${NAMED_FUNCTION_BYTECODES}`,
        `--max-maglev-inlined-bytecode-size=${NAMED_FUNCTION_BYTECODES}`,
      ]
    : [];
  return ['--detailed-line-info', ...inlining, ...deoptimisationFlags(trace)];
}

/**
 * Measures an engine in a process of its own.
 *
 * @param stem name of the files of this measurement, without extension
 * @returns the measurement, and the path of its sampling profile (null if the launcher does not sample)
 * @throws ConfigurationError and its like as the process met them; MarsDiskError when it died
 */
export async function measureInProcess(
  work: MeasuredWork,
  variant: Variant,
  stem: string,
  onStage: (stage: Stage) => void,
  launcher: Launcher = NODE,
): Promise<{ measurement: Measurement; cpuProfilePath: string | null }> {
  const file = (extension: string) => join(work.folder, stem + extension);
  const { profile } = work;
  const requestPath = file('.request.json');
  const trace = file('.deoptimisations.txt');
  const scratch = file('.runs');
  const request: MeasurementRequest = {
    variant,
    configPath: work.configPath,
    overrides: profile.overrides,
    workingDirectory: work.workingDirectory,
    warmUp: profile.warm_up,
    measure: profile.measure,
    write: profile.write,
    scratch,
    samples: launcher.samples,
    cpuProfilePath: file('.cpuprofile'),
    deoptimisationTrace: trace,
    measurementPath: file('.measurement.json'),
  };
  writeFileSync(requestPath, JSON.stringify(request));
  try {
    await runWorker(requestPath, nodeFlags(profile.keep_frames, trace), launcher, onStage);
    // A tool may end well without having started anything.
    if (!existsSync(request.measurementPath))
      throw new MarsDiskError(`${launcher.command} ended without a measurement`);
    const measurement = JSON.parse(readFileSync(request.measurementPath, 'utf8')) as Measurement;
    return { measurement, cpuProfilePath: launcher.samples ? request.cpuProfilePath : null };
  } finally {
    for (const path of [requestPath, request.measurementPath, scratch, trace])
      rmSync(path, { recursive: true, force: true });
  }
}

function runWorker(
  requestPath: string,
  flags: readonly string[],
  { command, words }: Launcher,
  onStage: (stage: Stage) => void,
): Promise<void> {
  // In a built package the worker has another extension.
  const own = fileURLToPath(import.meta.url);
  const worker = join(own, '..', `worker${own.slice(own.lastIndexOf('.'))}`);
  return new Promise((resolve, reject) => {
    let failure: Error | null = null;
    // Standard output is dropped: part of V8's trace of deoptimisations goes there.
    const child = spawn(command, [...words, ...flags, worker, requestPath], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    child.on('message', (message: Message) => {
      if (message.stage !== 'failed') return onStage(message);
      const { error, message: text } = message;
      failure =
        error === 'ConfigurationError' ? new ConfigurationError(text) : new MarsDiskError(text);
      failure.name = error;
    });
    child.on('error', (error) => {
      reject(new MarsDiskError(`cannot start ${command}: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      if (failure !== null) reject(failure);
      else if (code !== 0)
        reject(
          new MarsDiskError(`the measuring process ended with ${signal ?? `exit code ${code}`}`),
        );
      else resolve();
    });
  });
}
