import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { GOLDEN, readGolden, withNumbers } from '../../../tests/support/golden.ts';
import { type ConfigWarning, parseConfig } from '../src/index.ts';
import { problemPaths, withValue } from './support.ts';

const names = readdirSync(join(GOLDEN, 'config'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''));

const KINDS: Readonly<Record<string, string>> = {
  DeprecationWarning: 'deprecated',
  RuntimeWarning: 'suspicious',
  log: 'suspicious',
};

/** Warnings that the reference has too. */
const places = (warnings: readonly ConfigWarning[]) =>
  warnings
    .filter(({ kind, path }) => kind !== 'unknown' && path !== 'numerics.t_end_orbits')
    .map(({ kind, path }) => `${kind} ${path}`)
    .sort();

/** Cases in which this implementation deviates on purpose; the names are those of docs/deviations.md. */
interface Deviation {
  readonly name: string;
  /** Resolved values that differ from the golden ones. */
  readonly changed?: Readonly<Record<string, unknown>>;
  /** Rules that are broken here although the reference accepts the case. */
  readonly broken?: readonly string[];
}

const DEVIATIONS: Readonly<Record<string, Deviation>> = {
  'ok-nonfinite-accepted': {
    name: 'finite numbers only',
    broken: [
      'chi_blow',
      'disk.geometry.p_index',
      'disk.geometry.r_out_RM',
      'inner_disk_mass.M_in_ratio',
      'numerics.atol',
      'numerics.dt_init',
      'numerics.safety',
      'numerics.t_end_years',
      'optical_depth.tau0_target',
      'psd.alpha',
      'psd.wavy_strength',
      'radiation.TM_K',
      'shielding.fixed_tau1_sigma',
      'sinks.sub_params.A',
      'supply.const.mu_orbit10pct',
      'supply.temperature.cap',
      'supply.temperature.exponent',
    ],
  },
  'ok-override-hides-physics-entry': {
    name: 'physics block',
    changed: { 'blowout.enabled': false },
  },
  'ok-override-physics-mode-ignored': {
    name: 'physics block',
    changed: { physics_mode: 'sublimation_only' },
  },
  'ok-physics-block-conflict': { name: 'physics block', changed: { 'blowout.enabled': false } },
  'ok-undetected-conflicts': {
    name: 'ordering rules',
    broken: [
      'initial.melt_psd.s_max_solid',
      'phase.thresholds.T_vaporize_K',
      'supply.feedback.max_scale',
    ],
  },
};

describe('the configuration case', () => {
  for (const name of names) {
    const golden = readGolden('config', `${name}.json`);
    const input = withNumbers(golden.input);
    const resolve = () => parseConfig(input, { overrides: golden.overrides });

    const deviation = DEVIATIONS[name];
    if (deviation?.broken)
      it(`${name} is refused (${deviation.name})`, () => {
        expect(golden.valid).toBe(true);
        expect(problemPaths(resolve)).toEqual(deviation.broken);
      });
    else if (golden.valid)
      it(`${name} resolves as in the reference`, () => {
        const { config, warnings } = resolve();
        const expected = Object.entries(deviation?.changed ?? {}).reduce(
          (resolved, [path, value]) => withValue(resolved, path, value),
          golden.resolved,
        );
        expect(config).toEqual(expected);
        expect(places(warnings)).toEqual(
          golden.warnings
            .map(({ category, path }: Record<string, string>) => `${KINDS[category!]} ${path}`)
            .sort(),
        );
      });
    else if (golden.stage === 'override')
      it(`${name} fails at an override`, () => {
        expect(resolve).toThrow(ConfigurationError);
      });
    else
      it(`${name} breaks the same rules as in the reference`, () => {
        expect(problemPaths(resolve)).toEqual([...golden.error_paths].sort());
      });
  }
});
