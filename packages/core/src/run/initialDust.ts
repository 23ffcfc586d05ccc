import { initialPsd } from '../dust/initial.ts';
import { massOpacity } from '../dust/opacity.ts';
import type { MarsTemperatureDriver } from '../mars/driver.ts';
import { radiationBeta } from '../radiation/beta.ts';
import {
  createRadiationState,
  evaluateRadiation,
  type RadiationContext,
  type RadiationState,
} from '../radiation/blowout.ts';
import { resolveChiBlow } from '../radiation/chi.ts';
import { buildPhiTable } from '../radiation/phiTable.ts';
import { qprAt } from '../radiation/qpr.ts';
import { lineOfSightFactor, usesPhiTable } from '../radiation/shielding.ts';
import type { TableColumns } from '../tables/columns.ts';
import { createVersionCounter } from '../versions.ts';
import type { RunConfig } from './config.ts';
import { opticalDepth, surfaceDensityAt } from './opticalDepth.ts';
import type { RunSetup } from './setup.ts';

/** Self-shielding: the table of Φ and the factor by which lines of sight are longer. */
export function setUpShield(
  { shielding }: RunConfig,
  table: TableColumns | null,
  warnings: string[],
): Pick<RunSetup, 'phi' | 'lineOfSight'> {
  const lineOfSight = shielding === null ? 1 : lineOfSightFactor(shielding.los_geometry);
  const phi = usesPhiTable(shielding) && table !== null ? buildPhiTable(table) : null;
  if (phi !== null) warnings.push(...phi.warnings);
  return { phi, lineOfSight };
}

/** What every cell starts with; its grid begins at the smallest size that the initial radiation leaves. */
export function setUpDust(
  config: RunConfig,
  radiation: RadiationContext,
  driver: MarsTemperatureDriver,
): Pick<RunSetup, 'initialRadiation' | 'grid' | 'initialNumber' | 'kappaInitial'> {
  const initialRadiation = createRadiationState();
  evaluateRadiation(driver.initial, radiation, initialRadiation);
  const { grid, number } = initialPsd(config, initialRadiation.sMin, createVersionCounter());
  return {
    initialRadiation,
    grid,
    initialNumber: number,
    kappaInitial: massOpacity(grid.sizes, grid.widths, number, grid.rho),
  };
}

/** Surface densities that belong to the optical depths of the configuration. */
export function setUpSurface(
  config: RunConfig,
  kappa: number,
  { phi, lineOfSight }: Pick<RunSetup, 'phi' | 'lineOfSight'>,
): Pick<RunSetup, 'sigmaInitial' | 'muReferenceTau' | 'sigmaReference' | 'tauStopLimit'> {
  const depth = opticalDepth(config);
  const sigmaAt = (tau: number, path: string) =>
    surfaceDensityAt(tau, kappa, phi, lineOfSight, path);
  const sigmaInitial = sigmaAt(depth.tau0_target, 'optical_depth.tau0_target');
  const muReferenceTau = config.supply.const.mu_reference_tau;
  return {
    sigmaInitial,
    muReferenceTau,
    sigmaReference: sigmaAt(muReferenceTau, 'supply.const.mu_reference_tau'),
    tauStopLimit: depth.tau_stop * (1 + depth.tau_stop_tol),
  };
}

/** β at the configured smallest size, and the factor χ of the blow-out time. */
export function setUpBlowout(
  { chi_blow }: RunConfig,
  { qpr, sMin, rho }: RadiationContext,
  { initial }: MarsTemperatureDriver,
  { betaMin, qprMin }: RadiationState,
): Pick<RunSetup, 'betaConfig' | 'chiBlow'> {
  return {
    betaConfig: radiationBeta(sMin, qprAt(qpr, sMin, initial), rho, initial),
    chiBlow: resolveChiBlow(chi_blow, betaMin, qprMin),
  };
}
