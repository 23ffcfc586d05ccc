import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareResults } from '../../src/profile/compareResults.ts';
import { loadProfile } from '../../src/profile/definition/load.ts';
import { variantsOf } from '../../src/profile/definition/variants.ts';
import {
  countDeoptimisations,
  countHotFunctions,
  hotEvents,
  parseDeoptimisations,
} from '../../src/profile/measurement/codeEvents.ts';
import { measureInTurns } from '../../src/profile/measurement/rounds.ts';
import { htmlReport } from '../../src/profile/report/html.ts';
import { markdownReport } from '../../src/profile/report/markdown.ts';
import { parityAlarms } from '../../src/profile/report/parity.ts';
import { terminalReport } from '../../src/profile/report/terminal.ts';
import type { ProfileRequest, StoredProfile } from '../../src/profile/request.ts';
import { worktreeNotes } from '../../src/profile/results/notes.ts';
import { readResult } from '../../src/profile/results/store.ts';
import { profileSucceeded } from '../../src/profile/results/verdict.ts';
import { runProfile, stampOf } from '../../src/profile/runProfile.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'marsdisk-profile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PARITY_STEPS = 8;

const PROFILE = `
config: ${join(ROOT, 'configs/small.yml')}
overrides: ["radiation.mars_temperature_driver.enabled=false"]
warm_up: { lead_seconds: 0.2, blocks: 1, tolerance_percent: 100, scatter_percent: 10000, min_seconds: 0.1, max_seconds: 100 }
measure: { steps: 20, seconds: 0.25 }
parity_steps: ${PARITY_STEPS}
`;

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

describe('a profile with two threads', () => {
  it('is measured and compared like one with one', async () => {
    const hasty = PROFILE.replace(/warm_up: .*/, 'warm_up: { lead_seconds: 0, max_seconds: 0 }');
    writeFileSync(join(folder, 'threads.yml'), hasty.replace('seconds: 0.25', 'seconds: 0'));
    const { result } = await runProfile({
      name: 'threads.yml',
      engines: ['core'],
      workers: 2,
      workingDirectory: folder,
    });
    const [engine] = result.engines;
    expect(engine).toMatchObject({ label: 'core, 2 workers', workers: 2 });
    // No time to fill: one pass is made all the same.
    expect(engine!.measurements[0]!.passes.map(({ steps }) => steps)).toEqual([20]);
    expect(result.parity).toMatchObject({ agrees: true, engines: [{ label: 'core, 2 workers' }] });
    const verdicts = result.parity!.engines[0]!.groups.map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(['identical']));
  });
});

describe('a warm-up that does not become steady', () => {
  it('leaves no ratio', async () => {
    writeFileSync(
      join(folder, 'hasty.yml'),
      PROFILE.replace(/warm_up: .*/, 'warm_up: { lead_seconds: 0, max_seconds: 0 }').replace(
        'seconds: 0.25',
        'seconds: 0',
      ),
    );
    const { result } = await runProfile({
      name: 'hasty.yml',
      engines: ['core', 'fast'],
      workingDirectory: folder,
    });
    expect(result.engines.map(({ isSteady }) => isSteady)).toEqual([false, false]);
    expect(result.comparisons).toEqual([
      {
        base: 'core',
        candidate: 'fast',
        speedup: null,
        processor: null,
        headline: 'clock',
        caution: 'no ratio: the warm-up of core and fast did not become steady',
      },
    ]);
    expect(terminalReport(result, 'out')).toContain('NOT STEADY');
    for (const label of ['core', 'fast'])
      expect(result.notes.join('\n')).toContain(
        `${label} was measured before its warm-up was steady`,
      );
  });
});

