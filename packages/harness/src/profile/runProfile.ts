import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { locateInput } from '@marsdisk/config';
import { ConfigurationError, MarsDiskError } from '@marsdisk/core';
import { FLAG_NAMES } from '@marsdisk/fast';
import { fileFailure } from '@marsdisk/io';
import { hasCaches, resolveEngine } from '../engines.ts';
import { loadProfile } from './definition/load.ts';
import type { Profile } from './definition/profile.ts';
import { isWordForSets, type Variant, variantsOf } from './definition/variants.ts';
import { measureWaterfall } from './experiments/waterfall.ts';
import { measureWorkerCurve, type WorkerCurve } from './experiments/workerCurve.ts';
import type { Stage } from './measurement/measureEngine.ts';
import type { Measurement } from './measurement/measurement.ts';
import { type Launcher, measureInProcess, nodeFlags } from './measurement/process.ts';
import { loadProfiledRun } from './measurement/workload.ts';
import { checkParity } from './parity/checkParity.ts';
import { writeReports } from './report/write.ts';
import { compareEngines } from './results/compare.ts';
import { engineResult } from './results/engineResult.ts';
import { describeCommit, describeMachine } from './results/environment.ts';
import { engineNotes, experimentNotes } from './results/notes.ts';
import { type ProfileResult, RESULT_FORMAT } from './results/result.ts';
import { writeResult } from './results/store.ts';
import { readKernelIndex } from './samples/kernelIndex.ts';

/** A profile to be measured; what is left out is as the profile says. */
export interface ProfileRequest {
  /** Name in `profiles/`, or path of a `.yml` file. */
  readonly name: string;
  readonly engines?: readonly string[];
  readonly caches?: readonly string[];
  readonly repeats?: number;
  /** Threads that share the cells. */
  readonly workers?: number;
  /** Largest number of threads of the search for the best one; 0, the default, for no search. */
  readonly searchedWorkers?: number;
  /** Whether each optimisation is measured alone and left out. */
  readonly waterfall?: boolean;
  /** Tools that look at the engines besides the sampling profiler. */
  readonly tools?: readonly ProfileTool[];
  /** Default: that of the process. */
  readonly workingDirectory?: string;
  /** Hears which engine is in which stage. */
  readonly onStage?: (label: string, stage: Stage) => void;
  /** Hears what is measured besides. */
  readonly onProgress?: (message: string) => void;
}

/** A tool that starts Node and writes files of its own. */
export interface ProfileTool {
  readonly name: string;
  /** The launcher that writes to a folder, or why there is none. */
  readonly prepare: (folder: string) => Launcher | { readonly missing: string };
}

/** A stored result. */
export interface StoredProfile {
  readonly result: ProfileResult;
  /** Absolute. */
  readonly folder: string;
}

/**
 * Measures a profile and stores the result in `out/profiles/<name>/<time>-<commit>/` of the working directory. The
 * folder appears under its name when everything is in it.
 *
 * @throws ConfigurationError for an unknown profile, engine or set of caches; FileError; what a run throws
 */
