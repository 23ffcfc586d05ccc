import { describe, expect, it } from 'vitest';
import { runScenario, type ScenarioRun } from './support/scenario.ts';

const STRENGTHS = [0.1, 0.3, 0.9];

/** Without evaporation, whose grains are booked as blow-out when they cross the blow-out size. */
function runRippled(strength: number): Promise<ScenarioRun> {
  return runScenario('wavy', `psd.wavy_strength=${strength}`, 'physics_mode=collisions_only');
}

const calm = await runRippled(0);
const wavy = await Promise.all(STRENGTHS.map(runRippled));

/** Mass fractions of the bins at the start. */
function massFractions({ run }: ScenarioRun): Float64Array {
  const { grid, initialNumber } = run.setup;
  const weights = initialNumber.map((number, k) => number * grid.sizes[k] ** 3 * grid.widths[k]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The sine of the ripple in every bin: one period over the grid. */
function ripple({ run }: ScenarioRun): Float64Array {
  const { sizes, edges } = run.setup.grid;
  const span = Math.log(edges[edges.length - 1] / edges[0]);
  return sizes.map((s) => Math.sin((2 * Math.PI * Math.log(s / edges[0])) / span));
}

describe.each(STRENGTHS.map((strength, i) => [strength, wavy[i]] as const))(
  'a size distribution with a ripple of %s',
  (strength, rippled) => {
    it('has the mass of the calm one times 1 + A sin in every bin, normalised', () => {
      const flat = massFractions(calm);
      const wave = ripple(calm);
      const mean = flat.reduce((sum, fraction, k) => sum + fraction * (1 + strength * wave[k]), 0);
      massFractions(rippled).forEach((fraction, k) => {
        const expected = (flat[k] * (1 + strength * wave[k])) / mean;
        expect(Math.abs(fraction / expected - 1)).toBeLessThan(1e-11);
      });
    });

    it('blows out, in the first step, the bins below the blow-out size once a blow-out time', () => {
      const { grid, sigmaInitial, tBlow, cells } = rippled.run.setup;
      const blowoutSize = rippled.series('a_blow_step')[0];
      const share = massFractions(rippled).reduce(
        (sum, fraction, k) => sum + (grid.edges[k] <= blowoutSize * (1 + 1e-12) ? fraction : 0),
        0,
      );
      expect(share).toBeGreaterThan(0);
      const outflux = rippled.series('outflux_surface');
      for (let cell = 0; cell < cells; cell++)
        expect(Math.abs(outflux[cell] / ((sigmaInitial * share) / tBlow[cell]) - 1)).toBeLessThan(
          1e-11,
        );
    });

    it('changes the outflux by the crest at the small end and by the opacity that sets the mass', () => {
      const flat = massFractions(calm);
      const wave = ripple(calm);
      const mean = flat.reduce((sum, fraction, k) => sum + fraction * (1 + strength * wave[k]), 0);
      const crest = (1 + strength * wave[0]) / mean;
      const density = rippled.run.setup.sigmaInitial / calm.run.setup.sigmaInitial;
      const ratio = rippled.series('outflux_surface')[0] / calm.series('outflux_surface')[0];
      expect(Math.abs(ratio / (crest * density) - 1)).toBeLessThan(1e-11);
      expect(Math.abs(ratio - 1)).toBeGreaterThan(1e-3);
    });

    it('conserves mass like any other', () => {
      expect(rippled.brokenLaws()).toEqual([]);
    });
  },
);

it('a stronger ripple changes the outflux more', () => {
  const change = wavy.map((run) =>
    Math.abs(run.series('outflux_surface')[0] / calm.series('outflux_surface')[0] - 1),
  );
  expect(change).toEqual(change.toSorted((a, b) => a - b));
});
