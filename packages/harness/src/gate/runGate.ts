import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateInput } from '@marsdisk/config';
import { MarsDiskError } from '@marsdisk/core';
import { ContractError, openSide } from '../bench/openSide.ts';
import type { SideRequest } from '../bench/sideRequest.ts';
import { resolveEngine } from '../engines.ts';
import { loadProfile } from '../profile/definition/load.ts';
import type { Profile } from '../profile/definition/profile.ts';
import { describeMachine } from '../profile/results/environment.ts';
import { type BaseCheckout, baseCommit, checkOutBase, describeCandidate } from './baseCheckout.ts';
import { type Contest, type ContestLimits, holdContest, PAIR_SECONDS } from './contest.ts';
import type { SpeedRule } from './decide.ts';
import { changeNotes, clockNotes, goldenNotes } from './notes.ts';
import { goldenParity, type Parity, workloadParity } from './parity.ts';
import { GATE_FORMAT, type GateResult, type GateSide } from './result.ts';
import { decide } from './verdict.ts';

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

/**
 * Decides whether the candidate, the working tree, may replace the base: its numbers are right, it is as fast as it
 * claims or not slower, and it needs no more memory.
 *
 * @throws MarsDiskError when the question makes no sense or cannot be answered: an unknown revision or profile, a base
 *   that cannot be installed or measured
 */
export async function runGate(request: GateRequest): Promise<GateResult> {
  const began = performance.now();
  const startedAt = timestamp();
  const machine = describeMachine([]);
  const say = request.onProgress ?? (() => {});
  resolveEngine(request.engine, request.cache);
  const state = describeCandidate(request.folder);
  const { path, profile } = loadProfile(request.profile, state.root);
  const candidate = sideRequest(request, state.root, profile, path);
  const { opponent } = request;
  const revision = opponent.kind === 'revision' ? opponent.revision : null;
  const commit = revision === null ? state.commit : baseCommit(state.root, revision);
  const notes = changeNotes(state);
  for (const note of notes) say(note);

  if (revision !== null) notes.push(...goldenNotes(state, commit));
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
    const parity = await compareNumbers(base, candidate, profile, say);
    const isRight = parity.every(({ passes }) => passes);
    const contest = isRight
      ? await measure(base, candidate, request, profile.measure.steps, say)
      : null;
    if (contest !== null) notes.push(...clockNotes(contest));
    return {
      formatVersion: GATE_FORMAT,
      kind: 'marsdisk gate',
      ...decide(parity, contest, opponent.kind === 'revision'),
      comparison: {
        profile: request.profile,
        workload: [profile.config, ...profile.overrides].join(' '),
        rule: request.rule,
        base: sideRecord(revision ?? 'the plain engine', commit, base, []),
        candidate: sideRecord('the working tree', state.commit, candidate, state.changed),
      },
      parity,
      contest,
      notes,
      startedAt,
      seconds: (performance.now() - began) / 1000,
      machine,
    };
  } finally {
    checkout?.remove();
  }
}

/**
 * The result of a gate that could not be held.
 *
 * @param reason a sentence without its full stop
 */
export function undecidedGate(reason: string): GateResult {
  return {
    formatVersion: GATE_FORMAT,
    kind: 'marsdisk gate',
    outcome: 'undecided',
    reason,
    comparison: null,
    parity: [],
    contest: null,
    notes: [],
    startedAt: timestamp(),
    seconds: 0,
    machine: describeMachine([]),
  };
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

/** Compares with the golden runs, and the outputs of both sides with each other. */
async function compareNumbers(
  base: SideRequest,
  candidate: SideRequest,
  profile: Profile,
  say: (message: string) => void,
): Promise<Parity[]> {
  const folder = mkdtempSync(join(tmpdir(), 'marsdisk-gate-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  // A signal ends the process without coming back here.
  process.once('exit', removeFolder);
  try {
    say('comparing the candidate with the golden runs');
    const golden = await goldenParity(candidate.root);
    say('comparing the outputs of base and candidate');
    return [golden, await workloadParity(base, candidate, profile, folder)];
  } finally {
    process.off('exit', removeFolder);
    removeFolder();
  }
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

function sideRecord(
  name: string,
  commit: string,
  { engine, cache }: SideRequest,
  changed: readonly string[],
): GateSide {
  return { name, commit, engine, cache, changed };
}

/** Now, UTC, to the second. */
function timestamp(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
