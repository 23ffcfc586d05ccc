import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Download, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePlotPage } from '../../src/index.ts';
import { runSmall, temporaryFolder } from '../table/smallRun.ts';

const BROWSER = '/usr/bin/chromium';
const folder = temporaryFolder();
const directory = join(folder, 'run <1> & "more"');
const path = join(folder, 'plot.html');
const ignore = () => {};

beforeAll(async () => {
  await runSmall(directory);
  await writePlotPage(directory, path, ignore);
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

  it('says that a run is not finished, and shows what its chunks hold', async () => {
    const cut = join(folder, 'cut');
    await runSmall(cut, ['io.streaming.merge_at_end=false', 'io.streaming.step_flush_interval=25']);
    for (const file of ['summary.json', 'series/run_chunk_000000101_000000106.parquet'])
      rmSync(join(cut, file));
    writeFileSync(join(cut, 'run_config.json'), '{"status":"pre_run"}');
    const { notes } = await writePlotPage(cut, join(folder, 'cut.html'), ignore);
    expect(notes).toEqual(['The run has not come to its end; this is what it has written so far.']);
  });

  it('names what is wrong with a directory', async () => {
    await expect(writePlotPage(folder, join(folder, 'x.html'), ignore)).rejects.toThrow(
      'holds no run',
    );
    expect(existsSync(join(folder, 'x.html'))).toBe(false);
  });
});

if (!existsSync(BROWSER))
  console.warn(`${BROWSER} is not there: the page of a run is not tested in a browser`);

describe.skipIf(!existsSync(BROWSER))('the page of a run in a browser', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: BROWSER,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    await page.waitForSelector('html[data-drawn]');
  }, 60_000);
  afterAll(() => browser?.close());

  const summary = () =>
    JSON.parse(readFileSync(join(directory, 'summary.json'), 'utf8')) as Record<string, number>;
  const readout = (id: string) => page.textContent(`#${id}-readout`);

  it('draws every chart without a complaint and without the network', async () => {
    const ids = await page.$$eval('figure:has(svg)', (figures) => figures.map(({ id }) => id));
    expect(ids).toEqual(
      ['lost', 'rate', 'temperature', 'size', 'tau', 'sigma', 'phase', 'psd'].map(
        (id) => `${id}-figure`,
      ),
    );
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:') && !url.startsWith('file:'))).toEqual(
      [],
    );
  });

  it('ends its curve of the mass lost where the summary ends', async () => {
    const text = (await readout('lost')) ?? '';
    const [, mantissa, exponent] = /blow-out ([\d.]+) × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+) M_Mars/.exec(text) ?? [];
    const power = [...(exponent ?? '')].map((c) => (c === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)));
    const shown = Number(`${mantissa}e${power.join('')}`);
    expect(shown / summary()['M_out_cum']!).toBeCloseTo(1, 3);
  });

  it('says in words what its maps show', async () => {
    expect(await readout('phase')).toBe('solid everywhere');
    expect(await readout('tau')).toMatch(/^tau (?:is 1 everywhere, to four digits|lies between)/);
    expect(await page.textContent('#headline')).toContain('cells stopped0 of 4');
  });

  it('is read by keyboard', async () => {
    await page.focus('#tau-figure');
    await page.keyboard.press('Home');
    const first = await readout('tau');
    await page.keyboard.press('ArrowUp');
    expect(first).toMatch(/^0\.0827 h, 1\.212 R_Mars: tau 1/);
    expect(await readout('tau')).toMatch(/^0\.0827 h, 1\.638 R_Mars/);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await readout('tau')).toMatch(/^0\.916 h, 1\.638 R_Mars/);
  });

  it('follows scales, units, cell and time', async () => {
    const axis = (id: string) =>
      page.$$eval(`#${id}-figure [aria-label$="axis label"]`, (labels) =>
        labels.map(({ textContent }) => textContent),
      );
    expect(await axis('lost')).toContain('time (h)');
    await page.selectOption('#time-unit', 's');
    await page.check('input[name="time-scale"][value="log"]');
    await page.check('input[name="lost-scale"][value="log"]');
    expect(await axis('lost')).toContain('time (s)');
    const before = await page.innerHTML('#psd-figure');
    await page.fill('#psd-time', '0');
    await page.selectOption('#psd-cell', '3');
    await page.selectOption('#psd-quantity', 'f_mass');
    expect(await page.textContent('#psd-time-text')).toBe('297.7 s');
    expect(await page.innerHTML('#psd-figure')).not.toBe(before);
    expect(complaints).toEqual([]);
  });

  it('saves a chart as SVG and PNG, in numbers for colours', async () => {
    const saved: Download[] = [];
    const both = new Promise<void>((resolve) => {
      page.on('download', (download) => {
        if (saved.push(download) === 2) resolve();
      });
    });
    for (const format of ['svg', 'png'])
      await page.click(`button[data-figure="sigma"][data-save="${format}"]`);
    await both;
    const bytesOf = async (format: string) => {
      const name = `run-1-more--sigma.${format}`;
      const download = saved.find((one) => one.suggestedFilename() === name);
      return readFileSync((await download!.path())!);
    };
    const image = await bytesOf('png');
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    expect(image.length).toBeGreaterThan(5_000);
    const text = (await bytesOf('svg')).toString();
    expect(text).toMatch(/^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(text).not.toMatch(/(?:fill|stroke)="(?:var\(|currentColor)/i);
    expect(text).toContain('data:image/png;base64,');
  });

  it('gives every control a name and keeps to one level of headings', async () => {
    const nameless = await page.$$eval(
      'input, select, button, figure, [role="region"]',
      (elements) =>
        elements.filter(
          (element) =>
            !element.getAttribute('aria-label') &&
            !element.closest('label')?.textContent?.trim() &&
            !element.textContent?.trim(),
        ).length,
    );
    expect(nameless).toBe(0);
    expect(await page.$$eval('h1', (headings) => headings.length)).toBe(1);
  });

  it('fits a narrow window without scrolling sideways', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await page.waitForFunction(
      '[...document.querySelectorAll("figure svg")].every((chart) => chart.clientWidth < 400)',
    );
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
