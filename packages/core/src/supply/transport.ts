import { ConfigurationError } from '../errors.ts';
import type { SupplySettings } from './settings.ts';

/** How supplied mass reaches the surface; a run constant. */
export interface SupplyTransport {
  /** `direct`: onto the surface at once. `deep_mixing`: into a deep layer, which mixes upwards. */
  readonly mode: 'direct' | 'deep_mixing';
  /** What happens where the surface density reaches Σ1: nothing, the excess is held back, or it is spilled later. */
  readonly headroomPolicy: 'none' | 'clip' | 'spill';
  /** `hard` and `soft` act alike; `open` (no setting leads to it) lets more mix up than the deep layer holds. */
  readonly headroomGate: 'hard' | 'soft' | 'open';
  /** Whether mass can be kept in the deep layer. */
  readonly hasDeepReservoir: boolean;
  /** Mixing time in orbits; NaN stands for null. */
  readonly tMixOrbits: number;
}

/**
 * A transport from names in any case. Empty names mean `direct`, `hard` and `clip`; `none`, `off` and `disabled` switch
 * the headroom policy off; unknown names mean `direct`, `open` and `clip`.
 */
export function transportFromNames(
  mode: string,
  gate: string,
  policy: string,
  hasDeepReservoir: boolean,
  tMixOrbits: number | null,
): SupplyTransport {
  const gateName = gate.toLowerCase() || 'hard';
  const policyName = policy.toLowerCase();
  const isUnlimited = policyName === 'none' || policyName === 'off' || policyName === 'disabled';
  return {
    mode: mode.toLowerCase() === 'deep_mixing' ? 'deep_mixing' : 'direct',
    headroomGate: gateName === 'hard' || gateName === 'soft' ? gateName : 'open',
    headroomPolicy: isUnlimited ? 'none' : policyName === 'spill' ? 'spill' : 'clip',
    hasDeepReservoir,
    tMixOrbits: tMixOrbits ?? Number.NaN,
  };
}

/**
 * The transport of the sections `supply.transport` and `supply.injection`.
 *
 * @param hasOpticalDepth whether the configuration has an `optical_depth` section, which takes the place of any
 *   headroom policy
 * @throws ConfigurationError for deep mixing without a positive mixing time
 */
export function resolveTransport(
  settings: SupplySettings,
  hasOpticalDepth: boolean,
): SupplyTransport {
  const { mode, headroom_gate: headroomGate } = settings.transport;
  const tMixOrbits =
    settings.transport.t_mix_orbits ?? settings.injection.deep_reservoir_tmix_orbits;
  const canMix = tMixOrbits !== null && tMixOrbits > 0;
  if (mode === 'deep_mixing' && !canMix)
    throw new ConfigurationError(
      `supply.transport.t_mix_orbits: ${tMixOrbits}; deep_mixing needs a positive number of orbits`,
    );
  return transportFromNames(
    mode,
    headroomGate,
    hasOpticalDepth ? 'none' : settings.headroom_policy,
    mode === 'deep_mixing' || (canMix && Number.isFinite(tMixOrbits)),
    tMixOrbits,
  );
}

/**
 * Mixing time of a cell, s; NaN (null) if there is no deep layer.
 *
 * @param tOrb orbital period of the cell, s
 */
export function mixingTime(transport: SupplyTransport, tOrb: number): number {
  return transport.hasDeepReservoir ? transport.tMixOrbits * tOrb : Number.NaN;
}
