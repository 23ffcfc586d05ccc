import {
  createPlainEngine,
  createVersionCounter,
  type Engine,
  type EngineContext,
} from '@marsdisk/core';
import { bindContent, createInputBoard, type InputBoard, putKey } from './cache/board.ts';
import type { CacheStatistics } from './cache/cache.ts';
import { slotOf } from './cache/inputs.ts';
import { CACHE_NAMES, createCaches } from './caches/caches.ts';
import { blowoutSink } from './engine/blowoutSink.ts';
import { collisionRates } from './engine/collisionRates.ts';
import { tryCollisionStep } from './engine/collisionStep.ts';
import { grainTemperature, particleTemperature } from './engine/grainTemperature.ts';
import { opacity } from './engine/opacity.ts';
import type { EngineParts } from './engine/parts.ts';
import { radiation } from './engine/radiation.ts';
import { supplySource } from './engine/supplySource.ts';
import { FLAG_NAMES, type FlagName } from './flags.ts';
import { widenInlining } from './inlining.ts';

/** How a fast engine is assembled. */
export interface FastEngineOptions {
  /** Optimisations that are on; default all of them. */
  readonly flags?: Iterable<FlagName>;
  /** Whether every hit is computed again and compared; a stale one throws `StaleCacheError`. */
  readonly shadow?: boolean;
  /** Whether cached values are guarded against writes, computations against undeclared inputs, and versions against double use. */
  readonly guard?: boolean;
}

/** An engine assembled from flags. */
export interface FastEngine extends Engine {
  readonly flags: ReadonlySet<FlagName>;
  /** What the caches that are on did so far. */
  readonly statistics: () => readonly CacheStatistics[];
}

/** Makes the engine of a run, or of a part of its cells: all that it remembers belongs to it and ends with it. */
export function createFastEngine(
  context: EngineContext,
  options: FastEngineOptions = {},
): FastEngine {
  const flags = new Set(options.flags ?? FLAG_NAMES);
  if (flags.has('inlining')) widenInlining();
  const isGuarded = options.guard === true;
  const dimensions = { cells: context.cells, bins: context.grid.sizes.length };
  const board = createInputBoard(dimensions, createVersionCounter(), isGuarded);
  bindRun(board, context);
  const isShadowed = options.shadow === true;
  let step = Number.NaN;
  const caches = createCaches(board, { enabled: flags, isGuarded, isShadowed, step: () => step });
  const parts: EngineParts = { context, plain: createPlainEngine(context), board, caches, flags };
  const methods = { supplySource: supplySource(parts), blowoutSink: blowoutSink(parts) };
  const tryStep = tryCollisionStep(parts, methods);
  return {
    name: 'fast',
    flags,
    ...(isShadowed && {
      noteStep: (next: number) => {
        step = next;
      },
    }),
    skipsUnrecordedValues: flags.has('diagnostics'),
    reusesMassFlux: flags.has('massflux'),
    radiation: radiation(parts),
    opacity: opacity(parts),
    particleTemperature: particleTemperature(parts),
    grainTemperature: grainTemperature(parts),
    sublimationFlux: parts.plain.sublimationFlux,
    collisionRates: collisionRates(parts),
    ...methods,
    ...(tryStep != null && { tryCollisionStep: tryStep }),
    statistics: () =>
      CACHE_NAMES.filter((name) => flags.has(name)).map((name) => caches[name].statistics()),
  };
}

/** Puts down what stays for the whole run. */
function bindRun(board: InputBoard, context: EngineContext): void {
  bindContent(board, 'strength', context.strength);
  bindContent(board, 'injection', context.injection);
  bindContent(board, 'radiation', context.radiation);
  bindContent(board, 'radii', context.radius);
  putKey(board, slotOf('qAbs'), context.qAbsMean);
}
