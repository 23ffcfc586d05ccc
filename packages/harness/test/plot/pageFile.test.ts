import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isPlotPage, writePlotPage } from '../../src/index.ts';
import { copyBeside, temporaryFolder } from '../runFolder.ts';
import { runSmall } from '../table/smallRun.ts';

const folder = temporaryFolder();
const directory = join(folder, 'run <1> & "more"');
const path = join(folder, 'plot.html');

beforeAll(async () => {
  await runSmall(directory);
  await writePlotPage(directory, path);
});

describe('the page of a run', () => {
  it('refers to nothing outside of itself and is small', () => {
    const page = readFileSync(path, 'utf8');
    expect(page).not.toMatch(/<(?:script|img|iframe|link)[^>]+(?:src|href)="(?!data:|#)/);
    expect(page).not.toMatch(/@import|url\((?!data:)/);
    expect(page.length).toBeLessThan(400_000);
  });

  it('shows the name of the run as text', () => {
    expect(readFileSync(path, 'utf8')).toContain(
      '<h1>Run run &lt;1&gt; &amp; &quot;more&quot;</h1>',
    );
  });

  it('tells which run it shows: another one with other physics, the same one with another stride', async () => {
    const marks = [];
    for (const [name, override] of [
      ['same', 'io.series_stride=2'],
      ['other', 'numerics.dt_init=400'],
    ] as const) {
      await runSmall(join(folder, name), [override]);
      await writePlotPage(join(folder, name), join(folder, `${name}.html`));
      marks.push(markOf(join(folder, `${name}.html`)));
    }
    const record = JSON.parse(readFileSync(join(directory, 'run_config.json'), 'utf8'));
    const [hash, ended, commit] = markOf(path).split('; ');
    expect(hash).toMatch(/^config [0-9a-f]{12}$/);
    expect(ended).toBe(`ended ${record.timestamp_utc}`);
    expect(commit).toBe(`commit ${record.git_commit?.slice(0, 12) ?? 'unknown'}`);
    expect(marks[0]?.split('; ')[0]).toBe(hash);
    expect(marks[1]?.split('; ')[0]).not.toBe(hash);
  });

  it('says that a run is not finished, and shows what its chunks hold', async () => {
    const cut = join(folder, 'cut');
    await runSmall(cut, ['io.streaming.merge_at_end=false', 'io.streaming.step_flush_interval=25']);
    for (const file of ['summary.json', 'series/run_chunk_000000101_000000106.parquet'])
      rmSync(join(cut, file));
    writeFileSync(join(cut, 'run_config.json'), '{"status":"pre_run"}');
    const { cautions, remarks } = await writePlotPage(cut, join(folder, 'cut.html'));
    expect(cautions).toEqual([
      'The run has not come to its end; this is what it has written so far.',
    ]);
    expect(remarks).toEqual([]);
    expect(markOf(join(folder, 'cut.html'))).toMatch(
      /^config unknown; begun \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ; commit unknown$/,
    );
  });

  it('names a damaged file and draws the rest', async () => {
    const damaged = copyBeside(directory, 'damaged');
    const file = join(damaged, 'series', 'psd_hist.parquet');
    truncateSync(file, Math.floor(statSync(file).size / 2));
    const { cautions } = await writePlotPage(damaged, join(folder, 'damaged.html'));
    expect(cautions).toHaveLength(1);
    expect(cautions[0]).toMatch(
      /^Size distributions are left out: .*psd_hist\.parquet.*not a complete/,
    );
    const page = readFileSync(join(folder, 'damaged.html'), 'utf8');
    expect(page).toContain('id="sigma-figure"');
    expect(page).not.toContain('id="psd-figure"');
  });

  it('tells a table that was not asked for from one that is missing', async () => {
    const bare = copyBeside(directory, 'bare');
    rmSync(join(bare, 'series', 'psd_hist.parquet'));
    const { cautions } = await writePlotPage(bare, join(folder, 'bare.html'));
    expect(cautions).toEqual([
      'There are no size distributions (series/psd_hist.parquet is missing, although the run is complete).',
    ]);
    const without = join(folder, 'without');
    await runSmall(without, ['io.psd_history=false']);
    const page = await writePlotPage(without, join(folder, 'without.html'));
    expect(page.cautions).toEqual([]);
    expect(page.remarks).toEqual(['There are no size distributions (io.psd_history is false).']);
  });

  it('names what is wrong with a directory', async () => {
    await expect(writePlotPage(folder, join(folder, 'x.html'))).rejects.toThrow('holds no run');
    expect(existsSync(join(folder, 'x.html'))).toBe(false);
  });
});

describe('the place of a page', () => {
  it('may be that of an earlier page', async () => {
    expect(isPlotPage(path)).toBe(true);
    await writePlotPage(directory, path);
    expect(isPlotPage(path)).toBe(true);
  });

  it.each([
    ['series/run.parquet', "a place of the run's own files"],
    ['summary.json', "a place of the run's own files"],
    ['checks/new.html', "a place of the run's own files"],
    ['../other.json', 'exists and is not a page that marsdisk plot made'],
    ['../report.html', 'exists and is not a page that marsdisk plot made'],
    ['../a-folder', 'is a directory'],
  ])('%s is refused and stays as it was', async (place, reason) => {
    writeFileSync(join(folder, 'other.json'), '{}');
    writeFileSync(join(folder, 'report.html'), '<!doctype html><title>mine</title>');
    mkdirSync(join(folder, 'a-folder'), { recursive: true });
    const output = join(directory, place);
    const before = existsSync(output) && statSync(output).isFile() ? readFileSync(output) : null;
    await expect(writePlotPage(directory, output)).rejects.toThrow(reason);
    if (before === null) expect(existsSync(output)).toBe(place === '../a-folder');
    else expect(readFileSync(output)).toEqual(before);
  });
});

function markOf(page: string): string {
  const [, mark = ''] =
    /<meta name="marsdisk-run" content="([^"]*)">/.exec(readFileSync(page, 'utf8')) ?? [];
  return mark;
}
