import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProfileResult } from '../../src/profile/results/result.ts';
import { type OpenProfile, PAIR } from './openProfile.ts';

/** What the flame graphs of a pair do; a test that ends leaves them as it found them. */
export function testGraphs(opened: () => OpenProfile): void {
  describe('its flame graphs', () => {
    let page: Page;
    let result: ProfileResult;
    beforeAll(() => {
      ({ page, result } = opened());
    });
    const BASE = `${PAIR} .flame[data-key="core"]`;
    const widthOf = (name: string, graph = BASE) =>
      page.$eval(`${graph} g.frame[name="${name}"]`, (frame) =>
        Number(frame.getAttribute('width')),
      );
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
      expect(await page.textContent('[role="tab"][aria-selected="true"]')).toBe(
        'fast against core',
      );
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
      const total = (label: string) =>
        result.engines.find((one) => one.label === label)!.tree!.total;
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
  });
}
