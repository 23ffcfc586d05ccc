import type { SupplyTransport } from './transport.ts';

/** Where the supply of a step goes. NaN stands for null. */
export interface SupplySplit {
  /** Reaches the surface, from the supply and from the deep layer together, kg m⁻² s⁻¹. */
  applied: number;
  /** Stays in the deep layer on balance, kg m⁻² s⁻¹. */
  diverted: number;
  /** Goes into the deep layer, kg m⁻² s⁻¹. */
  intoDeep: number;
  /** Flux from the deep layer to the surface that the mixing time asks for, kg m⁻² s⁻¹. */
  deepFluxAttempt: number;
  /** Flux from the deep layer to the surface, kg m⁻² s⁻¹. */
  deepFlux: number;
  /** Deep surface density after the step, kg m⁻². */
  sigmaDeep: number;
  /** Room below Σ1, kg m⁻²; null if no policy limits the surface density or there is no finite Σ1. */
  headroom: number;
}

/** An empty result for `splitSupply` to fill in; one serves a whole run. */
export function createSupplySplit(): SupplySplit {
  return {
    applied: Number.NaN,
    diverted: Number.NaN,
    intoDeep: Number.NaN,
    deepFluxAttempt: Number.NaN,
    deepFlux: Number.NaN,
    sigmaDeep: Number.NaN,
    headroom: Number.NaN,
  };
}

/**
 * Splits the supply of a step between surface and deep layer. What the surface can take is capped by its headroom and
 * by what blow-out removes from a surface at Σ1; without a headroom policy (every 1D run) nothing is capped.
 *
 * `applied` is (rate · dt)/dt, with both operations carried out: its last bit may differ from `rate`.
 *
 * @param rate supply, kg m⁻² s⁻¹; negative counts as 0
 * @param dt step, s; if not positive and finite the supply is passed on and nothing else happens
 * @param sigma surface density, kg m⁻²
 * @param sigmaTau1 Σ1, surface density at optical depth 1, kg m⁻²; NaN for null
 * @param sigmaDeep deep surface density before the step, kg m⁻²
 * @param tMix mixing time of the deep layer, s; NaN for null
 * @param tBlow blow-out time, s; NaN for null
 */
export function splitSupply(
  transport: SupplyTransport,
  rate: number,
  dt: number,
  sigma: number,
  sigmaTau1: number,
  sigmaDeep: number,
  tMix: number,
  tBlow: number,
  out: SupplySplit,
): void {
  const supply = Math.max(rate, 0);
  if (!(dt > 0 && Number.isFinite(dt))) {
    out.applied = supply;
    out.diverted = 0;
    out.intoDeep = 0;
    out.deepFluxAttempt = 0;
    out.deepFlux = 0;
    out.sigmaDeep = sigmaDeep;
    out.headroom = sigmaTau1;
    return;
  }

  const policy = transport.headroomPolicy;
  const isLimited = policy !== 'none' && Number.isFinite(sigmaTau1);
  const headroom = isLimited
    ? Math.max(sigmaTau1 - Math.max(Math.min(sigma, sigmaTau1), 0), 0)
    : Number.POSITIVE_INFINITY;
  const spills = policy === 'spill';
  const replenished =
    tBlow > 0 && Number.isFinite(tBlow) && Number.isFinite(sigmaTau1)
      ? Math.max(sigmaTau1 / tBlow, 0)
      : 0;
  const cap = (headroom / dt + replenished) * dt;
  // Only what is not spilled has to fit into the headroom.
  const room = spills ? Number.POSITIVE_INFINITY : headroom;

  const amount = supply * dt;
  let direct = 0;
  let into = amount;
  let deep = sigmaDeep;
  let attempt = 0;
  let mixed = 0;
  if (transport.mode === 'deep_mixing') {
    deep += into;
    if (transport.hasDeepReservoir && tMix > 0) {
      attempt = deep * (dt / tMix);
      mixed = attempt;
      if (transport.headroomGate !== 'open' && !spills) mixed = Math.min(room, mixed, deep);
      mixed = Math.min(mixed, Math.max(cap, 0));
      deep = Math.max(deep - mixed, 0);
    }
  } else {
    direct = Math.min(amount, room);
    into = amount - direct;
    direct = Math.min(direct, cap);
    // Without a deep layer the mass that does not fit is lost.
    if (transport.hasDeepReservoir) {
      deep += into;
      if (tMix > 0) {
        attempt = deep * (dt / tMix);
        mixed = Math.min(attempt, deep, Math.max(cap - direct, 0), Math.max(room - direct, 0));
        deep = Math.max(deep - mixed, 0);
      }
    }
  }

  const kept = into - mixed;
  out.applied = (direct + mixed) / dt;
  out.diverted = kept > 0 ? kept / dt : 0;
  out.intoDeep = into > 0 ? into / dt : 0;
  out.deepFluxAttempt = attempt > 0 ? attempt / dt : 0;
  out.deepFlux = mixed > 0 ? mixed / dt : 0;
  out.sigmaDeep = deep;
  out.headroom = isLimited ? headroom : Number.NaN;
}
