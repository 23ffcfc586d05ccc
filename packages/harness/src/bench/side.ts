import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EngineFactory, Run, RunSetup } from '@marsdisk/core';
import type { Team } from '@marsdisk/fast';
import type { SideAnswer, SideFacts, SidePass, SideRequest, SideTask } from './sideRequest.ts';

// The process that measures one side: `node side.ts`, the request and the tasks come as messages.
//
// It measures the code of any checkout that keeps the contract in docs/gate.md, older ones too. So it imports nothing of
// this one but types, which are gone when it runs, and asks for no more of a checkout than `Code` names.

/** What a checkout must offer. */
interface Code {
  readonly core: Pick<
    typeof import('@marsdisk/core'),
    'advanceRun' | 'createRun' | 'setUpRun' | 'takeRecords'
  >;
  readonly config: Pick<typeof import('@marsdisk/config'), 'loadConfig' | 'runSettings'>;
  readonly harness: Pick<
    typeof import('../index.ts'),
    'engineSpec' | 'ensureTemperatureTable' | 'loadRunTables'
  >;
  readonly fast: Pick<typeof import('@marsdisk/fast'), 'engineFactory'>;
  /** Only for more than one thread. */
  readonly threads: Pick<
    typeof import('@marsdisk/fast'),
    'advanceTeam' | 'createTeam' | 'dismissTeam' | 'sharedMemory'
  >;
}

const CONTRACT: { readonly [Part in keyof Code]: readonly (keyof Code[Part] & string)[] } = {
  core: ['advanceRun', 'createRun', 'setUpRun', 'takeRecords'],
  config: ['loadConfig', 'runSettings'],
  harness: ['engineSpec', 'ensureTemperatureTable', 'loadRunTables'],
  fast: ['engineFactory'],
  threads: ['advanceTeam', 'createTeam', 'dismissTeam', 'sharedMemory'],
};

/** Most steps that a run takes at once, as `marsdisk run` does. */
const STEPS_AT_ONCE = 2048;
/** Steps that the extra work takes before it is timed. */
const TWIN_LEAD = 16;

class BrokenContract extends Error {}

async function importCode(root: string, workers: number): Promise<Code> {
  const parts = new Map<string, object>();
  for (const [part, names] of Object.entries(CONTRACT)) {
    if (part === 'threads' && workers === 1) continue;
    const name = part === 'threads' ? 'fast' : part;
    const path = join(root, 'packages', name, 'src', 'index.ts');
    const module = await import(pathToFileURL(path).href).catch((error: Error) => {
      throw new BrokenContract(`cannot load packages/${name}: ${firstLine(error)}`);
    });
    const missing = names.filter((key) => typeof module[key] !== 'function');
    if (missing.length > 0)
      throw new BrokenContract(`packages/${name} has no ${missing.join(', ')}`);
    parts.set(part, module);
  }
  return Object.fromEntries(parts) as unknown as Code;
}

/** A run that can be started any number of times. */
interface Workload {
  readonly facts: SideFacts;
  readonly start: () => Started;
}

/** A run on its way and who takes its steps. */
interface Started {
  readonly run: Run;
  readonly advance: (steps: number) => boolean | Promise<boolean>;
  readonly dismiss: () => Promise<void>;
}

async function loadWorkload(code: Code, request: SideRequest): Promise<Workload> {
  const { core, config: configuration, harness, fast, threads } = code;
  const { configPath, overrides, workingDirectory, engine, cache, workers } = request;
  const settings = configuration.runSettings(
    configuration.loadConfig({ path: configPath, overrides }),
  );
  const folder = { configPath, workingDirectory };
  const { config } = await harness.ensureTemperatureTable(settings.config, folder);
  const tables = await harness.loadRunTables(config, folder);
  const spec = harness.engineSpec(engine, cache);
  const createEngine: EngineFactory = fast.engineFactory(spec);
  const { io } = config;
  const recording = request.recording ?? {
    seriesStride: io.series_stride,
    diagnosticsStride: io.diagnostics_stride,
    psdStride: io.psd_history ? io.psd_history_stride : 0,
    massBudgetCells: io.mass_budget_cells,
  };
  const setup: RunSetup = core.setUpRun(config, tables);
  const { cells, bins, timeGrid } = setup;
  return {
    facts: {
      cells,
      bins,
      plannedSteps: timeGrid.stepCount,
      tEnd: timeGrid.tEnd,
      node: process.versions.node,
    },
    start() {
      if (workers === 1) {
        const run = core.createRun(setup, createEngine, recording);
        return {
          run,
          advance: (steps) => core.advanceRun(run, steps),
          dismiss: async () => {},
        };
      }
      const run = core.createRun(setup, createEngine, recording, threads.sharedMemory);
      const team: Team = threads.createTeam(run, config, tables, spec, workers);
      return {
        run,
        advance: (steps) => threads.advanceTeam(team, steps),
        dismiss: () => threads.dismissTeam(team),
      };
    },
  };
}

