import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { type OpenProfile, PAIR } from './openProfile.ts';

/** Width of a page of A4 between margins of 14 mm, CSS pixels. */
const PAPER_WIDTH = 688;

/** A small screen, and at last paper, on which the page stays. */
export function testScreenAndPaper(opened: () => OpenProfile): void {
  describe('on a small screen and on paper', () => {
    let page: Page;
    beforeAll(() => {
      ({ page } = opened());
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
  });
}
