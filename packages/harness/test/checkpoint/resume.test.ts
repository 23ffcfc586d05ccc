import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { lockDirectory } from '@marsdisk/io';
import { describe, expect, it } from 'vitest';
import { COMMIT } from '../../src/checkpoint/commit.ts';
import { readCheckpoint, writeCheckpoint } from '../../src/checkpoint/file.ts';
import { inspectRun } from '../../src/index.ts';
import { contents, resume, run } from './cutRun.ts';
import { checkpoints, results, wholeAndCut } from './wholeAndCut.ts';

const { copyOf, expectedContents, expectedResults, folder, whole } = wholeAndCut();

describe('a resumed run', () => {
  it('has the files of a run that was never cut off', async () => {
    const directory = join(folder, 'here');
    await run(directory, { cutAt: 120 });
    const { outcome } = await resume(directory);
    expect(outcome).toMatchObject({ status: 'complete' });
    expect(outcome?.stepsBefore).toBeGreaterThanOrEqual(120);
    expect(contents(directory)).toEqual(expectedContents());
  });

  it('has them too from the first checkpoint, in another place, on two threads', async () => {
    const directory = copyOf('moved');
    const [first] = checkpoints(directory);
    expect(first?.step).toBe(0);
    await resume(directory, { from: first!.path, workers: '2' });
    expect(results(directory)).toEqual(expectedResults());
  });

  it('has them without streaming, where the checkpoint holds all rows', async () => {
    const overrides = ['io.streaming.enable=false'];
    const [once, cut] = [join(folder, 'memory'), join(folder, 'memory-cut')];
    await run(once, { overrides });
    await run(cut, { overrides, cutAt: 150 });
    await resume(cut);
    expect(contents(cut)).toEqual(contents(once));
  });

  it('is asked for by the configuration as well', async () => {
    const directory = join(folder, 'by-config');
    const overrides = ['numerics.resume.enabled=true'];
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    await run(directory, { overrides, cutAt: 100, request: { warn } });
    expect(warnings).toEqual([expect.stringMatching(/has no checkpoint; starting anew/)]);
    const { stepsBefore } = await run(directory, { overrides });
    expect(stepsBefore).toBeGreaterThanOrEqual(100);
    expect(results(directory)).toEqual(expectedResults());
  });

  it('that is already complete is left alone', async () => {
    expect((await resume(whole)).outcome).toBeNull();
    expect(contents(whole)).toEqual(expectedContents());
  });
});

describe('an override of resume', () => {
  it('with a typo is named, as run names it', async () => {
    const directory = copyOf('typo');
    const { outcome, warnings } = await resume(directory, {
      overrides: ['sizes.nbins=24', 'foo.bar=1'],
    });
    expect(outcome?.status).toBe('complete');
    expect(warnings).toEqual([
      expect.stringMatching(/foo/),
      expect.stringMatching(/sizes\.nbins.*did you mean.*n_bins/),
    ]);
  });

  it.each([
    ['as started', { asStarted: true }],
    ['from the file', {}],
  ])('counts even if it changes no result, %s', async (what, request) => {
    const directory = copyOf(`keeps ${what}`);
    const cut = new AbortController();
    await resume(directory, {
      ...request,
      overrides: ['numerics.checkpoint.keep_last_n=1'],
      interrupt: cut.signal,
      onProgress: () => cut.abort('SIGTERM'),
    });
    expect(checkpoints(directory)).toHaveLength(1);
  });

  it('cannot move the files', async () => {
    const directory = copyOf('stays');
    const before = contents(directory);
    for (const override of ['io.outdir=/elsewhere', 'io={outdir: /elsewhere}'])
      await expect(resume(directory, { overrides: [override] })).rejects.toThrow(
        `io.outdir: a run is gone on with where its files are, in ${directory}`,
      );
    expect(contents(directory)).toEqual(before);
    const overrides = [`io.outdir=${directory}`];
    expect((await resume(directory, { overrides })).outcome?.status).toBe('complete');
  });
});

describe('a certain checkpoint', () => {
  it('is found by its name', async () => {
    const directory = copyOf('by name');
    const [, second] = checkpoints(directory);
    const { outcome } = await resume(directory, { from: basename(second!.path) });
    expect(outcome?.stepsBefore).toBe(second!.step);
    expect(results(directory)).toEqual(expectedResults());
  });

  it('that is not there is refused with the names of those that are', async () => {
    const directory = copyOf('no such');
    const names = checkpoints(directory).map(({ path }) => basename(path));
    await expect(resume(directory, { from: 'ckpt_step_000000007.bin' })).rejects.toThrow(
      `--from ckpt_step_000000007.bin: there is no such file here or in ${join(directory, 'checkpoints')}, which has ${names.join(', ')}`,
    );
  });
});

