import { join } from 'node:path';
import { MarsDiskError } from '@marsdisk/core';
import { FLAG_NAMES } from '@marsdisk/fast';
import type { Variant } from './definition/variants.ts';
import { measureWaterfall, type Waterfall } from './experiments/waterfall.ts';
import { measureWorkerCurve, type WorkerCurve } from './experiments/workerCurve.ts';
import {
  type MeasuredProcess,
  type MeasuredWork,
  measureUnderTool,
  nodeFlags,
} from './measurement/process.ts';
import { MOST_IN_TURNS, measureInTurns } from './measurement/rounds.ts';
import { checkParity } from './parity/checkParity.ts';
import { type ProfilePlan, planProfile } from './planProfile.ts';
import { writeReports } from './report/write.ts';
import type { ProfileRequest, StoredProfile } from './request.ts';
import { compareEngines } from './results/compare.ts';
import { engineResult } from './results/engineResult.ts';
import { describeCommit, describeMachine } from './results/environment.ts';
import { openResultFolders, type ResultFolders } from './results/folders.ts';
import { engineNotes, experimentNotes, worktreeNotes } from './results/notes.ts';
import { type ProfileResult, RESULT_FORMAT } from './results/result.ts';
import { writeResult } from './results/store.ts';
import { readKernelIndex } from './samples/kernelIndex.ts';

/**
 * Measures a profile and stores the result in `out/profiles/<name>/<time>-<commit>/` of the folder that holds `profiles/`.
 * The folder appears under its name when the engines are measured and everything about them is in it; tools, waterfall and
 * the search for the best number of threads add to it.
 *
 * @throws ConfigurationError for an unknown profile, engine, set of caches or override, before anything is measured;
 *   FileError; what a run throws
 */
export async function runProfile(request: ProfileRequest): Promise<StoredProfile> {
  const plan = await planProfile(request);
  const began = performance.now();
  const environment = describeEnvironment(plan);
  const folders = openResultFolders(
    join(plan.place.workingDirectory, 'out', 'profiles', plan.name),
    stampOf(environment),
  );
  const secondsSince = () => (performance.now() - began) / 1000;
  try {
    const main = {
      ...environment,
      ...(await measureMain(plan, folders, request, worktreeNotes(environment))),
    };
    const todo = extras(request);
    const notes = todo.length === 0 ? [] : [`not complete: ${todo.join(', ')} had not ended yet`];
    let result: ProfileResult = {
      ...main,
      seconds: secondsSince(),
      notes: [...main.notes, ...notes],
    };
    store(folders.unfinished, result);
    folders.publish();
    request.onStored?.(folders.folder);
    if (todo.length > 0) {
      const more = await measureExtras(plan, folders, request);
      result = {
        ...main,
        ...more,
        seconds: secondsSince(),
        notes: [...main.notes, ...more.notes],
      };
      store(folders.folder, result);
    }
    return { result, folder: folders.folder };
  } finally {
    folders.close();
  }
}

function store(folder: string, result: ProfileResult): void {
  writeResult(folder, result);
  writeReports(folder, result);
}

/** What is asked for besides the measurement of the engines. */
function extras({ tools = [], waterfall, searchedWorkers }: ProfileRequest): string[] {
  return [
    ...tools.map(({ name }) => name),
    ...(waterfall === true ? ['the waterfall'] : []),
    ...(searchedWorkers ? ['the search for the best number of threads'] : []),
  ];
}

function describeEnvironment({ name, profile }: ProfilePlan) {
  return {
    formatVersion: RESULT_FORMAT,
    kind: 'marsdisk profile',
    name,
    profile,
    startedAt: `${new Date().toISOString().slice(0, 19)}Z`,
    ...describeCommit(),
    machine: describeMachine(nodeFlags(profile.keep_frames)),
    waterfall: null,
    workerCurves: [],
  } as const;
}

/** Name of the folder of a result: time and commit, and whether the code was that of the commit. */
export function stampOf({
  startedAt,
  commit,
  isModified,
}: Pick<ProfileResult, 'startedAt' | 'commit' | 'isModified'>): string {
  const time = startedAt.replaceAll(/[-:]/g, '');
  return `${time}-${commit?.slice(0, 7) ?? 'unknown'}${isModified === true ? '-dirty' : ''}`;
}

/**
 * Parity and the engines themselves.
 *
 * @param known notes about the result that are known before
 */
