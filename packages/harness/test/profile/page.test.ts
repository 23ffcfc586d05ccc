import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparedResult, compareResults } from '../../src/profile/compareResults.ts';
import { engineFacts } from '../../src/profile/report/facts.ts';
import { htmlReport } from '../../src/profile/report/html.ts';
import { markdownReport } from '../../src/profile/report/markdown.ts';
import { duration } from '../../src/profile/report/quantities.ts';
import type { ComparedSides } from '../../src/profile/report/sides.ts';
import type { ProfileResult } from '../../src/profile/results/result.ts';
import { runProfile } from '../../src/profile/runProfile.ts';
import { WATERFALL, WORKER_CURVE } from './experimentResults.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'marsdisk-page-'));
const BROWSER = '/usr/bin/chromium';
/** Width of a page of A4 between margins of 14 mm, CSS pixels. */
const PAPER_WIDTH = 688;

let result: ProfileResult;
/** The result against itself, in other folders and with one engine less. */
let compared: ProfileResult;
let sides: ComparedSides;
beforeAll(async () => {
  writeFileSync(
    join(folder, 'page.yml'),
    `
description: A <small> run & its "parts"
config: ${join(ROOT, 'configs/small.yml')}
overrides: ["radiation.mars_temperature_driver.enabled=false"]
engines: [core, fast]
caches: ["off", all]
warm_up: { lead_seconds: 0.5, blocks: 1, tolerance_percent: 100, scatter_percent: 10000, min_seconds: 0.1, max_seconds: 100 }
measure: { steps: 20, seconds: 0.25 }
`,
  );
  const stored = await runProfile({ name: 'page.yml', workingDirectory: folder });
  result = { ...stored.result, waterfall: WATERFALL, workerCurves: [WORKER_CURVE] };
  const other: ProfileResult = {
    ...result,
    commit: 'abcdef0123456789',
    isModified: true,
    engines: result.engines.filter(({ label }) => label !== 'fast[off]'),
  };
  sides = [
    { name: 'A', path: 'out/profiles/page/first', result },
    { name: 'B', path: 'elsewhere/second/result.json', result: other },
  ];
  compared = comparedResult(compareResults(result, other, ['A', 'B']), other);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the page of a profile', () => {
  it('refers to nothing outside of itself and stays small', () => {
    const page = htmlReport(result);
    expect(page).not.toMatch(/<(?:script|img|iframe)[^>]+src=/);
    expect(page.match(/<link[^>]+href="(?!data:)/)).toBeNull();
    expect(page).not.toMatch(/@import|url\((?!data:)/);
    expect(page.length).toBeLessThan(500_000);
  });

  it('shows text of the profile as text', () => {
    expect(htmlReport(result)).toContain('A &lt;small&gt; run &amp; its &quot;parts&quot;');
  });

  it('has the same facts as the Markdown', () => {
    const markdown = markdownReport(result);
    const page = htmlReport(result);
    for (const engine of result.engines)
      for (const { name, value } of engineFacts(engine)) {
        expect(markdown).toContain(`- ${name}: **${value}**`);
        expect(page).toContain(`<dd class="value">${value}</dd>`);
      }
  });

  it('names no two regions alike, and has no two elements of one id', () => {
    for (const page of [htmlReport(result), htmlReport(compared, sides)])
      for (const attribute of [/<div class="scroll"[^>]*aria-label="([^"]*)"/g, / id="([^"]*)"/g]) {
        const names = [...page.matchAll(attribute)].map(([, name]) => name);
        expect(names.length).toBeGreaterThan(5);
        expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
      }
  });

  it('writes negative numbers with a minus sign', () => {
    const [section] = htmlReport(result).split('aria-labelledby="workers"');
    const waterfall = section!.split('aria-labelledby="waterfall"')[1]!.replace(/<[^>]*>/g, ' ');
    expect(waterfall).toMatch(/−\d/);
    expect(waterfall).not.toMatch(/\s-\d/);
    expect(waterfall).toContain('over 12 and 300 steps');
  });

  it('shows the ratio by processor time beside that by the clock, the one that decides first', () => {
    const speedup = { value: 2.34, low: null, high: null };
    const processor = { value: 3.21, low: 3.1, high: 3.3 };
    for (const headline of ['clock', 'processor'] as const) {
      const comparisons = result.comparisons.map((comparison) => ({
        ...comparison,
        speedup,
        processor,
        headline,
      }));
      const page = htmlReport({ ...result, comparisons });
      expect(page).toContain(headline === 'clock' ? '<b>2.34 ×</b>' : '<b>3.21 ×</b>');
      for (const text of [page, markdownReport({ ...result, comparisons })])
        expect(text).toMatch(headline === 'clock' ? /2\.34 ×.*3\.21 ×/s : /3\.21 ×.*2\.34 ×/s);
    }
  });
});

describe('the page of a comparison', () => {
  it('says what is compared: folders, commits, and what differs', () => {
    for (const report of [htmlReport(compared, sides), markdownReport(compared, sides)])
      for (const text of [
        'Profile page: second against first',
        'out/profiles/page/first',
        'elsewhere/second/result.json',
        'abcdef012345 with changes',
        'only A has fast[off], which is left out',
        'B was measured with changes that are in no commit',
      ])
        expect(report).toContain(text);
  });

  it('shows every pair of engines, that of the fast engine first', () => {
    const page = htmlReport(compared, sides);
    const tabs = [...page.matchAll(/aria-selected="(\w+)">([^<]*)</g)].map((match) =>
      match.slice(1),
    );
    expect(tabs).toEqual([
      ['false', 'B core against A core'],
      ['true', 'B fast against A fast'],
    ]);
    const data = JSON.parse(/id="data">(.*?)<\/script>/s.exec(page)![1]!);
    expect(Object.keys(data.engines)).toEqual(['A core', 'B core', 'A fast', 'B fast']);
    expect(Object.keys(data.pairs)).toEqual(tabs.map(([, title]) => title));
  });
});

describe('times on the page', () => {
  it('are written as those of the report', async () => {
    const url = new URL('../../assets/profile/format.js', import.meta.url).href;
    const { timeText } = (await import(url)) as { timeText: (nanoseconds: number) => string };
    for (const seconds of [0, 3e-10, 1e-9, 5.43e-7, 1.9e-6, 12.34e-6, 0.25, 99.96, 119, 121, 9000])
      expect(timeText(seconds * 1e9)).toBe(duration(seconds));
    expect(timeText(-150_000_000)).toBe(duration(-0.15));
  });
});

if (!existsSync(BROWSER))
  console.warn(`${BROWSER} is not there: the page is not tested in a browser`);

describe.skipIf(!existsSync(BROWSER))('the page in a browser', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];
  beforeAll(async () => {
    const file = join(folder, 'page.html');
    writeFileSync(file, htmlReport(result));
    browser = await chromium.launch({
      executablePath: BROWSER,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage({
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 800 },
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector(`${PAIR} .flame[data-kind="difference"] g.frame`);
  }, 60_000);
  afterAll(() => browser?.close());

  /** The pair of the fast engine with everything on, which is shown first though it is the second one. */
  const PAIR = '#pair-1';
  const BASE = `${PAIR} .flame[data-key="core"]`;
  const widthOf = (name: string, graph = BASE) =>
    page.$eval(`${graph} g.frame[name="${name}"]`, (frame) => Number(frame.getAttribute('width')));
  const focused = (attribute: string) =>
    page.evaluate<string>(`document.activeElement.getAttribute('${attribute}')`);

  it('draws base, candidate and difference', async () => {
    expect(await page.locator(`${PAIR} .flame svg`).count()).toBe(3);
    expect(await widthOf('advanceRun')).toBeGreaterThan(0);
  });

  it('has a tab for every pair, which the arrow keys reach', async () => {
    const shown = () =>
      page.$$eval('.pair', (pairs) => pairs.map((pair) => !pair.matches('[hidden]')));
    expect(await shown()).toEqual([false, true]);
    expect(await page.textContent('[role="tab"][aria-selected="true"]')).toBe('fast against core');
    await page.focus('[role="tab"][aria-selected="true"]');
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).toEqual([true, false]);
    expect(await focused('id')).toBe('tab-0');
    expect(await page.locator('#pair-0[role="tabpanel"] .flame g.frame').count()).toBeGreaterThan(
      9,
    );
    await page.keyboard.press('End');
    expect(await shown()).toEqual([false, true]);
  });

  it('says how the time of the base was saved', async () => {
    const table = page.locator(`${PAIR} .scroll[aria-label="What changed, fast against core"]`);
    const row = table.locator('tr', { hasText: 'fragmentTensor' });
    expect(await row.locator('td').last().textContent()).toBe('fused, pairs');
    expect(await table.locator('tr').last().textContent()).toContain('the whole cell-step');
  });

  it('looks closer at a frame that is clicked', async () => {
    const before = await widthOf('advanceRun');
    const root = await widthOf('core');
    await page.click(`${BASE} g.frame[name="advanceRun"] rect`);
    await expect.poll(() => widthOf('advanceRun')).toBeCloseTo(root, 0);
    expect(before).toBeLessThan(root);
    await page.click(`${PAIR} .reset`);
    await expect.poll(() => widthOf('advanceRun')).toBeCloseTo(before, 0);
  });

  it('finds frames by name and says how much of the time they are', async () => {
    await page.fill(`${PAIR} .find`, 'ADVANCErun');
    const fill = () =>
      page.$eval(`${BASE} g.frame[name="advanceRun"] rect`, (rect) => rect.getAttribute('fill'));
    await expect.poll(fill).toBe('#ff8ad8');
    const share = ((await widthOf('advanceRun')) / (await widthOf('core'))) * 100;
    const text = await page.textContent(`${PAIR} .found`);
    const [, said] = /^core: 1 frame, (\d+\.\d) % of the time; fast: \d+ frames?, /.exec(text!)!;
    expect(Math.abs(Number(said) - share)).toBeLessThan(0.2);
    await page.fill(`${PAIR} .find`, '');
    await expect.poll(fill).not.toBe('#ff8ad8');
  });

  it('draws both engines to one scale', async () => {
    const total = (label: string) => result.engines.find((one) => one.label === label)!.tree!.total;
    await page.selectOption(`${PAIR} .widths`, 'shared');
    const graph = (key: string) =>
      page.$eval(
        `${PAIR} .flame[data-key="${key}"]`,
        (place) => place.getBoundingClientRect().width,
      );
    const longest = Math.max(total('core'), total('fast'));
    const whole = await page.$eval(PAIR, (pair) => pair.getBoundingClientRect().width);
    for (const key of ['core', 'fast'])
      expect((await graph(key)) / whole).toBeCloseTo(total(key) / longest, 1);
    await page.selectOption(`${PAIR} .widths`, 'each');
    expect(await graph('fast')).toBeCloseTo(whole, 0);
  });

  it('turns the graph round: functions and who called them', async () => {
    await page.selectOption(`${PAIR} .direction`, 'callers');
    const rows = () =>
      page.$$eval(`${BASE} g.frame`, (frames) =>
        frames
          .filter((frame) => frame.getAttribute('aria-level') === '2')
          .map((frame) => frame.getAttribute('aria-label')!.split(':')[0]),
      );
    // The hottest functions stand next to the root, whoever called them.
    expect(await rows()).toContain(result.engines[0]!.hotFunctions[0]!.name);
    await page.selectOption(`${PAIR} .direction`, 'calls');
    expect(await rows()).toContain('advance');
  });

  it('can be walked through with the keyboard and is read aloud once', async () => {
    await page.focus(`${BASE} g.frame[tabindex="0"]`);
    await page.keyboard.press('ArrowDown');
    const label = await focused('aria-label');
    expect(label).toContain('a cell-step');
    expect(await focused('role')).toBe('treeitem');
    const details = page.locator(`#${await page.getAttribute(BASE, 'data-details')}`);
    expect(await details.textContent()).toBe(label);
    expect(await details.getAttribute('aria-hidden')).toBe('true');
    expect(await page.locator('.flame [aria-live], .flame title').count()).toBe(0);
    await page.keyboard.press('ArrowUp');
    expect(await focused('aria-label')).toMatch(/^core: /);
  });

  it('shows a bar for every optimisation, alone and left out, and the numbers as a table', async () => {
    const count = (selector: string) => page.locator(selector).count();
    const section = 'section[aria-labelledby="waterfall"]';
    expect(await count(`${section} svg rect`)).toBe(2 * WATERFALL.flags.length);
    expect(await count(`${section} svg[role="img"][aria-label]`)).toBe(2);
    expect(await count(`${section} tbody tr`)).toBe(WATERFALL.flags.length);
    const first = page.locator(`${section} tbody tr`).first();
    expect(await first.textContent()).toContain('remnants');
  });

  it('has one colour for faster and one for slower', async () => {
    const hue = async (selector: string, property: 'fill' | 'backgroundColor') => {
      const color = await page.evaluate<string>(
        `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property}`,
      );
      const [red = 0, , blue = 0] = color.match(/\d+/g)!.map(Number);
      return blue > red ? 'blue' : 'orange';
    };
    expect(await hue('.chart .helps', 'fill')).toBe('blue');
    expect(await hue('.chart .hurts', 'fill')).toBe('orange');
    const legend = `${PAIR} .graph:last-of-type .legend`;
    expect(await hue(`${legend} li:nth-child(1) .key`, 'backgroundColor')).toBe('blue');
    expect(await hue(`${legend} li:nth-child(2) .key`, 'backgroundColor')).toBe('orange');
  });

  it('shows the blocks that decide about the warm-up', async () => {
    const section = page.locator('section[aria-labelledby="warm-up"]');
    const blocks = result.engines.flatMap(
      ({ measurements }) => measurements[0]!.warmUp.blockSeconds,
    );
    expect(await section.locator('circle').count()).toBe(blocks.length);
    expect(await section.locator('.band').count()).toBe(1);
  });

  it('shows the search for the best number of threads', async () => {
    const section = page.locator('section[aria-labelledby="workers"]');
    expect(await section.locator('circle').count()).toBe(WORKER_CURVE.points.length);
    expect(await section.textContent()).toContain(
      'fast, steps alone: 2 threads are best, 1.80 × as fast as one',
    );
  });

  it('sorts a table by the column that is clicked, what has no value last', async () => {
    const head = `${PAIR} .functions thead th`;
    const column = (index: number) =>
      page.$$eval(`${PAIR} .functions tbody td:nth-child(${index})`, (cells) =>
        cells.map((cell) => cell.getAttribute('data-sort')!),
      );
    const order = async (index: number, isDown: boolean) => {
      const values = await column(index);
      const times = values.filter((value) => value !== '').map(Number);
      expect(values.slice(0, times.length).map(Number)).toEqual(
        times.toSorted((a, b) => (isDown ? b - a : a - b)),
      );
      expect(values.slice(times.length).every((value) => value === '')).toBe(true);
    };
    // Whether a function is without a sample on one side is a matter of luck.
    for (const index of [2, 3])
      await page.$eval(
        `${PAIR} .functions tbody tr:nth-child(${index}) td:nth-child(${index})`,
        (cell) => cell.setAttribute('data-sort', ''),
      );
    await page.click(`${head}:nth-child(3) button`);
    await page.click(`${head}:nth-child(2) button`);
    expect(await page.getAttribute(`${head}:nth-child(2)`, 'aria-sort')).toBe('descending');
    await order(2, true);
    await page.click(`${head}:nth-child(3) button`);
    await order(3, true);
    await page.click(`${head}:nth-child(3) button`);
    await order(3, false);
    expect(await page.getAttribute(`${head}:nth-child(3)`, 'aria-sort')).toBe('ascending');
    expect(await page.getAttribute(`${head}:nth-child(2)`, 'aria-sort')).toBeNull();
  });

  it('draws no bar behind a number', async () => {
    const overlaps = await page.$$eval(
      'td:has(.bar)',
      (cells) =>
        cells.filter((cell) => {
          const bar = cell.querySelector('.bar')!.getBoundingClientRect();
          const amount = cell.querySelector('.amount')!.getBoundingClientRect();
          return bar.width > 0 && bar.right > amount.left;
        }).length,
    );
    expect(overlaps).toBe(0);
  });

  it('lets the keyboard stop at boxes that scroll and at no others', async () => {
    const stops = () =>
      page.$$eval(
        '.scroll',
        (boxes) =>
          boxes.filter(
            (box) =>
              box.scrollWidth > box.clientWidth + 1 !== (box.getAttribute('tabindex') === '0'),
          ).length,
      );
    await expect.poll(stops).toBe(0);
    expect(await page.locator('.scroll[tabindex]').count()).toBe(0);
  });

  it('fits a small screen, where charts can be read and the change is in sight', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const overflow = () =>
      page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    await expect.poll(overflow).toBeLessThanOrEqual(0);
    const sizes = await page.evaluate<number[]>(`
      [...document.querySelectorAll('svg.chart')].map((chart) =>
        (Number.parseFloat(getComputedStyle(chart).fontSize) * chart.clientWidth) /
          chart.viewBox.baseVal.width)`);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(9.5);
    const change = page.locator(`${PAIR} .functions thead th`, { hasText: 'change' });
    const box = (await change.boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await expect.poll(() => page.locator('.scroll[tabindex="0"]').count()).toBeGreaterThan(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is printed whole: all pairs, every graph as wide as the paper', async () => {
    // As the browser does it: the event comes while the page is still as wide as the screen.
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setViewportSize({ width: PAPER_WIDTH, height: 1000 });
    const graphs = await page.$$eval('.flame', (places) =>
      places.map((place) => {
        const frames = [...place.querySelectorAll('g.frame rect')].map((rect) =>
          rect.getBoundingClientRect(),
        );
        const labels = [...place.querySelectorAll('.d3-flame-graph-label')];
        return {
          left: Math.min(...frames.map(({ left }) => left)),
          right: Math.max(...frames.map(({ right }) => right)),
          isDrawn: frames.every(({ width }) => width > 0),
          hasLabels: labels.some(({ textContent }) => textContent !== ''),
        };
      }),
    );
    expect(graphs).toHaveLength(6);
    for (const { left, right, isDrawn, hasLabels } of graphs) {
      expect({ isDrawn, hasLabels }).toEqual({ isDrawn: true, hasLabels: true });
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(PAPER_WIDTH + 0.5);
      expect(right - left).toBeGreaterThan(0.95 * PAPER_WIDTH);
    }
    const wide = await page.$$eval('.scroll', (boxes) =>
      boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.ariaLabel),
    );
    expect(wide).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(PAPER_WIDTH);
    const paper = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(paper).toBe('rgb(255, 255, 255)');
  });

  it('complains about nothing and asks nobody', () => {
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
  });

  it('shows everything but the graphs without the script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(pathToFileURL(join(folder, 'page.html')).href);
    expect(await plain.locator('.pair:visible').count()).toBe(2);
    expect(await plain.locator('[role="tablist"]:visible, .toolbar:visible').count()).toBe(0);
    expect(await plain.locator('noscript').first().textContent()).toContain('JavaScript');
    await context.close();
  });
});
