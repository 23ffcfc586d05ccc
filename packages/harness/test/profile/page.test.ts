import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineFacts } from '../../src/profile/report/facts.ts';
import { htmlReport } from '../../src/profile/report/html.ts';
import { markdownReport } from '../../src/profile/report/markdown.ts';
import type { ProfileResult } from '../../src/profile/results/result.ts';
import { runProfile } from '../../src/profile/runProfile.ts';
import { WATERFALL, WORKER_CURVE } from './experimentResults.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'marsdisk-page-'));
const BROWSER = '/usr/bin/chromium';

let result: ProfileResult;
beforeAll(async () => {
  writeFileSync(
    join(folder, 'page.yml'),
    `
description: A <small> run & its "parts"
config: ${join(ROOT, 'configs/small.yml')}
overrides: ["radiation.mars_temperature_driver.enabled=false"]
engines: [core, fast]
warm_up: { lead_seconds: 0.5, block_steps: 6, blocks: 2, tolerance_percent: 100, min_seconds: 0.1, max_seconds: 20 }
measure: { steps: 20, seconds: 0.5 }
`,
  );
  const stored = await runProfile({ name: 'page.yml', workingDirectory: folder });
  result = { ...stored.result, waterfall: WATERFALL, workerCurves: [WORKER_CURVE] };
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the page of a profile', () => {
  it('refers to nothing outside of itself', () => {
    const page = htmlReport(result);
    expect(page).not.toMatch(/<(?:script|img|iframe)[^>]+src=/);
    expect(page.match(/<link[^>]+href="(?!data:)/)).toBeNull();
    expect(page).not.toMatch(/@import|url\((?!data:)/);
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
      viewport: { width: 1200, height: 800 },
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('#flame-difference g.frame');
  }, 60_000);
  afterAll(() => browser?.close());

  const widthOf = (name: string) =>
    page.$eval(`#flame-0 g.frame[name="${name}"]`, (frame) => Number(frame.getAttribute('width')));

  it('draws base, candidate and difference', async () => {
    expect(await page.$$eval('.flame svg', (graphs) => graphs.length)).toBe(3);
    expect(await widthOf('advanceRun')).toBeGreaterThan(0);
  });

  it('looks closer at a frame that is clicked', async () => {
    const before = await widthOf('advanceRun');
    const root = await widthOf('core');
    await page.click('#flame-0 g.frame[name="advanceRun"] rect');
    await expect.poll(() => widthOf('advanceRun')).toBeCloseTo(root, 0);
    expect(before).toBeLessThan(root);
    await page.click('#reset');
    await expect.poll(() => widthOf('advanceRun')).toBeCloseTo(before, 0);
  });

  it('finds frames by name', async () => {
    await page.fill('#search', 'advanceRun');
    const fill = () =>
      page.$eval('#flame-0 g.frame[name="advanceRun"] rect', (rect) => rect.getAttribute('fill'));
    await expect.poll(fill).toBe('#f5d90a');
    expect(await page.textContent('#found')).toMatch(/^[1-9]\d* visible frames match$/);
    await page.fill('#search', '');
    await expect.poll(fill).not.toBe('#f5d90a');
  });

  it('can be walked through with the keyboard and read aloud', async () => {
    await page.focus('#flame-0 g.frame[tabindex="0"]');
    await page.keyboard.press('ArrowDown');
    const focused = (attribute: string) =>
      page.evaluate<string>(`document.activeElement.getAttribute('${attribute}')`);
    const label = await focused('aria-label');
    expect(label).toContain('a cell-step');
    expect(await page.textContent('#flame-0-details')).toBe(label);
    expect(await focused('role')).toBe('treeitem');
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

  it('shows the search for the best number of threads', async () => {
    const section = page.locator('section[aria-labelledby="workers"]');
    expect(await section.locator('circle').count()).toBe(WORKER_CURVE.points.length);
    expect(await section.textContent()).toContain(
      'fast, steps alone: 2 threads are best, 1.80 × as fast as one',
    );
  });

  it('sorts a table by the column that is clicked', async () => {
    const column = () =>
      page.$$eval('.functions tbody td:nth-child(2)', (cells) =>
        cells.map((cell) => Number(cell.getAttribute('data-sort'))),
      );
    const sorted = (values: number[]) => [...values].sort((a, b) => b - a);
    await page.click('.functions thead th:nth-child(2) button');
    expect(await column()).toEqual(sorted(await column()));
    await page.click('.functions thead th:nth-child(2) button');
    expect(await column()).toEqual(sorted(await column()).reverse());
    expect(await page.getAttribute('.functions thead th:nth-child(2)', 'aria-sort')).toBe(
      'ascending',
    );
  });

  it('fits a small screen', async () => {
    await page.setViewportSize({ width: 420, height: 800 });
    const overflow = () =>
      page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    await expect.poll(overflow).toBeLessThanOrEqual(0);
  });

  it('complains about nothing and asks nobody', () => {
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
  });
});
