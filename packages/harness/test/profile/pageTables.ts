import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProfileResult } from '../../src/profile/results/result.ts';
import { WATERFALL, WORKER_CURVE } from './experimentResults.ts';
import { type OpenProfile, PAIR } from './openProfile.ts';

/** What charts and tables show and how tables are sorted. */
export function testTables(opened: () => OpenProfile): void {
  describe('its charts and tables', () => {
    let page: Page;
    let result: ProfileResult;
    beforeAll(() => {
      ({ page, result } = opened());
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
  });
}
