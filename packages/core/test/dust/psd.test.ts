import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../../tests/support/golden.ts';
import { binOfSize, logarithmicGrid } from '../../src/dust/grid.ts';
import { massOpacity } from '../../src/dust/opacity.ts';
import { massPeakSize } from '../../src/dust/peakSize.ts';
import { relativeVolume, sanitizeNumber, threeSlopeNumber } from '../../src/dust/psd.ts';
import { createVersionCounter } from '../../src/versions.ts';
import { expectCase, goldenCases, vector } from '../collisions/cases.ts';

describe('logarithmic grid with a three-slope power law', () => {
  it.each(goldenCases('psd_grid'))('agrees with the reference: $label', (c) => {
    const { s_min, s_max, n_bins, rho } = c.in;
    expectCase({ ...c, out: withoutBookkeeping(c.out) }, () => {
      const grid = logarithmicGrid(s_min, s_max, n_bins, rho, createVersionCounter());
      const { edges, sizes, widths } = grid;
      const number = threeSlopeNumber(sizes, s_min, s_max, c.in);
      const sanitize_reset_count = sanitizeNumber(sizes, widths, number, true);
      return { edges, sizes, widths, number, sanitize_reset_count };
    });
  });

  it('finds every size between its edges, and clips what lies outside', () => {
    const edges = logarithmicGrid(1e-6, 3, 40, 3000, createVersionCounter()).edges;
    fc.assert(
      fc.property(fc.double({ min: -7, max: 2, noNaN: true }), (exponent) => {
        const s = 10 ** exponent;
        const bin = binOfSize(edges, s);
        if (s < edges[0]) expect(bin).toBe(0);
        else if (s >= edges[40]) expect(bin).toBe(39);
        else expect(edges[bin] <= s && s < edges[bin + 1]).toBe(true);
      }),
    );
    expect(binOfSize(edges, edges[7])).toBe(7);
    expect(binOfSize(edges, Number.NaN)).toBe(39);
  });

  it('gives no two grids of a run the same version', () => {
    const versions = createVersionCounter();
    const grids = [1, 2, 3].map(() => logarithmicGrid(1e-6, 1, 4, 3000, versions));
    const drawn = grids.flatMap((grid) => [grid.sizesVersion, grid.edgesVersion]);
    expect(new Set(drawn).size).toBe(6);
  });
});

describe('cleaning the numbers', () => {
  it.each(goldenCases('sanitize_number'))('agrees with the reference: $label', (c) => {
    expectCase(c, () => {
      const number = vector(c.in.number);
      const sanitize_reset_count = sanitizeNumber(
        vector(c.in.sizes),
        vector(c.in.widths),
        number,
        c.in.normalize,
        c.in.clip_max ?? 0,
      );
      return { number, sanitize_reset_count };
    });
  });

  it('leaves a distribution of unit volume', () => {
    const { sizes, widths } = logarithmicGrid(1e-6, 3, 12, 3000, createVersionCounter());
    const anyNumber = fc.oneof(fc.double(), fc.double({ min: 0, max: 1e30, noNaN: true }));
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 12, maxLength: 12 }), (values) => {
        const number = vector(values);
        sanitizeNumber(sizes, widths, number, true);
        expect(Math.min(...number)).toBeGreaterThanOrEqual(0);
        expect(relativeDeviation(relativeVolume(sizes, widths, number), 1)).toBeLessThan(1e-14);
      }),
    );
  });
});

describe('opacity', () => {
  it.each(goldenCases('kappa'))('agrees with the reference: $label', (c) => {
    expectCase(c, () => ({
      kappa: massOpacity(vector(c.in.sizes), vector(c.in.widths), vector(c.in.number), c.in.rho),
    }));
  });
});

describe('size at the peak of mass', () => {
  it.each(goldenCases('mass_peak_size'))('agrees with the reference: $label', (c) => {
    expectCase(c, () => ({ s_peak: massPeakSize(vector(c.in.sizes), vector(c.in.number)) }));
  });
});

/** The case without the echo of its inputs and without versions, which are identities here rather than counts. */
function withoutBookkeeping(out: Record<string, unknown>): Record<string, unknown> {
  const { s_min, s_max, sizes_version, edges_version, ...physics } = out;
  return physics;
}
