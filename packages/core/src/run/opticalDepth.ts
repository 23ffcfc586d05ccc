import { ConfigurationError } from '../errors.ts';
import { type PhiTable, phiAt } from '../radiation/phiTable.ts';
import type { RunConfig } from './config.ts';

/**
 * The section `optical_depth`.
 *
 * @throws ConfigurationError if it is missing or its depths are not finite and positive
 */
export function opticalDepth(config: RunConfig): NonNullable<RunConfig['optical_depth']> {
  const depth = config.optical_depth;
  if (depth === null)
    throw new ConfigurationError('optical_depth: null; a 1D run needs this section');
  for (const key of ['tau0_target', 'tau_stop'] as const)
    if (!(depth[key] > 0 && Number.isFinite(depth[key])))
      throw new ConfigurationError(
        `optical_depth.${key}: ${depth[key]}; it must be finite and positive`,
      );
  return depth;
}

/**
 * Surface density of the initial dust at a line-of-sight optical depth, kg m⁻².
 *
 * @param kappa opacity of the initial dust, m² kg⁻¹
 * @param path config path of `tau`, for messages
 * @throws ConfigurationError if depth or effective opacity is not finite and positive
 */
export function surfaceDensityAt(
  tau: number,
  kappa: number,
  phi: PhiTable | null,
  lineOfSight: number,
  path: string,
): number {
  if (!(tau > 0 && Number.isFinite(tau)))
    throw new ConfigurationError(`${path}: ${tau}; it must be finite and positive`);
  const kappaEff = (phi === null ? 1 : phiAt(phi, tau)) * kappa;
  if (!(kappaEff > 0 && Number.isFinite(kappaEff)))
    throw new ConfigurationError(
      `${path}: ${tau}; the initial dust has an effective opacity of ${kappaEff} m² kg⁻¹, which must be finite and positive`,
    );
  return tau / (kappaEff * lineOfSight);
}