describe('resume refuses', () => {
  it('a changed configuration, naming every difference, unless it is allowed', async () => {
    const directory = copyOf('changed');
    const overrides = ['numerics.dt_init=290', 'radiation.TM_K=2600'];
    await expect(resume(directory, { overrides })).rejects.toThrow(
      /radiation\.TM_K: 2500 → 2600(.|\n)*numerics\.dt_init: 300 → 290|numerics\.dt_init: 300 → 290(.|\n)*radiation\.TM_K: 2500 → 2600/,
    );
    const { outcome } = await resume(directory, { overrides, allowChanges: true });
    expect(outcome?.status).toBe('complete');
    expect(results(directory)).not.toEqual(expectedResults());
  });

  it('what settings without influence on the results do not cause', async () => {
    const directory = copyOf('harmless');
    const overrides = ['io.quiet=true', 'numerics.checkpoint.keep_last_n=7'];
    await resume(directory, { overrides });
    expect(results(directory)).toEqual(expectedResults());
  });

  it('other cells, even if changes are allowed', async () => {
    const directory = copyOf('cells');
    const request = { overrides: ['geometry.Nr=3'], allowChanges: true };
    await expect(resume(directory, request)).rejects.toThrow(/geometry\.Nr/);
  });

  it('another version', async () => {
    const directory = copyOf('version');
    for (const { path } of checkpoints(directory)) {
      const { header, checkpoint } = readCheckpoint(path);
      writeCheckpoint(path, { ...header, version: '0.0.1' }, checkpoint);
    }
    await expect(resume(directory)).rejects.toThrow(/version of marsdisk: 0\.0\.1 → \d/);
    const { outcome } = await resume(directory, { allowChanges: true });
    expect(outcome?.status).toBe('complete');
  });

  it('another commit', async () => {
    const directory = copyOf('commit');
    expect(inspectRun(directory).resumesFrom?.changes).toEqual([]);
    for (const { path } of checkpoints(directory)) {
      const { header, checkpoint } = readCheckpoint(path);
      expect(header.commit).toBe(COMMIT);
      writeCheckpoint(path, { ...header, commit: 'f'.repeat(40) }, checkpoint);
    }
    const { resumesFrom } = inspectRun(directory);
    expect(resumesFrom?.changes).toEqual([expect.stringMatching(/^commit of marsdisk: f{12} → /)]);
    await expect(resume(directory)).rejects.toThrow(/commit of marsdisk: f{12} → \w/);
    const { outcome } = await resume(directory, { allowChanges: true });
    expect(outcome?.status).toBe('complete');
  });

  it('a directory without checkpoint, without run, or none at all', async () => {
    const directory = copyOf('without');
    rmSync(join(directory, 'checkpoints'), { recursive: true });
    await expect(resume(directory)).rejects.toThrow(/has no checkpoint.*--overwrite/);
    await expect(resume(join(directory, 'series', '..', '..'))).rejects.toThrow(/holds no run/);
    await expect(resume(join(folder, 'nothing'))).rejects.toThrow(/no such directory/);
    const file = join(directory, 'run_config.json');
    await expect(resume(file)).rejects.toThrow(`${file}: is a file; give the output directory`);
  });

  it('a directory in which a process works, as run --overwrite does', async () => {
    const directory = copyOf('in use');
    const unlock = lockDirectory(directory);
    const before = contents(directory);
    await expect(resume(directory)).rejects.toThrow(`process ${process.pid} is working there`);
    await expect(run(directory, { request: { overwrite: true } })).rejects.toThrow(/is working/);
    expect(contents(directory)).toEqual(before);
    unlock();
    expect((await resume(directory)).outcome?.status).toBe('complete');
  });

  it('an engine that remembers, when the run starts', async () => {
    const overrides = ['sinks.sub_params.psat_cache_tol_K=5'];
    const directory = join(folder, 'remembers');
    await expect(run(directory, { overrides })).rejects.toThrow(/psat_cache_tol_K/);
  });
});

it('a lock of a process that is gone is taken over, also if its number is in use again', async () => {
  const directory = copyOf('stale');
  const lock = {
    pid: process.pid,
    started: 'an earlier life',
    host: hostname(),
  };
  writeFileSync(join(directory, '.marsdisk.lock'), JSON.stringify(lock));
  expect(inspectRun(directory).lock.state).toBe('stale');
  expect((await resume(directory)).outcome?.status).toBe('complete');
});
