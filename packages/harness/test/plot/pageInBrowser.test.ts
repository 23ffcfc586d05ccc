import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePlotPage } from '../../src/index.ts';
import { temporaryFolder } from '../runFolder.ts';
import { runSmall } from '../table/smallRun.ts';
import { hasBrowser, launchBrowser, type OpenPage, openPage } from './browser.ts';
import { testSparsePages } from './sparsePages.ts';

const folder = temporaryFolder();
const directory = join(folder, 'run 1');
const CHARTS = ['lost', 'rate', 'temperature', 'size', 'tau', 'sigma', 'phase', 'psd', 'sizemap'];

/** Rings of thin dust of which some stop, while Mars cools by less than a kelvin. */
async function runThinDust(): Promise<void> {
  const table = join(folder, 'temperature.csv');
  writeFileSync(table, 'time,T_M\n0,3000\n1,2999.2\n');
  const driver = 'radiation.mars_temperature_driver';
  await runSmall(
    directory,
    [
      'geometry.Nr=4',
      'optical_depth.tau_stop=4e-4',
      'supply.const.mu_orbit10pct=60',
      `${driver}.enabled=true`,
      `${driver}.mode=table`,
      `${driver}.table.path=${table}`,
      `${driver}.table.time_unit=day`,
    ],
    'tests/scenarios/bases/thin-dust.yml',
  );
}

