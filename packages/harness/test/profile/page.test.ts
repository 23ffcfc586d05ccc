import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparedResult, compareResults } from '../../src/profile/compareResults.ts';
import { engineFacts } from '../../src/profile/report/facts.ts';
import { htmlReport } from '../../src/profile/report/html.ts';
import { markdownReport } from '../../src/profile/report/markdown.ts';
import { duration } from '../../src/profile/report/quantities.ts';
import type { ComparedSides } from '../../src/profile/report/sides.ts';
import type { ProfileResult } from '../../src/profile/results/result.ts';
import { runProfile } from '../../src/profile/runProfile.ts';
import { hasBrowser, launchBrowser } from '../plot/browser.ts';
import { temporaryFolder } from '../runFolder.ts';
import { WATERFALL, WORKER_CURVE } from './experimentResults.ts';
import { PAIR } from './openProfile.ts';
import { testGraphs } from './pageGraphs.ts';
import { testScreenAndPaper } from './pagePaper.ts';
import { testTables } from './pageTables.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const folder = temporaryFolder();

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

describe.skipIf(!hasBrowser)('the page in a browser', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];
  beforeAll(async () => {
    const file = join(folder, 'page.html');
    writeFileSync(file, htmlReport(result));
    browser = await launchBrowser();
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

  testGraphs(() => ({ page, result }));
  testTables(() => ({ page, result }));
  testScreenAndPaper(() => ({ page, result }));

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
