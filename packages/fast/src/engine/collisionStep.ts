import {
  collisionKinematics,
  type Engine,
  externalSink,
  imexBdf1,
  kernelSpeed,
  surfaceDensityLoss,
} from '@marsdisk/core';
import { slotOf } from '../cache/inputs.ts';
import { companionsOf, type FlagName } from '../flags.ts';
import { kernelHeight } from '../kernels/collisionKernel.ts';
import type { FragmentShares } from '../kernels/fragmentShares.ts';
import { opacityOfSums, type Sections } from '../kernels/massOpacity.ts';
import type { MassSums } from '../kernels/massSums.ts';
import { createStepKernel } from '../kernels/stepKernel.ts';
import * as layout from '../kernels/stepLayout.ts';
import { areSpeedsWithinRange, putCollision } from './collisionRates.ts';
import type { EngineParts } from './parts.ts';
import { sinkLoader, sourceLoader } from './stepRates.ts';

/** The kernel does what these flags do, all at once. */
const NEEDED: readonly FlagName[] = ['fused', ...companionsOf('fused')];

const WIDTHS = slotOf('widths');

/**
 * The collision step of a cell in one go, by vector instructions. It serves the common case: collisions, the scheme
 * `imex_bdf1`, numbers in their range. In any other case it leaves the step to its parts, which name what is wrong.
 *
 * @param methods those of the same engine
 * @returns null where a flag that it unites is off
 */
export function tryCollisionStep(
  parts: EngineParts,
  methods: Pick<Engine, 'blowoutSink' | 'supplySource'>,
): Engine['tryCollisionStep'] | null {
  const { board, caches, flags } = parts;
  if (!NEEDED.every((flag) => flags.has(flag))) return null;
  const { bins } = board.dimensions;
  const kernel = createStepKernel(bins);
  const { scalars } = kernel;
  const here = kernel.number;
  const loadSinks = sinkLoader(parts, methods, kernel);
  const loadSource = sourceLoader(parts, methods, kernel);
  const table = caches.pairs.get;
  const shares = caches.weights.get;
  const sums = caches.gain.get;
  const sections = flags.has('sections') ? caches.sections.get : null;
  /** What the kernel has of the grid; the values of caches are never written again. */
  let loadedMasses: MassSums | null = null;
  let loadedShares: FragmentShares | null = null;
  let loadedWidths = Number.NaN;
  let loadedSections: Sections | null = null;
  let isServed = false;

  const tryStep: NonNullable<Engine['tryCollisionStep']> = (input, workspace, out) => {
    const { grid, cell, number, sigma, dt } = input;
    if (!(input.collisionsEnabled && sigma > 0 && dt > 0)) return false;
    if (workspace.scheme !== imexBdf1 || grid.sizes.length !== bins) return false;
    collisionKinematics(input, out);
    const { vRel, scaleHeight } = out;
    if (!areSpeedsWithinRange(input.rho, vRel, scaleHeight)) return false;

    putCollision(board, grid, input.rho, vRel);
    const masses = sums(cell);
    const fragments = shares(cell);
    const widths = board.keys[WIDTHS];
    if (masses !== loadedMasses || fragments !== loadedShares || widths !== loadedWidths) {
      isServed = kernel.loadGrid(grid.sizes, grid.widths, masses, fragments);
      loadedMasses = masses;
      loadedShares = fragments;
      loadedWidths = widths;
    }
    if (!isServed) return false;
    kernel.loadTable(table(cell));
    if (sections !== null) {
      const ofGrid = sections(cell);
      if (ofGrid !== loadedSections) kernel.loadSections(ofGrid);
      loadedSections = ofGrid;
    }
    loadSinks(input);
    const supplyRate = Math.max(input.supplyRate, 0);
    const sourceScale = loadSource(supplyRate, input.sMinEffective);
    for (let k = 0; k < bins; k++) here[k] = number[k];
    const { massTolerance, safety } = workspace.equations;
    const hasStepped = kernel.step(
      sigma,
      dt,
      kernelSpeed(vRel) / kernelHeight(scaleHeight),
      externalSink(input.tSink),
      supplyRate,
      sourceScale,
      massTolerance,
      safety,
    );
    if (hasStepped === 0) return false;

    for (let k = 0; k < bins; k++) number[k] = here[k];
    const sigmaAfter = scalars[layout.SIGMA_AFTER];
    out.isGuarded = false;
    out.sigmaBefore = sigma;
    out.sigmaAfter = sigmaAfter;
    out.sigmaLoss = surfaceDensityLoss(sigma, sigmaAfter);
    out.dtEff = scalars[layout.DT_EFF];
    out.massError = scalars[layout.MASS_ERROR];
    out.supplyRate = supplyRate;
    out.blowoutMassRate = scalars[layout.BLOWOUT_RATE];
    out.externalMassRate = scalars[layout.EXTERNAL_RATE];
    out.sublimationMassRate = scalars[layout.SUBLIMATION_RATE];
    out.gainMassRate = scalars[layout.GAIN_RATE];
    out.lossMassRate = scalars[layout.LOSS_RATE];
    out.sinkMassRate = scalars[layout.SINK_RATE];
    out.sourceMassRate = scalars[layout.SOURCE_RATE];
    out.tCollKernel = scalars[layout.SHORTEST_TIME];
    out.opacityAfter =
      sections === null
        ? Number.NaN
        : opacityOfSums(scalars[layout.AREA_AFTER], scalars[layout.MASS_AFTER]);
    return true;
  };
  return tryStep;
}
