import type { FragmentShares } from './fragmentShares.ts';
import { createPairLoader, pairTableBytes, reserveMemory } from './kernelMemory.ts';
import type { Sections } from './massOpacity.ts';
import type { MassSums } from './massSums.ts';
import { type PairTable, roomFor } from './pairTable.ts';
import * as layout from './stepLayout.ts';

/** The collision step of a cell in WebAssembly, and the memory in which it works. Arrays have one value a bin. */
export interface StepKernel {
  /** Relative numbers ν; those after the step take their place. */
  readonly number: Float64Array;
  /** Sinks, s⁻¹. */
  readonly blowout: Float64Array;
  readonly sublimation: Float64Array;
  /** Supply F, m⁻² s⁻¹, but for the factor `sourceScale`. */
  readonly source: Float64Array;
  /** What a step came to, by the places of stepLayout.ts. */
  readonly scalars: Float64Array;
  /** Takes the grid. Returns whether the kernel can serve it. */
  readonly loadGrid: (
    sizes: Float64Array,
    widths: Float64Array,
    masses: MassSums,
    shares: FragmentShares,
  ) => boolean;
  /** Takes what the opacity is summed from. */
  readonly loadSections: (sections: Sections) => void;
  /** Takes the pair table of the cell; see `createPairLoader`. */
  readonly loadTable: (table: PairTable) => void;
  /** Takes a step; returns 0 where the plain functions have to. What is in `number` then is of no use. */
  readonly step: Step;
}

/**
 * A step of the cell whose numbers, sinks and supply are in the memory, as assembly/collisionStep.ts exports it.
 *
 * @param sigma Surface density Σ, kg m⁻², above 0.
 * @param dt Nominal time step, s, above 0.
 * @param rate Factor that all collision rates share, v (π/√(2π))/√(2H²), s⁻¹.
 * @param external Sink that acts on all bins alike, s⁻¹.
 * @param production Supplied mass of the mass budget, kg m⁻² s⁻¹.
 * @param sourceScale What the source has to be multiplied by.
 * @param massTolerance Largest relative error of the mass budget that is accepted.
 * @param safety Largest step in units of the shortest collision time.
 * @returns 0 where the plain functions have to take the step.
 */
type Step = (
  sigma: number,
  dt: number,
  rate: number,
  external: number,
  production: number,
  sourceScale: number,
  massTolerance: number,
  safety: number,
) => number;
/** Tells the kernel where everything lies: a count of bins, then addresses in bytes. */
type Place = (
  binCount: number,
  arrays: number,
  scalars: number,
  sums: number,
  table: number,
) => void;

/** A kernel with memory of its own. */
export function createStepKernel(binCount: number): StepKernel {
  const n = binCount;
  const room = roomFor(n);
  const reservation = reserveMemory();
  const atArrays = reservation.reserve(layout.BIN_ARRAYS * 8 * room);
  const atScalars = reservation.reserve(layout.SCALARS * 8);
  const atSums = reservation.reserve(16 * room);
  const atTable = reservation.reserve(pairTableBytes(n));
  const { buffer, exports } = reservation.open();
  const place = exports['place'] as Place;
  place(n, atArrays, atScalars, atSums, atTable);
  const array = (index: number) => new Float64Array(buffer, atArrays + index * 8 * room, n);
  const grid = {
    masses: array(layout.MASSES),
    widths: array(layout.WIDTHS),
    sizes: array(layout.SIZES),
    inverseMasses: array(layout.INVERSE_MASSES),
    integrals: array(layout.INTEGRALS),
    inverseTotals: array(layout.INVERSE_TOTALS),
  };
  // The bins that fill the room up have no mass; their numbers are divided by their widths.
  new Float64Array(buffer, atArrays + layout.WIDTHS * 8 * room, room).fill(1, n);
  const sectionAreas = array(layout.SECTION_AREAS);
  const sectionMasses = array(layout.SECTION_MASSES);
  return {
    number: array(layout.NUMBER),
    blowout: array(layout.BLOWOUT),
    sublimation: array(layout.SUBLIMATION),
    source: array(layout.SOURCE),
    scalars: new Float64Array(buffer, atScalars, layout.SCALARS),
    loadGrid(sizes, widths, masses, shares) {
      if (sizes.length !== n || widths.length !== n) return false;
      for (let k = 0; k < n; k++) if (!(sizes[k] > 0 && widths[k] > 0)) return false;
      grid.masses.set(masses.masses);
      grid.widths.set(widths);
      grid.sizes.set(sizes);
      grid.inverseMasses.set(masses.inverse);
      grid.integrals.set(shares.integrals);
      grid.inverseTotals.set(shares.inverseTotals);
      return true;
    },
    loadSections({ areas, masses }) {
      sectionAreas.set(areas);
      sectionMasses.set(masses);
    },
    loadTable: createPairLoader(buffer, atTable, n),
    step: exports['step'] as Step,
  };
}
