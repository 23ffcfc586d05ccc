import { PhysicsError } from '../errors.ts';

/**
 * Returns the surface density after a step without collisions, kg m⁻²: supply, and a sink taken implicitly,
 * (Σ + dt P)/(1 + dt/t_sink) (E.007). The size distribution keeps its shape and nothing is blown out.
 *
 * @param sigma Surface density, kg m⁻².
 * @param supplyRate Supplied mass P, kg m⁻² s⁻¹.
 * @param dt Time step, s, above 0.
 * @param tSink Time scale of the sink, s; NaN, 0 or negative: no sink.
 * @throws PhysicsError if `dt` is not positive.
 */
export function sinkOnlyStep(sigma: number, supplyRate: number, dt: number, tSink: number): number {
  if (dt <= 0) throw new PhysicsError(`sink-only step: dt must be above 0, not ${dt} s`);
  const denominator = tSink > 0 ? 1 + dt / tSink : 1;
  return (sigma + dt * supplyRate) / denominator;
}

/**
 * Returns the mass that the sink of `sinkOnlyStep` removes, kg m⁻² s⁻¹.
 *
 * @param sigmaAfter Surface density after the step, kg m⁻².
 * @param tSink As in `sinkOnlyStep`.
 */
export function sinkOnlyFlux(sigmaAfter: number, tSink: number): number {
  return tSink > 0 ? sigmaAfter / tSink : 0;
}