/** Takes passes one after the other. */
function createMeter({ core }: Code, { start }: Workload, extraWork: number) {
  let current: Started | null = null;
  const steps = async (started: Started, count: number): Promise<number> => {
    let cellSteps = 0;
    const { run } = started;
    for (let left = count; left > 0 && run.stopReason === null; ) {
      const before = run.clock.step;
      const active = countActive(run);
      await started.advance(Math.min(STEPS_AT_ONCE, left));
      left -= STEPS_AT_ONCE;
      cellSteps += active * (run.clock.step - before);
    }
    return cellSteps;
  };
  const open = async (lead: number | null): Promise<Started> => {
    if (lead === null && current !== null && current.run.stopReason === null) return current;
    await current?.dismiss();
    const started = start();
    current = started;
    await steps(started, lead ?? 0);
    core.takeRecords(started.run.recorder);
    return started;
  };
  const openTwin = async (): Promise<Started | null> => {
    if (extraWork === 0) return null;
    const twin = start();
    await steps(twin, TWIN_LEAD);
    core.takeRecords(twin.run.recorder);
    return twin;
  };
  const take = async (started: Started, twin: Started | null, count: number): Promise<number> => {
    const cellSteps = await steps(started, count);
    core.takeRecords(started.run.recorder);
    if (twin !== null) {
      await steps(twin, Math.round(extraWork * count));
      core.takeRecords(twin.run.recorder);
    }
    return cellSteps;
  };
  return {
    async warm(lead: number | null, count: number, passes: number): Promise<void> {
      for (let i = 0; i < passes; i++) await take(await open(lead), await openTwin(), count);
      globalThis.gc?.();
    },
    async pass(lead: number | null, count: number): Promise<SidePass> {
      const started = await open(lead);
      const twin = await openTwin();
      const { run } = started;
      const first = run.clock.step;
      // That of a single thread is counted in ticks of milliseconds on some systems, this one is not.
      const cpuBefore = process.cpuUsage();
      const began = process.hrtime.bigint();
      const cellSteps = await take(started, twin, count);
      const ended = process.hrtime.bigint();
      const cpu = process.cpuUsage(cpuBefore);
      globalThis.gc?.();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return {
        steps: run.clock.step - first,
        cellSteps,
        seconds: Number(ended - began) / 1e9,
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
        residentPeak: process.resourceUsage().maxRSS * 1024,
        memory: heapUsed + arrayBuffers,
      };
    },
  };
}

function countActive({ isStopped }: Run): number {
  let active = 0;
  for (const flag of isStopped) active += 1 - flag;
  return active;
}

function firstLine(error: Error): string {
  return error.message.split('\n', 1)[0] ?? '';
}

function answer(message: SideAnswer): void {
  // A parent that has gone hears nothing; without a callback that would be an error of this process.
  process.send?.(message, undefined, {}, () => {});
}

function fail(error: unknown): void {
  const isContract = error instanceof BrokenContract || error instanceof TypeError;
  const message = error instanceof Error ? firstLine(error) : String(error);
  answer({ kind: 'failed', reason: isContract ? 'contract' : 'run', message });
  if (process.connected) process.disconnect();
}

async function measure(request: SideRequest): Promise<void> {
  const code = await importCode(request.root, request.workers);
  const workload = await loadWorkload(code, request);
  const meter = createMeter(code, workload, request.extraWork);
  process.on('message', (task: SideTask) => {
    if (task.kind === 'end') process.exit(0);
    const { lead, steps } = task;
    if (task.kind === 'warm')
      meter.warm(lead, steps, task.passes).then(() => answer({ kind: 'warm' }), fail);
    else meter.pass(lead, steps).then((pass) => answer({ kind: 'pass', pass }), fail);
  });
  answer({ kind: 'ready', facts: workload.facts });
}

process.once('disconnect', () => process.exit());
process.once('message', (request: SideRequest) => {
  measure(request).catch(fail);
});
