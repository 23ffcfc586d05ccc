import { mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  advanceRun,
  createPlainEngine,
  type EngineFactory,
  PhysicsError,
  type RunRecords,
  takeRecords,
} from '@marsdisk/core';
import { OUTPUT_FILES } from '@marsdisk/io';
import { describe, expect, it } from 'vitest';
import { STOPPING_CELLS } from '../../../../tests/support/stoppingCells.ts';
import { engineSpec, executeRun, type RunRequest } from '../../src/index.ts';
import type { OutputSettings } from '../../src/run/outputs.ts';
import { writerThreadUse } from '../../src/run/outputWriter.ts';
import { prepareRun } from '../../src/run/prepareRun.ts';
import { startWriterThread } from '../../src/run/writerClient.ts';
import { contents, resume } from '../checkpoint/cutRun.ts';
import { temporaryFolder } from '../runFolder.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const folder = temporaryFolder();

function request(
  directory: string,
  thread: 'on' | 'off',
  overrides: readonly string[],
): RunRequest & { readonly environment: Record<string, string> } {
  const all = [
    `io.outdir=${directory}`,
    'numerics.t_end_years=0.002',
    'io.streaming.step_flush_interval=30',
    ...overrides,
  ];
  return {
    source: { path: join(ROOT, 'configs', 'small.yml'), overrides: all },
    engine: engineSpec('fast'),
    workingDirectory: ROOT,
    environment: { MARSDISK_WRITER_THREAD: thread },
  };
}

/** The files of a run; what the record says about the thread is taken out. */
function files(directory: string): Record<string, string> {
  const { 'run_config.json': record = '', ...others } = contents(directory);
  return { ...others, 'run_config.json': record.replace(/"writer_thread": "\w+"/, '') };
}

/** Does a run with a writer thread and without; both must end the same way, with the same files. */
async function expectSame(
  name: string,
  overrides: readonly string[] = [],
  changes: Partial<RunRequest> = {},
): Promise<string> {
  const ends: unknown[] = [];
  for (const thread of ['off', 'on'] as const) {
    const asked = { ...request(join(folder, `${name} ${thread}`), thread, overrides), ...changes };
    const end = await executeRun(asked).then(
      ({ status, wall }) => ({ status, isThreadUsed: wall.writerThread > 0 }),
      (error: Error) => `${error.name}: ${error.message}`,
    );
    if (typeof end === 'object') expect(end.isThreadUsed).toBe(thread === 'on');
    ends.push(typeof end === 'object' ? end.status : end);
  }
  expect(ends[1]).toEqual(ends[0]);
  const found = files(join(folder, `${name} on`));
  expect(found).toEqual(files(join(folder, `${name} off`)));
  expect(Object.keys(found).length).toBeGreaterThan(4);
  return String(ends[0]);
}

/** Cells that stop one after the other. */
const STOPPING = [...STOPPING_CELLS, 'numerics.dt_init=12'];

describe('with a writer thread the files are the same', () => {
  it.each<[string, readonly string[], Partial<RunRequest>]>([
    [
      'for cells that stop, by the plain engine',
      [...STOPPING, 'io.streaming.compression=zstd'],
      { engine: engineSpec('core') },
    ],
    ['on two threads besides, in chunks', ['io.streaming.merge_at_end=false'], { workers: '2' }],
    ['with checkpoints all the time', [], { checkpointEvery: 0 }],
  ])('%s', async (name, overrides, changes) => {
    expect(await expectSame(name, overrides, changes)).toBe('complete');
  });

  it('when the physics fails in the middle, up to the step before', async () => {
    let step = 0;
    const fails: EngineFactory = (context) => ({
      ...createPlainEngine(context),
      noteStep(number) {
        step = number;
      },
      opacity() {
        if (step === 100) throw new PhysicsError('opacity: 0; it must be positive');
        return 0.03;
      },
    });
    expect(await expectSame('failed', [], { engine: fails })).toBe(
      'PhysicsError: opacity: 0; it must be positive',
    );
  });

  it('and those of a run that was cut off and gone on with', async () => {
    const directory = join(folder, 'cut');
    const cut = new AbortController();
    const { isResumable } = await executeRun({
      ...request(directory, 'on', []),
      checkpointEvery: 0,
      interrupt: cut.signal,
      onProgress: ({ steps }) => steps >= 100 && cut.abort('SIGTERM'),
    });
    expect(isResumable).toBe(true);
    const { outcome } = await resume(directory);
    expect(outcome?.stepsBefore).toBeGreaterThanOrEqual(100);
    expect(outcome?.wall.writerThread).toBeGreaterThan(0);
    const whole = join(folder, 'whole');
    await executeRun({ ...request(whole, 'off', []), checkpointEvery: 0 });
    expect(files(directory)).toEqual(files(whole));
  });
});

it('a run whose files cannot be written any more ends with the name of one', async () => {
  const directory = join(folder, 'moved');
  const run = executeRun({
    ...request(directory, 'on', ['numerics.t_end_years=0.02']),
    onProgress: ({ steps }) => steps >= 60 && steps < 120 && moveAway(directory),
  });
  await expect(run).rejects.toMatchObject({
    name: 'FileError',
    message: expect.stringMatching(
      /^cannot write .*moved.*the directory .* does not exist any more, or never did \(ENOENT\)$/,
    ),
  });
});

function moveAway(directory: string): void {
  try {
    renameSync(directory, `${directory} elsewhere`);
  } catch {
    // It was moved before.
  }
}

describe('a writer thread', () => {
  it('takes rows without copying them, two flushes at a time', async () => {
    const { run } = await prepareRun(request(join(folder, 'unused'), 'on', []));
    const directory = join(folder, 'queue');
    for (const part of [OUTPUT_FILES.seriesFolder, OUTPUT_FILES.checksFolder])
      mkdirSync(join(directory, part), { recursive: true });
    const streaming = {
      enable: true,
      compression: 'snappy',
      merge_at_end: true,
      cleanup_chunks: true,
    } as const;
    const settings: OutputSettings = {
      directory,
      streaming,
      massBudgetCells: true,
      resumable: null,
    };
    const thread = startWriterThread(settings, () => {});
    const flush = async (): Promise<RunRecords> => {
      advanceRun(run, 5);
      const records = takeRecords(run.recorder);
      await thread.flush(records, run.clock.step);
      return records;
    };
    const [chunk] = (await flush()).run;
    const sigma = chunk?.columns.get('Sigma_surf');
    expect(sigma).toMatchObject({ kind: 'values', values: new Float64Array(0) });
    await flush();
    expect(thread.busy()).toBe(0);
    await flush();
    const busy = thread.busy();
    expect(busy).toBeGreaterThan(0);
    await thread.drain();
    expect(thread.busy()).toBeGreaterThan(busy);
    await thread.dismiss();
    await expect(thread.perform('finish')).rejects.toThrow(
      /the thread that writes the files ended.*MARSDISK_WRITER_THREAD=off/,
    );
  });

  it.each([
    [undefined, true, 2, 'auto'],
    [undefined, true, 1, 'off'],
    ['1', true, 1, 'on'],
    ['off', true, 8, 'off'],
    ['on', false, 8, 'off'],
    ['perhaps', true, 8, 'auto'],
  ])(
    'MARSDISK_WRITER_THREAD=%s, streaming %s, %i cores: %s',
    (variable, isStreaming, cores, use) => {
      expect(writerThreadUse(variable, isStreaming, cores)).toBe(use);
    },
  );
});
