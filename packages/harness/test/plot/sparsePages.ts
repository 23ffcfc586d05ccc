import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePlotPage } from '../../src/index.ts';
import { runSmall } from '../table/smallRun.ts';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';

/** Pages of runs that lost nothing, lost everything or hardly changed; in a browser of their own. */
export function testSparsePages(folder: string): void {
  describe.skipIf(!hasBrowser)('where there is little to see, the page of a run', () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await launchBrowser();
    }, 60_000);
    afterAll(() => browser?.close());

    const open = async (name: string, overrides: readonly string[], config?: string) => {
      await runSmall(join(folder, name), overrides, config);
      await writePlotPage(join(folder, name), join(folder, `${name}.html`));
      return openPage(browser, join(folder, `${name}.html`));
    };

    it('gives the value of what does not change in a line', async () => {
      const { page, complaints } = await open('constant', []);
      const statement = (id: string) => page.textContent(`#${id}-figure`);
      expect(await statement('temperature')).toBe('The same at all times: 2500 K.');
      expect(await statement('phase')).toBe('Solid in every cell at all times.');
      expect(await statement('tau')).toMatch(
        /^τ is 1 in every cell at all times(?:; it varies by \d × 10⁻\S+ of that)?\.$/,
      );
      expect(await page.$('#tau-figure svg')).toBeNull();
      expect(await page.isVisible('button[data-figure="tau"]')).toBe(false);
      expect(complaints).toEqual([]);
    });

    it('says that nothing was lost', async () => {
      const { page, complaints } = await open('lossless', [
        'blowout.enabled=false',
        'sinks.mode="none"',
      ]);
      expect(await page.textContent('#lost-figure')).toBe('Nothing was lost.');
      expect(await page.textContent('#rate-figure')).toBe('Nothing was lost at any recorded time.');
      expect(complaints).toEqual([]);
    });

    it('says where nothing is left: on a logarithmic axis, on a map, of a distribution', async () => {
      const { page, complaints } = await open(
        'evaporated',
        [
          'geometry.Nr=4',
          'sizes.n_bins=20',
          'numerics.t_end_years=3e-4',
          'radiation.TM_K=5000',
          'radiation.mars_temperature_driver.enabled=false',
          'supply.enabled=false',
        ],
        'configs/sublimation.yml',
      );
      const text = (id: string) => page.textContent(`#${id}`);
      expect(await text('rate-notes')).toMatch(
        /^Sinks: 0 from [\d.]+ h on, .*Values below .* \(10⁻¹⁶ of the largest\) are not shown\.$/,
      );
      expect(
        await page.$$eval(
          '#tau-figure svg > g:first-of-type text',
          (all) => all.at(-1)?.textContent,
        ),
      ).toBe('0');
      expect(await text('tau-notes')).toContain('have the darkest colour');
      expect(await text('psd-figure')).toContain('cell 0: no grains left');
      expect(await text('psd-readout')).toMatch(
        /^Nothing to draw for cell 0 at .*: no grains left/,
      );
      // What was lost is the initial mass, and not more.
      expect(await text('lost-notes')).toBe('');
      expect(complaints).toEqual([]);
    });

    it('draws one cell as curves, one bin inside its axes, and says that more was lost than there was', async () => {
      const { page, complaints } = await open('one', ['geometry.Nr=1', 'sizes.n_bins=1']);
      expect(await page.textContent('#tau-figure [aria-label="y-axis label"]')).toBe(
        'optical depth τ',
      );
      expect(await page.textContent('#lost-notes')).toMatch(
        /^The loss is 11\.5 times the initial mass of 2\.547 × 10⁻⁹ M_Mars: new grains are supplied/,
      );
      const dots = await page.$$eval('#psd-figure path[d^="M"]', (paths) =>
        paths.map((path) => /^M([\d.]+),([\d.]+)Z?$/.exec(path.getAttribute('d') ?? '')),
      );
      const heights = dots.flatMap((dot) => (dot === null ? [] : [Number(dot[2])]));
      expect(heights).toHaveLength(2);
      for (const height of heights) {
        expect(height).toBeGreaterThan(12 + 4);
        expect(height).toBeLessThan(340 - 42 - 4);
      }
      expect(complaints).toEqual([]);
    });
  });
}
