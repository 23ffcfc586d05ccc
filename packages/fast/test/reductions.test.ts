import { type CollisionRates, createPlainEngine } from '@marsdisk/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../tests/support/golden.ts';
import { createFastEngine, FLAG_NAMES, type FlagName } from '../src/index.ts';
import { contextOf, numberDensities } from './setting.ts';

const BIT_IDENTICAL: readonly FlagName[] = FLAG_NAMES.filter(
  (name) => !['pairs', 'moments', 'remnants', 'sections', 'supply'].includes(name),
);

function emptyRates(bins: number): CollisionRates {
  return { loss: new Float64Array(bins), gain: new Float64Array(bins), shortestTime: Number.NaN };
}

function worst(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < expected.length; k++)
    largest = Math.max(largest, relativeDeviation(actual[k], expected[k]));
  return largest;
}

/** Rates of one query by the plain engine and by a fast one, which is asked twice. */
function compareRates(bins: number, flags: readonly FlagName[], numRuns: number) {
  const context = contextOf(bins);
  const plain = createPlainEngine(context);
  const fast = createFastEngine(context, { flags });
  const expected = emptyRates(bins);
  const actual = emptyRates(bins);
  let largest = 0;
  fc.assert(
    fc.property(
      numberDensities(bins),
      fc.constantFrom(1, 900, 3600, 3600.0000000000005, 1.2e4),
      fc.constantFrom(1e4, 2.5e5),
      fc.nat(2),
      (numberDensity, vRel, scaleHeight, cell) => {
        const query = { cell, grid: context.grid, rho: 3270, vRel, scaleHeight, numberDensity };
        plain.collisionRates(query, expected);
        for (let i = 0; i < 2; i++) {
          fast.collisionRates(query, actual);
          largest = Math.max(
            largest,
            worst(actual.gain, expected.gain),
            worst(actual.loss, expected.loss),
            relativeDeviation(actual.shortestTime, expected.shortestTime),
          );
        }
      },
    ),
    { numRuns },
  );
  return largest;
}

describe('the reduced collision rates', () => {
  it.each([1, 2, 3, 7, 16, 40])(
    'agree with the plain ones within 1e-12 over 30 decades of %i bins',
    (bins) => {
      const numRuns = bins === 40 ? 30 : 100;
      expect(compareRates(bins, ['moments'], numRuns)).toBeLessThan(1e-12);
      expect(compareRates(bins, ['remnants'], numRuns)).toBeLessThan(1e-12);
      expect(compareRates(bins, ['pairs'], numRuns)).toBeLessThan(1e-12);
      expect(compareRates(bins, ['pairs', 'simd'], numRuns)).toBeLessThan(1e-12);
      expect(compareRates(bins, FLAG_NAMES, numRuns)).toBeLessThan(1e-12);
    },
  );
});

