import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inspectRun, resumeRun } from '@marsdisk/harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contents } from './kill/killedRun.ts';
import { marsdisk, type SpawnOptions, temporaryFolder } from './marsdisk.ts';

const { path } = temporaryFolder('crashes');
const DISASTERS = join(import.meta.dirname, 'kill', 'disasters.ts');
const OVERRIDES = ['numerics.t_end_years=0.008', 'io.streaming.step_flush_interval=100'];

function run(outdir: string, options: SpawnOptions = {}, ...flags: string[]) {
  return marsdisk(
    [
      ...['run', 'configs/small.yml', '--checkpoint-every', '0s', ...flags],
      ...['--override', `io.outdir=${outdir}`, ...OVERRIDES],
    ],
    // A thread of its own writes the files from the first flush on.
    { ...options, env: { MARSDISK_WRITER_THREAD: 'on', ...options.env } },
  );
}

function disaster(name: string): SpawnOptions {
  return { env: { NODE_OPTIONS: `--import=${DISASTERS}`, DISASTER: name } };
}

let expected: Map<string, string>;
beforeAll(async () => {
  expect(await run(path('whole'))).toMatchObject({ exitCode: 0, stderr: '' });
  expected = contents(path('whole'));
});

/**
 * Goes on with a run; `workers`: on another number of threads than `expected`, as the record then says. It is done in this
 * process, which is sooner than another.
 */
async function expectResumed(outdir: string, workers: string | null = null): Promise<void> {
  expect(inspectRun(outdir).resumesFrom?.problem).toBeNull();
  const warnings: string[] = [];
  const outcome = await resumeRun({
    directory: outdir,
    warn: (message) => warnings.push(message),
    ...(workers === null ? {} : { workers }),
  });
  expect({ status: outcome?.status, warnings }).toEqual({ status: 'complete', warnings: [] });
  expectFiles(outdir, workers === null ? [] : ['run_config.json']);
}

function expectFiles(outdir: string, different: readonly string[] = []): void {
  const found = contents(outdir);
  expect([...found.keys()]).toEqual([...expected.keys()]);
  expect([...found.keys()].filter((file) => found.get(file) !== expected.get(file))).toEqual(
    different,
  );
}

async function firstChunk(outdir: string): Promise<void> {
  const isThere = () =>
    existsSync(`${outdir}/series`) &&
    readdirSync(`${outdir}/series`).some((name) => /^run_chunk.*parquet$/.test(name));
  while (!isThere()) await setTimeout(5);
}

const { platform } = process;
describe.runIf(platform !== 'win32')(
  'a run is gone on with after',
  { concurrent: true, timeout: 180_000 },
  () => {
    it('SIGTERM, which leaves everything for it', async () => {
      const outdir = path('term');
      const finished = await run(outdir, {
        onStart: async (child) => {
          await firstChunk(outdir);
          child.kill('SIGTERM');
        },
      });
      expect(finished.exitCode).toBe(143);
      expect(finished.stdout).toContain(`marsdisk resume ${outdir}`);
      const text = (await marsdisk(['inspect', outdir])).stdout;
      expect(text).toMatch(/: interrupted by a signal\.$/m);
      expect(text).toMatch(/mass_budget\.csv\.tmp-.*not complete; readable/);
      expect(text).toMatch(/^Missing:\n {2}summary\.json$/m);
      expect(text).toMatch(/ckpt_step_\d+\.bin +step [\d,]+ +[\d.e-]+ yr +can be used/);
      const { exitCode, stderr } = await marsdisk(['resume', outdir]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expectFiles(outdir);
    });

    it('SIGINT twice', async () => {
      const outdir = path('twice');
      const finished = await run(outdir, {
        onStart: async (child) => {
          await firstChunk(outdir);
          child.kill('SIGINT');
          child.stderr?.once('data', () => child.kill('SIGINT'));
        },
      });
      expect([null, 130]).toContain(finished.exitCode);
      await expectResumed(outdir);
    });

    it('a full disk', async () => {
      const outdir = path('full');
      // No file above 128 KiB; the signal that would end the process is ignored, so that writing fails instead.
      const limit = ['sh', '-c', 'trap "" XFSZ; ulimit -f 256; exec "$0" "$@"'];
      const { exitCode, stderr } = await run(outdir, { through: limit });
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/cannot write .*mass_budget_cells\.csv|cannot write .*parquet/);
      await expectResumed(outdir);
    });

    it('a file system that became read-only', async () => {
      const outdir = path('read-only');
      const { exitCode, stderr } = await run(outdir, disaster('read-only'));
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /the file system is read-only; make it writable or choose another path \(EROFS\)/,
      );
      await expectResumed(outdir);
    });

    it('the death of a thread', async () => {
      const outdir = path('thread');
      const { exitCode, stderr } = await run(outdir, disaster('thread'), '--workers', '2');
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^marsdisk: /);
      await expectResumed(outdir, '1');
    });

    it('the death of the thread that writes', async () => {
      const outdir = path('writer');
      const { exitCode, stderr } = await run(outdir, disaster('thread'));
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /^marsdisk: the thread that writes the files ended \(.*\); what it had written is kept; .*\n$/,
      );
      await expectResumed(outdir);
    });

    it('a clock that is set back', async () => {
      const outdir = path('clock');
      const finished = await run(outdir, {
        ...disaster('clock'),
        onStart: async (child) => {
          await firstChunk(outdir);
          child.kill('SIGKILL');
        },
      });
      expect(finished.signal).toBe('SIGKILL');
      const found = inspectRun(outdir);
      expect(found.lock.state).toBe('stale');
      expect(found.resumesFrom?.step).toBe(found.checkpoints.at(-1)?.step);
      await expectResumed(outdir);
    });

    it('its directory was taken away and brought back', async () => {
      const outdir = path('removed');
      const { exitCode, stderr } = await run(outdir, {
        onStart: async () => {
          await firstChunk(outdir);
          renameSync(outdir, `${outdir} elsewhere`);
        },
      });
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`the directory ${outdir} does not exist any more`);
      expect(existsSync(outdir)).toBe(false);
      renameSync(`${outdir} elsewhere`, outdir);
      await expectResumed(outdir);
    });
  },
);

