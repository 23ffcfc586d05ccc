import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { terminalReport } from '../../src/profile/report/terminal.ts';
import { runProfile } from '../../src/profile/runProfile.ts';
import { temporaryFolder } from '../runFolder.ts';
import { HASTY } from './quickProfile.ts';

const folder = temporaryFolder();

describe('a profile with two threads', () => {
  it('is measured and compared like one with one', async () => {
    writeFileSync(join(folder, 'threads.yml'), HASTY);
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
    writeFileSync(join(folder, 'hasty.yml'), HASTY);
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
