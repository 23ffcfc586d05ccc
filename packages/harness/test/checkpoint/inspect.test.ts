import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectRun, queryTable, writePlotPage } from '../../src/index.ts';
import { copyBeside, temporaryFolder } from '../runFolder.ts';
import { run } from './cutRun.ts';

const folder = temporaryFolder();
const whole = join(folder, 'whole');
/** As a killed run without checkpoints is left: chunks only. */
const killed = join(folder, 'killed');

beforeAll(async () => {
  await run(whole);
  await run(killed, { overrides: ['io.streaming.merge_at_end=false'] });
  for (const file of ['summary.json', 'orbit_rollup.csv']) rmSync(join(killed, file));
  const path = join(killed, 'run_config.json');
  const { output_files: _, record_sha256: __, ...record } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...record, status: 'pre_run' }));
});

function problemsOf(directory: string, verify: boolean): string[] {
  return inspectRun(directory, { verify })
    .files.filter(({ problem }) => problem !== null)
    .map(({ path, problem }) => `${path}: ${problem}`);
}

function change(path: string, from: RegExp, to: string): void {
  const text = readFileSync(path, 'latin1');
  expect(text).toMatch(from);
  writeFileSync(path, text.replace(from, to), 'latin1');
}

describe('a complete run', () => {
  it('is sound, and every file is recorded and as it was written', () => {
    const found = inspectRun(whole, { verify: true });
    expect(found).toMatchObject({ end: 'complete', isSound: true, verification: 'done' });
    expect([found.missing, found.gaps, found.checkpoints]).toEqual([[], [], []]);
    expect(found.files.filter(({ problem }) => problem !== null)).toEqual([]);
    const { output_files } = JSON.parse(readFileSync(join(whole, 'run_config.json'), 'utf8'));
    const recorded = output_files.map(({ path }: { path: string }) => path);
    expect([...recorded, 'run_config.json'].sort()).toEqual(found.files.map(({ path }) => path));
  });

  it('leaves no folder of checkpoints', () => {
    expect(existsSync(join(whole, 'checkpoints'))).toBe(false);
  });

  it.each([
    'series/diagnostics.parquet',
    'series/psd_hist.parquet',
    'checks/mass_budget.csv',
    'summary.json',
    'orbit_rollup.csv',
  ])('without %s is not sound', (file) => {
    const directory = copyBeside(whole, `without ${file.replaceAll('/', ' ')}`);
    rmSync(join(directory, file));
    expect(inspectRun(directory)).toMatchObject({ missing: [file], isSound: false });
  });

  it.each(['series/run.parquet', 'checks/mass_budget_cells.csv', 'summary.json'])(
    'in which a bit of %s is wrong is not as it was written',
    (file) => {
      const directory = copyBeside(whole, `flipped ${file.replaceAll('/', ' ')}`);
      const bytes = readFileSync(join(directory, file));
      bytes[Math.floor(bytes.length / 3)]! ^= 1;
      writeFileSync(join(directory, file), bytes);
      expect(problemsOf(directory, true)).toEqual([
        `${file}: its content has changed since it was written`,
      ]);
      expect(inspectRun(directory, { verify: true }).isSound).toBe(false);
    },
  );

  it('with a file that is cut off is not sound, also when it is not read', () => {
    const directory = copyBeside(whole, 'cut off');
    truncateSync(join(directory, 'checks', 'mass_budget.csv'), 100);
    expect(problemsOf(directory, false)).toEqual([
      expect.stringMatching(/^checks\/mass_budget\.csv: has 100 bytes; \d+ were written$/),
    ]);
    expect(inspectRun(directory).isSound).toBe(false);
  });

  it('whose record is garbage is of unknown end', () => {
    const directory = copyBeside(whole, 'garbage');
    writeFileSync(join(directory, 'run_config.json'), 'garbage');
    expect(inspectRun(directory)).toMatchObject({ end: 'unknown', isSound: false });
    expect(problemsOf(directory, false)).toEqual(['run_config.json: is no JSON']);
  });

  it('in whose record a single digit is another one is not sound', () => {
    const directory = copyBeside(whole, 'digit');
    change(join(directory, 'run_config.json'), /"TM_K": 2500/, '"TM_K": 2501');
    expect(problemsOf(directory, false)).toEqual([
      'run_config.json: its content has changed since it was written',
    ]);
    expect(inspectRun(directory).isSound).toBe(false);
  });

  it('of which no hashes are known cannot be verified', () => {
    const directory = copyBeside(whole, 'unsealed');
    const path = join(directory, 'run_config.json');
    const { output_files: _, record_sha256: __, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify(rest));
    expect(inspectRun(directory)).toMatchObject({ end: 'complete', isSound: true });
    expect(inspectRun(directory, { verify: true })).toMatchObject({
      verification: 'nothing to compare with',
      isSound: false,
    });
  });
});

describe('a chunk that is missing', () => {
  const chunks = (directory: string) =>
    readdirSync(join(directory, 'series')).filter((name) => name.startsWith('run_chunk'));

  it('is named where there is no checkpoint', async () => {
    expect(inspectRun(killed).gaps).toEqual([]);
    const directory = copyBeside(killed, 'gap');
    const file = chunks(directory)[1]!;
    rmSync(join(directory, 'series', file));
    const found = inspectRun(directory);
    expect(found.gaps).toEqual([{ table: 'run', file, firstStep: 51, lastStep: 100 }]);
    expect(found.isSound).toBe(false);

    const message = `series/${file} is missing: the table run has no rows of steps 51 to 100`;
    const warnings: string[] = [];
    const warn = (text: string) => warnings.push(text);
    await queryTable({ directory, warn });
    expect(warnings).toEqual([message]);
    await queryTable({ directory, table: 'diagnostics', warn });
    expect(warnings).toEqual([message]);
    const { cautions } = await writePlotPage(directory, join(folder, 'gap.html'));
    expect(cautions).toContain(`${message}.`);
  });

  it('is none where rows are kept more seldom than they are flushed', async () => {
    const directory = join(folder, 'seldom');
    const overrides = [
      'io.streaming.merge_at_end=false',
      'io.psd_history_stride=120',
      'io.series_stride=70',
    ];
    await run(directory, { overrides });
    expect(chunks(directory).length).toBeLessThan(
      readdirSync(join(directory, 'series')).filter((name) => /^diag/.test(name)).length,
    );
    expect(inspectRun(directory)).toMatchObject({ gaps: [], isSound: true });
  });
});
