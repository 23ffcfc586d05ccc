import { resolve } from 'node:path';
import { locateInput, suggestion } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';
import { describeCommit, describeMachine } from '../profile/results/environment.ts';
import { spreadOf } from '../profile/results/spread.ts';
import { refuseUnknownOverrides } from '../refuseUnknownOverrides.ts';
import type { BenchGroup, BenchSide, Experiment } from './experiment.ts';
import { engines } from './experiments/engines.ts';
import { flags } from './experiments/flags.ts';
import { records } from './experiments/records.ts';
import { scaling } from './experiments/scaling.ts';
import { workers } from './experiments/workers.ts';
import { openSide, type Side } from './openSide.ts';
import { pairedRatio } from './ratio.ts';
import { BENCH_FORMAT, type BenchResult, type BenchRow, type Clock } from './result.ts';
import type { SidePass } from './sideRequest.ts';
import { takeTurns, type WarmSide, type WarmUpLimits, warmSide } from './turns.ts';

/** Everything that `marsdisk bench` can measure; the first is what it measures unless told. */
export const EXPERIMENTS: readonly Experiment[] = [engines, records, flags, scaling, workers];

/** What to measure; what is left out is as the experiment says. */
export interface BenchRequest {
  /** Name of an experiment. */
  readonly name: string;
  /** Root of the repository. */
  readonly root: string;
  /** Configuration, relative to the root; default the solid one. */
  readonly config?: string;
  /** `PATH=VALUE` */
  readonly overrides?: readonly string[];
  readonly rounds?: number;
  /** Duration of a pass, s. */
  readonly passSeconds?: number;
  readonly warmUp?: WarmUpLimits;
  /** Hears what is going on. */
  readonly onProgress?: (message: string) => void;
}

const CONFIG = 'configs/solid.yml';
/** Processor time below this share of the clock means that other programs were in the way. */
const BUSY_SHARE = 0.95;

/**
 * Measures an experiment: one process per side, each warmed up, then rounds in which one after the other computes.
 *
 * @throws ConfigurationError for an unknown experiment or an override that names no setting; what the configuration throws
 */
export async function runBench(request: BenchRequest): Promise<BenchResult> {
  const experiment = findExperiment(request.name);
  const began = performance.now();
  const startedAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const machine = describeMachine([]);
  const rounds = request.rounds ?? experiment.rounds;
  const rows: BenchRow[] = [];
  const overrides = request.overrides ?? [];
  if (overrides.length > 0) refuseUnknownOverrides(configPath(request), overrides, '--override');
  for (const group of experiment.groups)
    rows.push(...(await measureGroup(request, experiment, group, rounds)));
  return {
    formatVersion: BENCH_FORMAT,
    kind: 'marsdisk bench',
    name: experiment.name,
    about: experiment.about,
    config: [request.config ?? CONFIG, ...(request.overrides ?? [])].join(' '),
    clock: experiment.clock,
    rounds,
    startedAt,
    seconds: (performance.now() - began) / 1000,
    ...describeCommit(),
    machine,
    rows,
    statements: experiment.judge(rows),
    model: experiment.model?.(rows) ?? null,
    notes: rows.flatMap((row) => doubts(row, experiment.clock)),
  };
}

function findExperiment(name: string): Experiment {
  const found = EXPERIMENTS.find((experiment) => experiment.name === name);
  if (found !== undefined) return found;
  const names = EXPERIMENTS.map((experiment) => experiment.name);
  throw new ConfigurationError(
    `bench "${name}": there are ${names.join(', ')}${suggestion(name, names)}`,
  );
}

async function measureGroup(
  request: BenchRequest,
  experiment: Experiment,
  group: BenchGroup,
  rounds: number,
): Promise<BenchRow[]> {
  const { clock } = experiment;
  const { warmUp, passSeconds = experiment.passSeconds, onProgress: say = () => {} } = request;
  const open: Side[] = [];
  try {
    const warm: WarmSide[] = [];
    for (const side of group.sides) {
      say(`${group.name}: warming up ${side.label}`);
      const opened = await openSide(sideRequest(request, side), ['--expose-gc']);
      open.push(opened);
      warm.push(await warmSide(opened, passSeconds, warmUp));
    }
    say(`${group.name}: ${rounds} rounds`);
    const passes = await takeTurns(warm, rounds);
    return group.sides.map((side, i) =>
      benchRow(group.name, side.label, warm[i]!, passes[i]!, i === 0 ? null : passes[0]!, clock),
    );
  } finally {
    await Promise.all(open.map((side) => side.close()));
  }
}

function configPath({ config = CONFIG, root }: BenchRequest): string {
  return locateInput(config, null, resolve(root));
}

function sideRequest(request: BenchRequest, side: BenchSide) {
  const root = resolve(request.root);
  const { engine, cache, recording, workers: threads } = side;
  return {
    root,
    configPath: configPath(request),
    overrides: [...(request.overrides ?? []), ...side.overrides],
    workingDirectory: root,
    engine,
    cache,
    recording,
    workers: threads,
    extraWork: 0,
  };
}

function benchRow(
  group: string,
  label: string,
  { side, steps, isSteady }: WarmSide,
  passes: readonly SidePass[],
  base: readonly SidePass[] | null,
  clock: Clock,
): BenchRow {
  const wall = (pass: SidePass) => pass.seconds / pass.cellSteps;
  const processor = (pass: SidePass) => pass.cpuSeconds / pass.cellSteps;
  const time = clock === 'wall' ? wall : processor;
  const { cells, bins } = side.facts;
  return {
    group,
    label,
    cells,
    bins,
    steps,
    isSteady,
    wall: spreadOf(passes.map(wall)),
    processor: spreadOf(passes.map(processor)),
    speedup: base === null ? null : pairedRatio(base.map(time), passes.map(time)),
    residentPeak: Math.max(...passes.map((pass) => pass.residentPeak)),
    memory: passes.map((pass) => pass.memory),
    passes: passes.map(processor),
  };
}

function doubts({ group, label, isSteady, wall, processor }: BenchRow, clock: Clock): string[] {
  const notes: string[] = [];
  if (!isSteady) notes.push(`${group}, ${label}: the warm-up did not become steady`);
  // The main thread of a team waits for the others, so a team is no sign of other programs.
  if (clock === 'processor' && processor.median < BUSY_SHARE * wall.median)
    notes.push(
      `${group}, ${label}: had the processor for ${Math.round((100 * processor.median) / wall.median)} % of the time, other programs were in the way`,
    );
  return notes;
}
