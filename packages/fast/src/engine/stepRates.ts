import { blowoutTime, type CollisionStepInput, type Engine, writeSinks } from '@marsdisk/core';
import type { StepKernel } from '../kernels/stepKernel.ts';
import { blownBins, fillBlownBins } from './blowoutSink.ts';
import type { EngineParts } from './parts.ts';
import { unitSource } from './supplySource.ts';

type Methods = Pick<Engine, 'blowoutSink' | 'supplySource'>;

/** Puts the sinks of a step into the kernel, unless it has them. */
export function sinkLoader(
  parts: EngineParts,
  methods: Methods,
  { blowout, sublimation }: StepKernel,
): (input: CollisionStepInput) => void {
  const countOf = blownBins(parts);
  /** What the kernel has, if it is blow-out alone; NaN if it is anything else. */
  let loadedCount = Number.NaN;
  let loadedTime = Number.NaN;
  return (input) => {
    const tBlow = blowoutTime(input.tBlow, input.omega);
    const count =
      countOf !== null && isBlowoutAlone(input)
        ? countOf(input.enableBlowout, input.aBlow, tBlow)
        : Number.NaN;
    if (Number.isNaN(count)) {
      loadedCount = Number.NaN;
      writeSinks(methods, input, blowout, sublimation);
      return;
    }
    if (count === loadedCount && (count === 0 || tBlow === loadedTime)) return;
    fillBlownBins(count, tBlow, blowout);
    sublimation.fill(0);
    loadedCount = count;
    loadedTime = tBlow;
  };
}

/** Whether no grain sublimates, or none that does, and keeps its mass, reaches the blow-out size within the step. */
function isBlowoutAlone({ dsdt, massConserving, aBlow, dt, grid }: CollisionStepInput): boolean {
  if (Number.isNaN(dsdt)) return true;
  if (!(massConserving && aBlow > 0 && dt > 0)) return false;
  if (!(dsdt < 0 && dsdt > Number.NEGATIVE_INFINITY)) return true;
  const { sizes } = grid;
  let k = 0;
  while (k < sizes.length && !(sizes[k] > aBlow)) k++;
  return k === sizes.length || (sizes[k] - aBlow) / -dsdt > dt;
}

/**
 * Puts the supply of a step into the kernel, unless it has it.
 *
 * @returns takes the rate of the supply, kg m⁻² s⁻¹, and the effective smallest size, m, and returns by what the kernel has to
 *   multiply its source
 */
export function sourceLoader(
  parts: EngineParts,
  methods: Methods,
  { source }: StepKernel,
): (rate: number, sMinEffective: number) => number {
  const unit = unitSource(parts);
  /** Values of caches are never written again. */
  let loaded: Float64Array | null = null;
  return (rate, sMinEffective) => {
    if (unit === null) {
      methods.supplySource(rate, sMinEffective, source);
      return 1;
    }
    if (!(rate > 0)) return 0;
    const perUnit = unit(sMinEffective);
    if (perUnit !== loaded) {
      for (let k = 0; k < source.length; k++) source[k] = perUnit[k];
      loaded = perUnit;
    }
    return rate;
  };
}
