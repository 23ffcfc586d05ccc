import { ConfigurationError, MARS_RADIUS } from '@marsdisk/core';
import type { Config } from './config.generated.ts';

/** Middle of the disk in m and in radii of Mars, and the section it was read from. */
export interface ReferenceRadius {
  readonly r_m: number;
  readonly r_RM: number;
  readonly source: 'disk.geometry' | 'geometry.r_in_out';
}

function checkEdges(section: string, edges: Readonly<Record<string, number>>): void {
  for (const [name, edge] of Object.entries(edges))
    if (!Number.isFinite(edge) || edge <= 0)
      throw new ConfigurationError(`${section}.${name} = ${edge}: must be finite and > 0`);
}

/**
 * The mean of the disk's edges: those of `disk.geometry`, else `geometry.r_in` and `r_out`.
 *
 * @throws ConfigurationError when neither is given or an edge is not positive
 */
export function referenceRadius(config: Config): ReferenceRadius {
  if (config.disk !== null) {
    const { r_in_RM, r_out_RM } = config.disk.geometry;
    checkEdges('disk.geometry', { r_in_RM, r_out_RM });
    const r_RM = 0.5 * (r_in_RM + r_out_RM);
    return { r_m: r_RM * MARS_RADIUS, r_RM, source: 'disk.geometry' };
  }
  const { r_in, r_out } = config.geometry;
  if (r_in === null || r_out === null)
    throw new ConfigurationError(
      'disk.geometry, or geometry.r_in and geometry.r_out: is missing, the disk has no edges',
    );
  checkEdges('geometry', { r_in, r_out });
  const r_m = 0.5 * (r_in + r_out);
  return { r_m, r_RM: r_m / MARS_RADIUS, source: 'geometry.r_in_out' };
}
