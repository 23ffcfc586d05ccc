import { MARS_MASS, MARS_RADIUS } from '../constants.ts';
import { ConfigurationError } from '../errors.ts';
import { omegaKepler } from '../orbit/kepler.ts';
import { midplaneSurfaceDensity } from '../orbit/midplane.ts';
import { linearRadialGrid } from '../orbit/radialGrid.ts';
import type { RunConfig } from './config.ts';

/** The radial grid of a run and the orbits of its cells; arrays have one value a cell. */
export interface Disk {
  readonly cells: number;
  /** Where the edges come from, as recorded. */
  readonly source: 'disk.geometry' | 'geometry.r_in_out';
  /** Edges of the disk, m. */
  readonly rIn: number;
  readonly rOut: number;
  /** Cell centres, m and Mars radii. */
  readonly radius: Float64Array;
  readonly radiusMars: Float64Array;
  /** Annulus areas, m². */
  readonly area: Float64Array;
  readonly totalArea: number;
  /** Keplerian frequency, rad s⁻¹. */
  readonly omega: Float64Array;
  /** Orbital period, s. */
  readonly orbitalPeriod: Float64Array;
  /** The orbit half-way between the edges, to which automatic steps, roll-up and tables in orbits refer. */
  readonly reference: {
    readonly omega: number;
    readonly tOrb: number;
    readonly radiusMars: number;
  };
}

/**
 * The radial grid of the sections `disk` and `geometry` of a configuration.
 *
 * @throws ConfigurationError for a missing number of cells, missing edges, or edges that do not ascend
 */
export function buildDisk(config: RunConfig): Disk {
  const { geometry, disk } = config;
  if (geometry.mode !== '1D')
    throw new ConfigurationError(`geometry.mode: "${geometry.mode}"; this run needs 1D`);
  if (geometry.Nr === null || !(geometry.Nr >= 1))
    throw new ConfigurationError(
      `geometry.Nr: ${geometry.Nr}; a 1D run needs a whole number of cells of at least 1`,
    );
  const source = disk === null ? 'geometry.r_in_out' : 'disk.geometry';
  const [rIn, rOut] = edges(config);
  const names =
    disk === null
      ? 'geometry.r_in, geometry.r_out'
      : 'disk.geometry.r_in_RM, disk.geometry.r_out_RM';
  if (!(rIn > 0 && Number.isFinite(rIn) && Number.isFinite(rOut) && rIn < rOut))
    throw new ConfigurationError(
      `${names}: ${rIn} m and ${rOut} m; both must be finite and positive, and the inner edge below the outer one`,
    );
  const grid = linearRadialGrid(rIn, rOut, geometry.Nr);
  const omega = grid.radii.map(omegaKepler);
  const rMid = 0.5 * (rIn + rOut);
  const omegaRef = omegaKepler(rMid);
  return {
    cells: geometry.Nr,
    source,
    rIn,
    rOut,
    radius: grid.radii,
    radiusMars: grid.radii.map((r) => r / MARS_RADIUS),
    area: grid.areas,
    totalArea: grid.areas.reduce((sum, area) => sum + area, 0),
    omega,
    orbitalPeriod: omega.map((w) => (2 * Math.PI) / w),
    reference: {
      omega: omegaRef,
      tOrb: (2 * Math.PI) / omegaRef,
      radiusMars: rMid / MARS_RADIUS,
    },
  };
}

function edges({ geometry, disk }: RunConfig): [number, number] {
  if (disk !== null)
    return [disk.geometry.r_in_RM * MARS_RADIUS, disk.geometry.r_out_RM * MARS_RADIUS];
  if (geometry.r_in === null || geometry.r_out === null)
    throw new ConfigurationError(
      `geometry.r_in, geometry.r_out: ${geometry.r_in} and ${geometry.r_out}; without a disk section both are needed`,
    );
  return [geometry.r_in, geometry.r_out];
}

/** Mid-plane density of `inner_disk_mass` in every cell, kg m⁻² (E.023); null without it. Recorded only. */
export function midplaneDensities(config: RunConfig, disk: Disk): Float64Array | null {
  if (config.disk === null || config.inner_disk_mass === null) return null;
  const { M_in_ratio, use_Mmars_ratio } = config.inner_disk_mass;
  const mass = use_Mmars_ratio ? M_in_ratio * MARS_MASS : M_in_ratio;
  const { p_index } = config.disk.geometry;
  return disk.radius.map((r) => midplaneSurfaceDensity(mass, disk.rIn, disk.rOut, p_index, r));
}
