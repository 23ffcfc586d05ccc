import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareResults } from '../../src/profile/compareResults.ts';
import { htmlReport } from '../../src/profile/report/html.ts';
import { markdownReport } from '../../src/profile/report/markdown.ts';
import { parityAlarms } from '../../src/profile/report/parity.ts';
import { terminalReport } from '../../src/profile/report/terminal.ts';
import type { StoredProfile } from '../../src/profile/request.ts';
import { worktreeNotes } from '../../src/profile/results/notes.ts';
import { readResult } from '../../src/profile/results/store.ts';
import { profileSucceeded } from '../../src/profile/results/verdict.ts';
import { runProfile, stampOf } from '../../src/profile/runProfile.ts';
import { temporaryFolder } from '../runFolder.ts';
import { PARITY_STEPS, PROFILE } from './quickProfile.ts';

const folder = temporaryFolder();

describe('a measured profile', () => {
  let stored: StoredProfile;
  const stages: string[] = [];
  beforeAll(async () => {
    writeFileSync(join(folder, 'quick.yml'), PROFILE);
    stored = await runProfile({
      name: 'quick.yml',
      engines: ['core', 'fast'],
      workingDirectory: folder,
      onStage: (label, { stage }) => stages.push(`${label} ${stage}`),
      tools: [
        { name: 'nothing', prepare: () => ({ missing: 'nothing is not installed' }) },
        { name: 'false', prepare: () => ({ command: 'false', words: [], samples: false }) },
        { name: 'true', prepare: () => ({ command: 'true', words: [], samples: false }) },
        { name: 'gone', prepare: () => ({ command: '/no/such', words: [], samples: false }) },
      ],
    });
  }, 180_000);

  it('measures every engine after its warm-up', () => {
    expect([...stages].sort()).toEqual(['core warm', 'core warm-up', 'fast warm', 'fast warm-up']);
  });

  it('takes passes of the same steps', () => {
    for (const { measurements } of stored.result.engines) {
      const { passes, cells } = measurements[0]!;
      expect(passes.length).toBeGreaterThan(0);
      for (const pass of passes) expect(pass).toMatchObject({ steps: 20, cellSteps: 20 * cells });
    }
  });

  it('splits a pass by the clock and by the samples', () => {
    for (const { stages, measurements, cellStep } of stored.result.engines) {
      for (const pass of measurements[0]!.passes) {
        const { steps, records, flushes, finish } = pass.stages;
        expect(steps + records + flushes + finish).toBeCloseTo(pass.seconds, 6);
        for (const part of [steps, records, flushes, finish]) expect(part).toBeGreaterThan(0);
        // One thread never waits for an event.
        expect(pass.idleSeconds).toBe(0);
      }
      expect(stages.clock.steps).toBeLessThanOrEqual(cellStep.max);
      expect(stages.sampled!.steps).toBeGreaterThan(0);
    }
  });

  it('says so when there are fewer samples than were wanted', () => {
    const text = stored.result.notes.join('\n');
    for (const { label, samples } of stored.result.engines)
      expect(text.includes(`${label} has ${samples} samples, 5000 were wanted`)).toBe(
        samples < 5000,
      );
  });

  it('finds the functions of the run in the samples', () => {
    const [core, fast] = stored.result.engines;
    expect(core!.samples).toBeGreaterThan(100);
    expect(core!.hotFunctions.map(({ place }) => place.split(':')[0])).toContain(
      'core/collisions/fragmentTensor.ts',
    );
    expect(fast!.modules.map(({ name }) => name)).toContain('caches');
  });

  it('accounts for the measured time', () => {
    for (const { tree, measurements } of stored.result.engines) {
      const { passes } = measurements[0]!;
      const cellSteps = passes.reduce((sum, pass) => sum + pass.cellSteps, 0);
      const seconds = passes.reduce((sum, pass) => sum + pass.seconds, 0);
      const share = (tree!.total * cellSteps) / seconds;
      expect(share).toBeGreaterThan(0.9);
      expect(share).toBeLessThan(1.1);
    }
  });

  it('reports memory, garbage and deoptimisations', () => {
    const { memory, gc, deoptimisations, warmUp } = stored.result.engines[0]!.measurements[0]!;
    expect(memory.residentPeak).toBeGreaterThan(memory.heapPeak);
    expect(gc.allocatedBytes).toBeGreaterThan(0);
    expect(deoptimisations).not.toBeNull();
    expect(warmUp.deoptimisations).toBeGreaterThan(0);
  });

  it('compares what the engines compute', () => {
    const { parity } = stored.result;
    expect(parity).toMatchObject({ reference: 'core', steps: PARITY_STEPS, agrees: true });
    expect(parity!.engines.map(({ label }) => label)).toEqual(['fast']);
    const tables = new Set(parity!.engines[0]!.groups.map(({ table }) => table));
    expect([...tables]).toEqual(expect.arrayContaining(['run', 'diagnostics', 'summary']));
    expect(profileSucceeded(stored.result)).toBe(true);
  });

  it('cries out in every report when they compute something else', () => {
    const [engine] = stored.result.parity!.engines;
    const [group, ...others] = engine!.groups;
    const worst = { column: 'tau', row: 3, relative: 1e-3, actual: 1.001, expected: 1 };
    const wrong = { ...group!, verdict: 'differs' as const, worst };
    const engines = [{ ...engine!, agrees: false, groups: [wrong, ...others] }];
    const result = {
      ...stored.result,
      parity: { ...stored.result.parity!, agrees: false, engines },
    };
    expect(profileSucceeded(result)).toBe(false);
    const alarm = `PARITY FAILED: fast differs from core: ${group!.table} / ${group!.group} (tau row 3: 1.001 instead of 1)`;
    expect(parityAlarms(result)).toEqual([alarm]);
    expect(terminalReport(result, 'out').split(alarm)).toHaveLength(3);
    expect(markdownReport(result)).toContain(`> **${alarm}**`);
    expect(htmlReport(result)).toContain(`<p class="alarm" role="alert">${alarm}</p>`);
    expect(compareResults(result, stored.result, ['A', 'B']).notes).toContain(`A: ${alarm}`);
  });

  it('says how to get what was not measured', () => {
    for (const text of [markdownReport(stored.result), htmlReport(stored.result)])
      for (const option of ['--waterfall', '--workers auto'])
        expect(text).toContain(`marsdisk profile quick ${option}`);
  });

  it('leaves the result and its reports, and nothing of the runs', () => {
    expect(readdirSync(stored.folder).sort()).toEqual([
      'core.cpuprofile',
      'fast.cpuprofile',
      'report.html',
      'report.md',
      'result.json',
      'speedscope.json',
    ]);
    expect(readResult(stored.folder)).toEqual(JSON.parse(JSON.stringify(stored.result)));
  });

  it('tells the terminal what it found', () => {
    const text = terminalReport(stored.result, 'out');
    for (const words of ['hot functions', 'physics', 'I/O', 'fast against core', 'resident'])
      expect(text).toContain(words);
    expect(text).toContain('note: nothing is not installed');
    expect(text).toContain('note: false failed: the measuring process ended with exit code 1');
    expect(text).toContain('note: true failed: true ended without a measurement');
    expect(text).toContain('note: gone failed: cannot start /no/such');
  });

  it('can be compared with another one', () => {
    const { comparisons, notes } = compareResults(stored.result, stored.result, ['A', 'B']);
    expect(comparisons.map(({ speedup }) => speedup!.value)).toEqual([1, 1]);
    expect(notes).toContain('A: nothing is not installed');
    expect(notes.filter((note) => note.includes('differs'))).toEqual([]);
    const modified = { ...stored.result, notes: worktreeNotes(MODIFIED) };
    expect(compareResults(modified, stored.result, ['A', 'B']).notes).toContain(
      `A: ${worktreeNotes(MODIFIED)[0]}`,
    );
  });

  it('of another format version is refused', () => {
    const file = join(folder, 'result.json');
    writeFileSync(
      file,
      readFileSync(join(stored.folder, 'result.json'), 'utf8').replace(
        '"formatVersion": 2',
        '"formatVersion": 1',
      ),
    );
    expect(() => readResult(file)).toThrow('formatVersion = 1; this version reads 2');
    writeFileSync(file, '{}');
    expect(() => readResult(file)).toThrow('is not the result of a profile');
    writeFileSync(file, '{ "kind": "marsdisk profile", "formatVersion": 2 }');
    expect(() => readResult(file)).toThrow('it has no engines');
    expect(() => readResult(join(folder, 'none'))).toThrow('it does not exist');
  });

  it('is named if the folder above it was given', () => {
    const above = dirname(stored.folder);
    expect(() => readResult(above)).toThrow(
      `${above}: holds no result.json; the newest result below it is ${stored.folder}`,
    );
  });
});

/** A commit with a change on top. */
const MODIFIED = {
  commit: '0123456789abcdef',
  isModified: true,
  modified: ['packages/core/src/run.ts', 'a', 'b', 'c', 'd'],
};

describe('code that is not that of a commit', () => {
  it('is named, and marks the folder of the result', () => {
    expect(worktreeNotes(MODIFIED)).toEqual([
      'the code was not that of commit 0123456789ab: 5 files were not committed (packages/core/src/run.ts, a, b and 2 more)',
    ]);
    expect(worktreeNotes({ ...MODIFIED, modified: [] })).toEqual([]);
    const startedAt = '2026-01-02T03:04:05Z';
    expect(stampOf({ ...MODIFIED, startedAt })).toBe('20260102T030405Z-0123456-dirty');
    expect(stampOf({ ...MODIFIED, startedAt, isModified: false })).toBe('20260102T030405Z-0123456');
    expect(stampOf({ commit: null, startedAt, isModified: null })).toBe('20260102T030405Z-unknown');
  });
});
