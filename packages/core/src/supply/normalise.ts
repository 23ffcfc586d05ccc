import { ConfigurationError } from '../errors.ts';
import type { SupplyLaw } from './evaluate.ts';
import type { SupplySettings } from './settings.ts';

/** Part of Σ_ref supplied in an orbit at μ = 1 if the configuration leaves it open. */
const ORBIT_FRACTION_WITHOUT_SETTING = 0.1;

/** What a supply given through μ is measured by. */
export interface SupplyReference {
  /** Σ_ref, surface density at the reference optical depth, kg m⁻². */
  readonly sigma: number;
  /** Orbital period of the cell, s. */
  readonly tOrb: number;
}

/**
 * Constant base rate of a cell, kg m⁻² s⁻¹, that supplies after mixing the fraction μ·f of Σ_ref in every orbit:
 * (μ f Σ_ref / t_orb) / ε_mix. Mixing multiplies by ε_mix again, so that ε_mix cancels.
 *
 * @param mu `supply.const.mu_orbit10pct`
 * @param orbitFraction f, `supply.const.orbit_fraction_at_mu1`
 * @param epsilonMix ε_mix, `supply.mixing.epsilon_mix`
 * @throws ConfigurationError for ε_mix ≤ 0, for f ≤ 0 or not finite, for a Σ_ref that is not finite
 */
export function supplyRateFromMu(
  mu: number,
  orbitFraction: number | null,
  epsilonMix: number | null,
  reference: SupplyReference,
): number {
  if (epsilonMix === null || epsilonMix <= 0)
    throw new ConfigurationError(
      `supply.mixing.epsilon_mix: ${epsilonMix} with supply.const.mu_orbit10pct given; it must be positive`,
    );
  const fraction = orbitFraction ?? ORBIT_FRACTION_WITHOUT_SETTING;
  if (!(Number.isFinite(fraction) && fraction > 0))
    throw new ConfigurationError(
      `supply.const.orbit_fraction_at_mu1: ${fraction}; it must be finite and positive`,
    );
  if (!Number.isFinite(reference.sigma))
    throw new ConfigurationError(
      `supply.const.mu_orbit10pct: the reference surface density is ${reference.sigma}; it must be finite`,
    );
  return (mu * fraction * reference.sigma) / reference.tOrb / epsilonMix;
}

/**
 * The supply law of one cell: `law` with the constant rate that μ asks for in this cell, or `law` itself if the
 * supply is not enabled, not constant (pieces are never normalised) or not given through μ.
 *
 * @throws ConfigurationError see `supplyRateFromMu`
 */
export function normaliseSupply(
  law: SupplyLaw,
  settings: SupplySettings,
  reference: SupplyReference,
): SupplyLaw {
  const { mu_orbit10pct: mu, orbit_fraction_at_mu1: orbitFraction } = settings.const;
  if (!settings.enabled || settings.mode !== 'const' || mu === null) return law;
  const rate = supplyRateFromMu(mu, orbitFraction, settings.mixing.epsilon_mix, reference);
  return { ...law, base: { kind: 'const', rate } };
}
