import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, locateInput } from '@marsdisk/config';
import { MarsDiskError, setUpRun, YEAR } from '@marsdisk/core';
import { ContractError, openSide } from '../bench/openSide.ts';
import type { SideRequest } from '../bench/sideRequest.ts';
import { resolveEngine } from '../engines.ts';
import { loadProfile } from '../profile/definition/load.ts';
import type { Profile } from '../profile/definition/profile.ts';
import { describeMachine } from '../profile/results/environment.ts';
import { ensureTemperatureTable } from '../run/marsTemperature.ts';
import { loadRunTables } from '../run/tables.ts';
import { GOLDEN_FOLDER } from '../verify/golden.ts';
import {
  type BaseCheckout,
  baseCommit,
  type CandidateState,
  checkOutBase,
  describeCandidate,
} from './baseCheckout.ts';
import { type Contest, type ContestLimits, holdContest, PAIR_SECONDS } from './contest.ts';
import type { SpeedRule } from './decide.ts';
import { goldenParity, outputParity, type Parity } from './parity.ts';
import { GATE_FORMAT, type GateOutcome, type GateResult, type GateSide } from './result.ts';

/** What the candidate is compared with. */
export type GateOpponent =
  /** Another revision, with the same engine. */
  | { readonly kind: 'revision'; readonly revision: string }
  /** The plain engine of the candidate itself. */
  | { readonly kind: 'core' };

/** A gate to be held. */
export interface GateRequest {
  /** A folder of the repository whose working tree is the candidate. */
  readonly folder: string;
  readonly opponent: GateOpponent;
  /** Name in `profiles/`, or path of a `.yml` file: configuration, overrides and steps of the workload. */
  readonly profile: string;
  readonly rule: SpeedRule;
  /** Time for the measurement, s; installing and comparing outputs come on top. */
  readonly budget: number;
  /** Engine of both sides; the opponent `core` has its own. */
  readonly engine: string;
  readonly cache: string | null;
  /** Hears what is going on. */
  readonly onProgress?: (message: string) => void;
}

/** Steps of the workload whose outputs are compared. */
const COMPARED_STEPS = 400;
/** Wall and processor time that tell different stories. */
const CLOCKS_DIFFER = 0.1;

/**
 * Decides whether the candidate, the working tree, may replace the base: its numbers are right, it is as fast as it
 * claims or not slower, and it needs no more memory.
 *
 * @throws MarsDiskError when the question makes no sense or cannot be answered: an unknown revision or profile, a base
 *   that cannot be installed or measured
 */