describe.skipIf(!hasBrowser)('the page of a run in a browser', () => {
  let browser: Browser;
  let page: Page;
  let opened: OpenPage;

  beforeAll(async () => {
    await runThinDust();
    await writePlotPage(directory, join(folder, 'plot.html'));
    browser = await launchBrowser();
    opened = await openPage(browser, join(folder, 'plot.html'));
    page = opened.page;
  }, 60_000);
  afterAll(() => browser?.close());

  const summary = () =>
    JSON.parse(readFileSync(join(directory, 'summary.json'), 'utf8')) as Record<string, number>;
  const readout = (id: string) => page.textContent(`#${id}-readout`);
  const ticks = (id: string, axis: string) =>
    page.$$eval(`#${id}-figure [aria-label="${axis}-axis tick label"] text`, (texts) =>
      texts.map(({ textContent }) => textContent),
    );
  const label = (id: string, axis: string) =>
    page.textContent(`#${id}-figure [aria-label="${axis}-axis label"]`);

  it('draws every chart without a complaint and without the network', async () => {
    const ids = await page.$$eval('figure:has(svg)', (figures) => figures.map(({ id }) => id));
    expect(ids).toEqual(CHARTS.map((id) => `${id}-figure`));
    expect(opened.complaints).toEqual([]);
    expect(opened.requests.filter((url) => !/^(?:data|file):/.test(url))).toEqual([]);
  });

  it('ends its curve of the mass lost where the summary ends', async () => {
    const text = (await readout('lost')) ?? '';
    const shown = numberOf(/blow-out (\S+ × \S+) M_Mars/.exec(text)?.[1]);
    expect(shown / summary()['M_out_cum']!).toBeCloseTo(1, 3);
  });

  it('tells ticks in a narrow range apart, and the values that are read there', async () => {
    const shown = await ticks('temperature', 'y');
    expect(shown.length).toBeGreaterThan(3);
    expect(new Set(shown).size).toBe(shown.length);
    expect(await readout('temperature')).toMatch(/T_Mars 2999\.\d+ K/);
  });

  it('has one unit an axis, in its title', async () => {
    expect(await label('size', 'y')).toMatch(/^grain size \([nµ]m\)$/);
    for (const text of await ticks('size', 'y')) expect(text).toMatch(/^[\d.]+$/);
    expect(await label('psd', 'x')).toBe('grain size (µm)');
    for (const text of await ticks('psd', 'x')) expect(text).toMatch(/^[\d.]+$/);
  });

  it('says in words what its maps show', async () => {
    expect(await readout('phase')).toBe('There are: solid; stopped');
    const range = /^τ lies between (.*) and (.*)$/.exec((await readout('tau')) ?? '');
    expect(range).not.toBeNull();
    await page.check('input[name="tau-scale"][value="linear"]');
    const ramp = await page.$$eval('#tau-figure svg > g:first-of-type text', (texts) =>
      texts.map(({ textContent }) => textContent ?? ''),
    );
    expect(numberOf(ramp.at(-1)) / numberOf(range?.[2])).toBeCloseTo(1, 2);
    expect(await page.textContent('#headline')).toContain(
      `cells stopped${summary()['cells_stopped']} of 4`,
    );
  });

  it('shows the initial mass', async () => {
    const [lost, initial] = await page.$$eval('#headline li', (cards) =>
      ['mass lost', 'initial mass'].map(
        (name) => cards.find((card) => card.textContent?.startsWith(name))?.textContent,
      ),
    );
    expect(lost).toMatch(/^mass lost \(M_Mars\)[\d.]+ × 10/);
    const budget = readFileSync(join(directory, 'checks', 'mass_budget.csv'), 'utf8').split('\n');
    const mass = Number(budget[1]!.split(',')[budget[0]!.split(',').indexOf('mass_initial')]);
    expect(initial).toContain(`(M_Mars)${mass.toExponential(2).split('e')[0]} × 10`);
    expect(summary()['M_loss']).toBeLessThan(mass);
    expect(await page.textContent('#lost-notes')).not.toContain('initial mass');
  });

  it('is read by keyboard, all charts over time at the same time', async () => {
    await page.focus('#tau-figure');
    await page.keyboard.press('Home');
    const first = await readout('tau');
    expect(first).toMatch(/^[\d.]+ h, 1\.212 R_Mars: τ /);
    await page.keyboard.press('ArrowUp');
    expect(await readout('tau')).toMatch(/, 1\.638 R_Mars/);
    await page.keyboard.press('Shift+ArrowRight');
    const [time] = (await readout('tau'))!.split(',');
    expect(time).not.toBe(first!.split(',')[0]);
    expect(await readout('lost')).toMatch(new RegExp(`^${time}: blow-out`));
    expect(await page.$$eval('.cross line', (lines) => lines.length)).toBe(2 + 7);
    await page.focus('#psd-figure');
    expect(await readout('lost')).toMatch(/^At the end/);
  });

  it('shows the size distribution of the place on a map that is chosen', async () => {
    await page.focus('#sigma-figure');
    for (const key of ['Home', 'ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
    expect(await page.inputValue('#psd-cell')).toBe('2');
    expect(await page.inputValue('#psd-time')).toBe('0');
    expect(await readout('sigma')).toMatch(/^Size distribution: now cell 2 at/);
    const { width, height } = (await (await page.$('#sizemap-figure svg'))!.boundingBox())!;
    await page.click('#sizemap-figure svg', { position: { x: width - 20, y: height / 2 } });
    const last = await page.getAttribute('#psd-time', 'max');
    expect(await page.inputValue('#psd-time')).toBe(last);
  });

  it('says that a cell has stopped and draws no line for it in the legend', async () => {
    const cells = await page.$$eval('#psd-cell option', (options) => options.length);
    const texts: string[] = [];
    for (let cell = 0; cell < cells; cell++) {
      await page.selectOption('#psd-cell', String(cell));
      const text = (await readout('psd')) ?? '';
      texts.push(text);
      // The first one, the last, which is the one that is shown, and the blow-out size.
      const keys = await page.$$eval('#psd-figure svg > g:first-of-type > line', (l) => l.length);
      expect(keys).toBe(text.includes('stopped') ? 2 : 3);
    }
    expect(texts.filter((text) => text.includes('the cell had stopped'))).toHaveLength(
      summary()['cells_stopped']!,
    );
  });

  it('plays the slider and stops it', async () => {
    await page.fill('#psd-time', '0');
    await page.click('#psd-play');
    expect(await page.textContent('#psd-play')).toBe('Pause');
    await page.waitForFunction('Number(document.getElementById("psd-time").value) > 1');
    await page.click('#psd-play');
    expect(await page.textContent('#psd-play')).toBe('Play');
  });

  it('follows scales, units, cell and time', async () => {
    expect(await label('lost', 'x')).toMatch(/^time \((?:h|d)\)$/);
    await page.selectOption('#time-unit', 's');
    await page.check('input[name="time-scale"][value="log"]');
    await page.check('input[name="lost-scale"][value="log"]');
    expect(await label('lost', 'x')).toBe('time (s)');
    const before = await page.innerHTML('#psd-figure');
    await page.fill('#psd-time', '0');
    await page.selectOption('#psd-cell', '3');
    await page.selectOption('#psd-quantity', 'f_mass');
    expect(await page.textContent('#psd-time-text')).toMatch(/^[\d.]+ s$/);
    expect(await page.innerHTML('#psd-figure')).not.toBe(before);
    expect(opened.complaints).toEqual([]);
  });

  it('saves a chart as SVG and PNG, in numbers for colours, with the run that it shows', async () => {
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
      const download = saved.find((one) => one.suggestedFilename() === `run-1-sigma.${format}`);
      return readFileSync((await download!.path())!);
    };
    const image = await bytesOf('png');
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    expect(image.length).toBeGreaterThan(5_000);
    const text = (await bytesOf('svg')).toString();
    expect(text).toMatch(/^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(text).not.toMatch(/(?:fill|stroke)="(?:var\(|currentColor)/i);
    expect(text).toContain('data:image/png;base64,');
    expect(text).toMatch(/<title[^>]*>Surface density, run run 1<\/title>/);
    expect(text).not.toContain('class="cross"');
    expect(text).toMatch(/<desc[^>]*>config [0-9a-f]{12}; /);
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

  it('fits a narrow window without scrolling sideways, and leaves its height to the charts', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.waitForFunction(
      '[...document.querySelectorAll("figure svg")].every((chart) => chart.clientWidth < 400)',
    );
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.evaluate('document.getElementById("psd").scrollIntoView()');
    const { y, height } = (await (await page.$('#controls'))!.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(0);
  });
});

testSparsePages(folder);

/** The number that a text of the page stands for: `1.5 × 10⁻³`. */
function numberOf(text = ''): number {
  const [mantissa, power = ''] = text.split(' × 10');
  const exponent = [...power].map((c) => (c === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))).join('');
  return Number(`${mantissa}e${exponent === '' ? 0 : exponent}`);
}