async function measureMain(
  plan: ProfilePlan,
  { unfinished, scratch }: ResultFolders,
  request: ProfileRequest,
  known: readonly string[],
) {
  const { profile, variants, place, run, warnings } = plan;
  const doubts = [...known, ...warnings];
  for (const doubt of doubts) request.onProgress?.(`note: ${doubt}`);
  if (profile.parity_steps > 0)
    request.onProgress?.(`comparing outputs, ${profile.parity_steps} steps`);
  const parity = await checkParity(run, variants, profile.parity_steps);
  const work = { ...place, profile, folder: unfinished, scratch };
  const processes = await measureRepeats(work, variants, request);
  const kernels = readKernelIndex();
  const engines = variants.map((variant) =>
    engineResult(variant, processes.get(variant)!, kernels),
  );
  const [base, ...candidates] = engines;
  return {
    engines,
    comparisons: candidates.map((candidate) => compareEngines(base!, candidate)),
    parity,
    notes: [
      ...doubts,
      ...engines.flatMap(engineNotes),
      ...(variants.length > MOST_IN_TURNS
        ? [
            `only ${MOST_IN_TURNS} processes at a time took turns: ${variants.length} were measured in groups, so a change of the machine between them counts as a difference`,
          ]
        : []),
    ],
  };
}

async function measureRepeats(
  work: MeasuredWork,
  variants: readonly Variant[],
  { onStage = () => {}, onProgress = () => {} }: ProfileRequest,
): Promise<Map<Variant, MeasuredProcess[]>> {
  const processes = new Map<Variant, MeasuredProcess[]>(variants.map((variant) => [variant, []]));
  const { repeats } = work.profile;
  for (let repeat = 0; repeat < repeats; repeat++)
    for (let i = 0; i < variants.length; i += MOST_IN_TURNS) {
      const group = variants.slice(i, i + MOST_IN_TURNS);
      const stem = (variant: Variant) => stemOf(variant, repeat, repeats);
      const measured = await measureInTurns(work, group, stem, repeat % 2 === 1, {
        onStage,
        onTurns: () =>
          onProgress(
            group.length === 1
              ? `measuring ${group[0]!.label}`
              : `measuring ${group.map(({ label }) => label).join(', ')} in turns`,
          ),
      });
      for (const [j, variant] of group.entries()) processes.get(variant)!.push(measured[j]!);
    }
  return processes;
}

function stemOf({ label }: Variant, repeat: number, repeats: number): string {
  const name = label.replaceAll(/[^\w.-]+/g, '_').replace(/_$/, '');
  return repeats === 1 ? name : `${name}-${repeat + 1}`;
}

/** What is measured besides, when the engines are. */
async function measureExtras(
  plan: ProfilePlan,
  folders: ResultFolders,
  request: ProfileRequest,
): Promise<{ waterfall: Waterfall | null; workerCurves: WorkerCurve[]; notes: string[] }> {
  const { place, variants } = plan;
  const { waterfall: isWanted, searchedWorkers = 0, onProgress } = request;
  const toolNotes = await letToolsLook(plan, folders, request);
  const waterfall =
    isWanted === true ? await measureWaterfall(place, FLAG_NAMES, onProgress) : null;
  const workerCurves: WorkerCurve[] = [];
  if (searchedWorkers > 0)
    for (const variant of variants)
      for (const isRecording of [false, true])
        workerCurves.push(
          await measureWorkerCurve(place, variant, isRecording, searchedWorkers, onProgress),
        );
  return {
    waterfall,
    workerCurves,
    notes: [...toolNotes, ...experimentNotes(waterfall, workerCurves)],
  };
}

/** Lets tools look at processes of their own. Returns what the reader should know of it. */
async function letToolsLook(
  { place, profile, variants }: ProfilePlan,
  { folder, scratch }: ResultFolders,
  { tools = [], onProgress }: ProfileRequest,
): Promise<string[]> {
  const notes: string[] = [];
  for (const { name, prepare } of tools) {
    const launcher = prepare(folder);
    if ('missing' in launcher) {
      notes.push(launcher.missing);
      continue;
    }
    onProgress?.(`${name} looks at ${variants.map(({ label }) => label).join(', ')}`);
    try {
      for (const variant of variants)
        await measureUnderTool(
          { ...place, profile, folder, scratch },
          variant,
          stemOf(variant, 0, 1),
          launcher,
        );
      notes.push(`${name} looked at a process of its own, warm-up included: ${name}*`);
    } catch (error) {
      // A tool that fails must not cost what has been measured.
      if (!(error instanceof MarsDiskError)) throw error;
      notes.push(`${name} failed: ${error.message}`);
    }
  }
  return notes;
}