/** Mounts a small disk, or gives one that is mounted another size or state; false where this process may not. */
function mount(folder: string, options: string): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
}

const canMount = platform === 'linux' && mount(path('probe'), 'size=1m');
if (canMount) unmount(path('probe'));
else
  console.warn('this process may not mount a small disk: a disk that is really full is not tested');

describe.skipIf(!canMount)('on a small disk', { timeout: 180_000 }, () => {
  const disk = path('disk');
  const outdir = join(disk, 'out');
  afterAll(() => unmount(disk));

  it('a run that fills it keeps what it has, and is gone on with when there is room', async () => {
    expect(mount(disk, 'size=700k')).toBe(true);
    const { exitCode, stderr } = await run(outdir);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^marsdisk: cannot write \S+: no space left on the device/m);
    expect(stderr).not.toContain('internal error');
    expect(stderr.match(/the checkpoint was not written/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(readdirSync(join(outdir, 'checks')).filter((name) => name.endsWith('.csv'))).toEqual([]);
    const inspected = await marsdisk(['inspect', outdir]);
    expect(inspected.stdout).toMatch(/^It can be gone on with from step \d+/m);
    expect(inspected.exitCode).toBe(0);
    expect(mount(disk, 'remount,size=64m')).toBe(true);
    await expectResumed(outdir);
    expect((await marsdisk(['inspect', outdir, '--verify'])).stdout).toContain(
      'Every file is as it was written.',
    );
  });

  it('that became read-only a run is not resumed, and the reason is said', async () => {
    const lock = join(outdir, '.marsdisk.lock');
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(lock, JSON.stringify({ pid: gone, started: null, host: hostname() }));
    expect(mount(disk, 'remount,ro')).toBe(true);
    const { exitCode, stderr } = await marsdisk(['resume', outdir]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `marsdisk: cannot remove the lock of a process that is gone, ${lock}: the file system is read-only; make it writable or choose another path (EROFS)\n`,
    );
  });
});

it('a run whose directory is removed ends with its name', async () => {
  const outdir = path('gone');
  const { exitCode, stderr } = await run(outdir, {
    onStart: async () => {
      await firstChunk(outdir);
      rmSync(outdir, { recursive: true, force: true });
    },
  });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^marsdisk: /m);
  // Between the removal of the files and of the directory only the file is missing.
  expect(stderr).toMatch(
    /the directory \S+ does not exist any more|was removed, perhaps with its directory/,
  );
  expect(stderr).toContain(outdir);
  expect(stderr).not.toContain('internal error');
});