export async function runProfile(request: ProfileRequest): Promise<StoredProfile> {
  const workingDirectory = request.workingDirectory ?? process.cwd();
  const { name, path, profile: declared } = loadProfile(request.name, workingDirectory);
  const profile: Profile = {
    ...declared,
    engines: [...new Set(request.engines ?? declared.engines)],
    caches: request.caches ?? declared.caches,
    repeats: request.repeats ?? declared.repeats,
    workers: request.workers ?? declared.workers,
  };
  const { engines: names, caches, workers } = profile;
  refuseUnknownNames(profile, request, path);
  const variants = variantsOf(names, caches, hasCaches, FLAG_NAMES, workers);
  const began = performance.now();
  const startedAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const { commit, isModified } = describeCommit();
  const machine = describeMachine(nodeFlags(profile.keep_frames, 'FILE'));
  const stamp = `${startedAt.replaceAll(/[-:]/g, '')}-${commit?.slice(0, 7) ?? 'unknown'}`;
  const parent = join(workingDirectory, 'out', 'profiles', name);
  const folder = join(parent, stamp);
  const unfinished = join(parent, `.${stamp}-${process.pid}`);
  try {
    mkdirSync(unfinished, { recursive: true });
  } catch (error) {
    throw fileFailure('create', unfinished, error);
  }
  try {
    const place = {
      configPath: locateInput(profile.config, path, workingDirectory),
      overrides: profile.overrides,
      workingDirectory,
    };
    const work = { ...place, profile, folder: unfinished };
    const run = await loadProfiledRun(place);
    if (profile.parity_steps > 0)
      request.onProgress?.(`comparing outputs, ${profile.parity_steps} steps`);
    const parity = await checkParity(run, variants, profile.parity_steps);
    const processes = new Map<
      Variant,
      { measurement: Measurement; cpuProfilePath: string | null }[]
    >(variants.map((variant) => [variant, []]));
    for (let repeat = 0; repeat < profile.repeats; repeat++) {
      // Forth and back, so that a drift of the machine hits all engines alike.
      for (const variant of repeat % 2 === 0 ? variants : variants.toReversed())
        processes
          .get(variant)!
          .push(
            await measureInProcess(
              work,
              variant,
              stemOf(variant, repeat, profile.repeats),
              (stage) => request.onStage?.(variant.label, stage),
            ),
          );
    }
    const kernels = readKernelIndex();
    const engines = variants.map((variant) =>
      engineResult(variant, processes.get(variant)!, kernels),
    );
    const notes = [...run.warnings, ...engines.flatMap(engineNotes)];
    for (const tool of request.tools ?? []) {
      const launcher = tool.prepare(unfinished);
      if ('missing' in launcher) {
        notes.push(launcher.missing);
        continue;
      }
      request.onProgress?.(
        `${tool.name} looks at ${variants.map(({ label }) => label).join(', ')}`,
      );
      try {
        for (const variant of variants)
          await measureInProcess(work, variant, stemOf(variant, 0, 1), () => {}, launcher);
        notes.push(`${tool.name} looked at a process of its own, warm-up included: ${tool.name}*`);
      } catch (error) {
        // A tool that fails must not cost what has been measured.
        if (!(error instanceof MarsDiskError)) throw error;
        notes.push(`${tool.name} failed: ${error.message}`);
      }
    }
    const waterfall =
      request.waterfall === true
        ? await measureWaterfall(place, FLAG_NAMES, request.onProgress)
        : null;
    const workerCurves: WorkerCurve[] = [];
    if (request.searchedWorkers)
      for (const variant of variants)
        for (const isRecording of [false, true])
          workerCurves.push(
            await measureWorkerCurve(
              place,
              variant,
              isRecording,
              request.searchedWorkers,
              request.onProgress,
            ),
          );
    const [base, ...candidates] = engines;
    const result: ProfileResult = {
      formatVersion: RESULT_FORMAT,
      kind: 'marsdisk profile',
      name,
      profile,
      startedAt,
      seconds: (performance.now() - began) / 1000,
      commit,
      isModified,
      machine,
      engines,
      comparisons: candidates.map((candidate) => compareEngines(base!, candidate)),
      parity,
      waterfall,
      workerCurves,
      notes: [...notes, ...experimentNotes(waterfall, workerCurves)],
    };
    writeResult(unfinished, result);
    writeReports(unfinished, result);
    renameSync(unfinished, folder);
    return { result, folder };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/**
 * A wrong name must show before the first minute of measuring, not after it.
 *
 * @param path of the profile, where the names come from that were not asked for
 */
function refuseUnknownNames(
  { engines, caches }: Profile,
  request: ProfileRequest,
  path: string,
): void {
  try {
    for (const engine of engines) resolveEngine(engine);
    // Sets of caches are looked at even if none of the engines has any.
    for (const cache of caches) if (!isWordForSets(cache)) resolveEngine('fast', cache);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { message } = error;
    if (request.engines === undefined && message.startsWith('--engine: '))
      throw new ConfigurationError(message.replace('--engine', `${path}: engines`));
    if (request.caches === undefined && message.startsWith('--cache: '))
      throw new ConfigurationError(message.replace('--cache', `${path}: caches`));
    throw error;
  }
  if (request.caches !== undefined && !engines.some(hasCaches))
    throw new ConfigurationError(
      `--cache: "${caches.join(' ')}"; ${engines.join(', ')} has no caches, so it must be left out, or --engine must name one that has (fast)`,
    );
}

function stemOf({ label }: Variant, repeat: number, repeats: number): string {
  const name = label.replaceAll(/[^\w.-]+/g, '_').replace(/_$/, '');
  return repeats === 1 ? name : `${name}-${repeat + 1}`;
}
