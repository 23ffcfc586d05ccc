import { createHash } from 'node:crypto';
import { ConfigurationError } from '@marsdisk/core';
import type { Config } from './config.generated.ts';
import { numberText } from './numberText.ts';
import { referenceRadius } from './referenceRadius.ts';

/** Seed of a run's random numbers, the expression that gave it and the text it was made from. */
export interface Seed {
  readonly seed: number;
  readonly expression: string;
  readonly basis: string;
}

function radiusParts(config: Config): string[] {
  try {
    const { r_m, r_RM, source } = referenceRadius(config);
    return [
      `reference_radius_m=${numberText(r_m)}`,
      `reference_radius_RM=${numberText(r_RM)}`,
      `r_source=${source}`,
    ];
  } catch (error) {
    if (error instanceof ConfigurationError) return ['reference_radius_m=None'];
    throw error;
  }
}

/**
 * `dynamics.rng_seed` when it is given; else the first 8 hexadecimal digits of SHA-256 over the radii, the temperature
 * and the mass, modulo 2³¹, so that equal configurations draw equal numbers.
 */
export function resolveSeed(config: Config): Seed {
  const { rng_seed } = config.dynamics;
  if (rng_seed !== null)
    return { seed: rng_seed, expression: 'cfg.dynamics.rng_seed', basis: 'user' };
  const parts = radiusParts(config);
  if (config.disk !== null) {
    const { r_in_RM, r_out_RM } = config.disk.geometry;
    parts.push(`disk.r_in_RM=${numberText(r_in_RM)},r_out_RM=${numberText(r_out_RM)}`);
  }
  const temperature =
    config.radiation?.TM_K ?? config.radiation?.mars_temperature_driver?.constant?.value_K ?? null;
  parts.push(`T_M_basis=${temperature === null ? 'None' : numberText(temperature)}`);
  parts.push(`initial.mass_total=${numberText(config.initial.mass_total)}`);
  const basis = parts.join('|');
  const digest = createHash('sha256').update(basis, 'utf8').digest('hex');
  return {
    seed: Number.parseInt(digest.slice(0, 8), 16) % 2 ** 31,
    // The reference names the whole hash although it uses 8 digits; the text is part of its output.
    expression: `sha256('${basis.replaceAll("'", "\\'")}') % 2**31`,
    basis,
  };
}