export async function runGate(request: GateRequest): Promise<GateResult> {
  const began = performance.now();
  const startedAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const say = request.onProgress ?? (() => {});
  const machine = describeMachine([]);
  resolveEngine(request.engine, request.cache);
  const state = describeCandidate(request.folder);
  const { path, profile } = loadProfile(request.profile, state.root);
  const candidate = sideRequest(request, state.root, profile, path);
  const notes = changeNotes(state);
  for (const note of notes) say(note);

  const { opponent } = request;
  const revision = opponent.kind === 'revision' ? opponent.revision : null;
  const commit = revision === null ? state.commit : baseCommit(state.root, revision);
  if (revision !== null && differs(state.root, commit, GOLDEN_FOLDER))
    notes.push(`${GOLDEN_FOLDER} is not the same on both sides: golden numbers are not edited`);
  const folder = mkdtempSync(join(tmpdir(), 'marsdisk-gate-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  // A signal ends the process without coming back here.
  process.once('exit', removeFolder);
  let checkout: BaseCheckout | null = null;
  try {
    if (revision !== null) {
      say(`installing the base ${commit.slice(0, 12)}`);
      checkout = await checkOutBase(state.root, commit);
    }
    const base: SideRequest =
      checkout === null
        ? { ...candidate, engine: 'core', cache: null }
        : { ...candidate, root: checkout.root };
    await tryOut(base);
    const parity: Parity[] = [];
    say('comparing the candidate with the golden runs');
    parity.push(await goldenParity(state.root));
    say('comparing the outputs of base and candidate');
    parity.push(await workloadParity(base, candidate, profile, folder));
    const isRight = parity.every(({ passes }) => passes);
    const contest = isRight
      ? await measure(base, candidate, request, profile.measure.steps, say)
      : null;
    if (contest !== null) notes.push(...clockNotes(contest));
    return {
      formatVersion: GATE_FORMAT,
      kind: 'marsdisk gate',
      ...decide(parity, contest, opponent.kind === 'revision'),
      profile: request.profile,
      workload: [profile.config, ...profile.overrides].join(' '),
      rule: request.rule,
      base: sideRecord(revision ?? 'the plain engine', commit, base, []),
      candidate: sideRecord('the working tree', state.commit, candidate, state.changed),
      parity,
      contest,
      notes,
      startedAt,
      seconds: (performance.now() - began) / 1000,
      machine,
    };
  } finally {
    checkout?.remove();
    process.off('exit', removeFolder);
    removeFolder();
  }
}

/**
 * The verdict on everything. Wrong numbers outweigh time, time outweighs memory.
 *
 * @param judgesMemory whether more memory is a fault; the fast engine pays with memory for time, so against the plain one
 *   it is not
 */
export function decide(
  parity: readonly Parity[],
  contest: Pick<Contest, 'speed' | 'memory'> | null,
  judgesMemory: boolean,
): { outcome: GateOutcome; reason: string } {
  const wrong = parity.find(({ passes }) => !passes);
  if (wrong !== undefined) {
    const [first = 'no details'] = wrong.problems.slice(-1);
    return { outcome: 'fail', reason: `the numbers differ: ${wrong.summary} (${first})` };
  }
  if (contest === null) return { outcome: 'undecided', reason: 'nothing was measured' };
  const { speed, memory } = contest;
  if (judgesMemory && speed.outcome !== 'fail' && memory.isFailing)
    return { outcome: 'fail', reason: memory.reason };
  return { outcome: speed.outcome, reason: speed.reason };
}

function sideRequest(
  { engine, cache }: GateRequest,
  root: string,
  profile: Profile,
  path: string,
): SideRequest {
  return {
    root,
    configPath: locateInput(profile.config, path, root),
    overrides: profile.overrides,
    workingDirectory: root,
    engine,
    cache,
    recording: null,
    workers: 1,
    extraWork: 0,
  };
}

async function measure(
  base: SideRequest,
  candidate: SideRequest,
  { rule, budget }: GateRequest,
  steps: number | null,
  say: (message: string) => void,
): Promise<Contest> {
  const limits: ContestLimits = {
    steps: steps ?? Number.POSITIVE_INFINITY,
    budget,
    ...PAIR_SECONDS,
  };
  say(`measuring for at most ${budget} s`);
  return holdContest(base, candidate, rule, limits, (pairs, speed) => {
    if (speed !== null) say(`${pairs} pairs: ${speed.reason}`);
  });
}

/** Finds out at once whether the base can be measured. */
async function tryOut(base: SideRequest): Promise<void> {
  try {
    const side = await openSide(base);
    await side.close();
  } catch (error) {
    if (!(error instanceof MarsDiskError)) throw error;
    const needs =
      error instanceof ContractError ? ' (docs/gate.md says what a revision needs)' : '';
    throw new MarsDiskError(`the base cannot be measured: ${error.message}${needs}`, {
      cause: error,
    });
  }
}

/** A workload that the candidate cannot even set up is a fault of the candidate: the base can. */
async function workloadParity(
  base: SideRequest,
  candidate: SideRequest,
  profile: Profile,
  folder: string,
): Promise<Parity> {
  let duration: number | null;
  try {
    duration = await comparedDuration(candidate, profile);
  } catch (error) {
    if (!(error instanceof MarsDiskError)) throw error;
    const summary = 'outputs of the base: the candidate cannot set up the workload';
    return { passes: false, summary, problems: [error.message] };
  }
  return outputParity(base, candidate, duration, folder);
}

/** Duration of the run whose outputs are compared, years; null: the whole run. */
async function comparedDuration(
  { configPath, overrides, workingDirectory }: SideRequest,
  { measure: { steps } }: Profile,
): Promise<number | null> {
  const folder = { configPath, workingDirectory };
  const loaded = loadConfig({ path: configPath, overrides });
  const { config } = await ensureTemperatureTable(loaded.config, folder);
  const { timeGrid } = setUpRun(config, await loadRunTables(config, folder));
  const most = Math.min(steps ?? COMPARED_STEPS, COMPARED_STEPS);
  if (timeGrid.stepCount <= most) return null;
  return (timeGrid.tEnd * most) / timeGrid.stepCount / YEAR;
}

function sideRecord(
  name: string,
  commit: string,
  { engine, cache }: SideRequest,
  changed: readonly string[],
): GateSide {
  return { name, commit, engine, cache, changed };
}

function changeNotes({ changed }: CandidateState): string[] {
  if (changed.length === 0) return [];
  const shown = changed.slice(0, 5).join(', ');
  const rest = changed.length > 5 ? ` and ${changed.length - 5} more` : '';
  return [
    `the candidate is the working tree, not HEAD: ${changed.length === 1 ? '1 file is' : `${changed.length} files are`} not committed (${shown}${rest})`,
  ];
}

function clockNotes({ speed, wall }: Contest): string[] {
  const difference = wall.ratio / speed.speedup.ratio - 1;
  if (Math.abs(difference) <= CLOCKS_DIFFER) return [];
  return [
    `by the clock on the wall the speed-up is ${wall.ratio.toFixed(2)} ×, by processor time, which decides, ${speed.speedup.ratio.toFixed(2)} ×`,
  ];
}

function differs(root: string, commit: string, path: string): boolean {
  return spawnSync('git', ['diff', '--quiet', commit, '--', path], { cwd: root }).status === 1;
}