describe('the collision rates with caches alone', () => {
  it.each(BIT_IDENTICAL)('are those of the plain engine to the last bit: %s', (flag) => {
    expect(compareRates(8, [flag], 50)).toBe(0);
  });

  it('are those of the plain engine to the last bit: all of them', () => {
    expect(compareRates(8, BIT_IDENTICAL, 100)).toBe(0);
    expect(compareRates(8, [], 20)).toBe(0);
  });

  it('agree for any combination of flags', () => {
    fc.assert(
      fc.property(fc.subarray([...FLAG_NAMES]), (flags) => {
        expect(compareRates(5, flags, 5)).toBeLessThan(1e-12);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the other kernels with every flag', () => {
  const bins = 12;
  const distributions = fc.array(
    fc.oneof(
      fc.double({ min: -20, max: 20, noNaN: true }).map((x) => 10 ** x),
      fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-300, 1e300, 5e-324),
    ),
    { minLength: bins, maxLength: bins },
  );

  it('give the opacity of the plain engine, for numbers of any kind', () => {
    const context = contextOf(bins);
    const plain = createPlainEngine(context);
    for (const flags of [['opacity'], ['sections'], ['opacity', 'sections']] as const) {
      const fast = createFastEngine(context, { flags });
      fc.assert(
        fc.property(distributions, fc.nat(2), (values, cell) => {
          const number = Float64Array.from(values);
          const expected = plain.opacity(cell, number);
          for (let i = 0; i < 2; i++)
            expect(relativeDeviation(fast.opacity(cell, number), expected)).toBeLessThan(1e-12);
        }),
      );
    }
  });

  it.each([11, 12])('give that opacity with one doubtful number in any of %i bins', (count) => {
    const context = contextOf(count);
    const plain = createPlainEngine(context);
    const fast = createFastEngine(context, { flags: ['sections'] });
    for (const doubtful of [-1e-3, Number.NaN, Number.POSITIVE_INFINITY])
      for (let k = 0; k < count; k++) {
        const number = context.grid.sizes.map((s) => s ** -3);
        number[k] *= doubtful;
        expect(fast.opacity(0, number)).toBe(plain.opacity(0, number));
      }
  });

  // At the ends of the number range most digits of a sum are lost, or all, or the sum is beyond it.
  it.each([1e-318, 1e-312, 1e-306, 1e-300, 1e-290, 1e290, 1e300, 1e304])(
    'give the opacity of the plain engine, for numbers about %d',
    (times) => {
      const context = contextOf(bins);
      const { sizes } = context.grid;
      const plain = createPlainEngine(context);
      const fast = createFastEngine(context, { flags: ['sections'] });
      for (const slope of [-3.5, -3, -2, 0]) {
        const number = sizes.map((s) => times * (s / sizes[0]) ** slope);
        const deviation = relativeDeviation(fast.opacity(0, number), plain.opacity(0, number));
        expect(deviation).toBeLessThan(1e-12);
      }
    },
  );

  it.each(['powerlaw_bins', 'min_bin', 'initial_psd'])('give the supply of mode %s', (mode) => {
    const { injection } = contextOf(bins);
    const context = contextOf(bins, 3, {
      injection: { ...injection, settings: { ...injection.settings, mode } },
    });
    const plain = createPlainEngine(context);
    const fast = createFastEngine(context);
    const expected = new Float64Array(bins);
    const actual = new Float64Array(bins);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ min: -12, max: 3, noNaN: true }).map((x) => 10 ** x),
          fc.constant(0),
        ),
        fc.constantFrom(0, 1e-6, 3e-4, 0.1, 10),
        (rate, floor) => {
          plain.supplySource(rate, floor, expected);
          fast.supplySource(rate, floor, actual);
          expect(worst(actual, expected)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it('give blow-out, temperatures, flux and radiation to the last bit', () => {
    const context = contextOf(bins);
    const plain = createPlainEngine(context);
    const fast = createFastEngine(context);
    const expected = new Float64Array(bins);
    const actual = new Float64Array(bins);
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.constantFrom(0, 1e-7, 1e-6, 3e-5, 10, Number.NaN, context.grid.edges[3]),
        fc.constantFrom(0, -1, 1e3, Number.NaN, Number.POSITIVE_INFINITY),
        fc.double({ min: 1000, max: 6500, noNaN: true }),
        fc.nat(2),
        (isEnabled, aBlow, tBlow, temperature, cell) => {
          plain.blowoutSink(isEnabled, aBlow, tBlow, expected);
          fast.blowoutSink(isEnabled, aBlow, tBlow, actual);
          expect(actual).toEqual(expected);
          for (const method of [
            'particleTemperature',
            'grainTemperature',
            'sublimationFlux',
          ] as const)
            expect(fast[method](cell, temperature)).toBe(plain[method](cell, temperature));
        },
      ),
    );
  });
});

describe('an input out of range', () => {
  const context = contextOf(6);
  const numberDensity = new Float64Array(6).fill(1);
  const query = {
    cell: 0,
    grid: context.grid,
    rho: 3270,
    vRel: 1e3,
    scaleHeight: 1e5,
    numberDensity,
  };
  const message = (engine: ReturnType<typeof createPlainEngine>, change: object) => {
    try {
      engine.collisionRates({ ...query, ...change }, emptyRates(6));
      return 'no error';
    } catch (error) {
      return String(error);
    }
  };

  it.each([
    ['negative number', { numberDensity: Float64Array.of(1, 1, -1, 1, 1, 1) }],
    ['velocity that is no number', { vRel: Number.NaN }],
    ['negative velocity', { vRel: -1 }],
    ['flat disk', { scaleHeight: 0 }],
    ['missing bin', { numberDensity: new Float64Array(5) }],
    ['weightless material', { rho: 0 }],
  ])('is refused with the words of the plain engine: %s', (_, change) => {
    const expected = message(createPlainEngine(context), change);
    expect(expected).not.toBe('no error');
    expect(message(createFastEngine(context), change)).toBe(expected);
  });
});