describe('a profile that cannot be measured', () => {
  const measure = (text: string, asked: Partial<ProfileRequest> = {}) => {
    writeFileSync(join(folder, 'wrong.yml'), text);
    return runProfile({ name: 'wrong.yml', workingDirectory: folder, ...asked });
  };

  it('fails with the error of the run and leaves nothing behind', async () => {
    await expect(
      measure(PROFILE.replace('overrides: [', 'overrides: ["material.rho=-1", ')),
    ).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('material.rho'),
    });
    expect(existsSync(join(folder, 'out', 'profiles', 'wrong'))).toBe(false);
  });

  it('fails with what a process met, and leaves none behind', async () => {
    writeFileSync(join(folder, 'right.yml'), PROFILE);
    const { profile } = loadProfile('right.yml', folder);
    const work = {
      profile,
      configPath: join(folder, 'nowhere.yml'),
      workingDirectory: folder,
      folder,
      scratch: join(folder, 'scratch'),
    };
    const variants = variantsOf(['core', 'fast'], ['all'], (name) => name === 'fast', []);
    await expect(
      measureInTurns(work, variants, ({ label }) => label, false, {
        onStage: () => {},
        onTurns: () => {},
      }),
    ).rejects.toThrow(/nowhere\.yml/);
  });

  it('names an override that nothing knows before anything is measured', async () => {
    await expect(
      measure(PROFILE.replace('overrides: [', 'overrides: ["io.quite=true", ')),
    ).rejects.toThrow(/wrong\.yml: overrides: io\.quite is not a known key, did you mean "quiet"/);
  });

  it('names an unknown engine or cache before anything is measured', async () => {
    await expect(measure(PROFILE, { engines: ['cor'] })).rejects.toThrow(
      /^--engine: "cor".* did you mean "core"\?/,
    );
    for (const engines of [['fast'], ['core']])
      await expect(measure(PROFILE, { engines, caches: ['gian'] })).rejects.toThrow(
        /^--cache: "gian".* did you mean "gain"\?/,
      );
    await expect(measure(`${PROFILE}\nengines: [fats]\n`)).rejects.toThrow(
      /wrong\.yml: engines: "fats".* did you mean "fast"\?/,
    );
    await expect(measure(`${PROFILE}\ncaches: [gian]\n`)).rejects.toThrow(
      /wrong\.yml: caches: "gian".* did you mean "gain"\?/,
    );
  });

  it('has no use for sets of caches where no engine has any', async () => {
    await expect(measure(PROFILE, { engines: ['core'], caches: ['off'] })).rejects.toThrow(
      '--cache: "off"; core has no caches',
    );
  });
});

describe('a trace of deoptimisations', () => {
  const line = (name: string, reason: string) =>
    `[bailout (kind: deopt-eager, reason: ${reason}): begin. deoptimizing 0x2d <JSFunction ${name} (sfi = 0x3e)>, 0x1 <Code>, opt id 4, ...]`;

  it('counts them by function and reason', () => {
    const trace = [line('a', 'wrong map'), line('b', 'not a Smi'), 'noise', line('b', 'not a Smi')];
    expect(parseDeoptimisations(trace.join('\n'))).toEqual([
      { function: 'b', reason: 'not a Smi', count: 2 },
      { function: 'a', reason: 'wrong map', count: 1 },
    ]);
    expect(countDeoptimisations(trace.join('\n'))).toBe(3);
    expect(countDeoptimisations(null)).toBeNull();
    const anonymous = line('', 'wrong map').replace('  (sfi', ' (sfi');
    expect(parseDeoptimisations(anonymous)).toMatchObject([{ function: '(anonymous)' }]);
  });

  it('tells when the machine code of a hot function changed for good', () => {
    const optimised = (name: string, target: string) =>
      `[completed optimizing 0x1d <JSFunction ${name} (sfi = 0x18)> (target ${target}]`;
    const trace = [
      line('rare', 'wrong map'),
      line('kernel', 'not a Smi'),
      line('loop', "exit from OSR'd inner loop"),
      line('loop', 'prepare for on stack replacement (OSR)'),
      optimised('loop', 'TURBOFAN_JS) OSR'),
      optimised('loop', 'MAGLEV)'),
      optimised('gain', 'TURBOFAN_JS)'),
      optimised('rare', 'TURBOFAN_JS)'),
      optimised('gain', 'TURBOFAN_JS)'),
    ].join('\n');
    expect(hotEvents(trace, new Set(['kernel', 'gain', 'loop']))).toEqual(['kernel', 'gain']);
  });

  it('knows from samples which functions are hot', () => {
    const node = (id: number, functionName: string, url: string) => ({
      id,
      callFrame: { functionName, url, lineNumber: 0, columnNumber: 0 },
    });
    const hot = countHotFunctions();
    expect(hot.has('kernel')).toBe(false);
    hot.add({
      nodes: [
        node(1, 'kernel', 'file:///k.ts'),
        node(2, 'rare', 'file:///r.ts'),
        node(3, 'gc', ''),
      ],
      startTime: 0,
      endTime: 1000,
      samples: [1, 2, 3],
      timeDeltas: [0, 900, 10],
    });
    expect(['kernel', 'rare', 'gc'].map((name) => hot.has(name))).toEqual([true, false, false]);
  });
});
