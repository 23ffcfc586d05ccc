/** State of the material as the blow-out and the supply see it; "vapor" means molten (see `threshold.ts`). */
export type PhaseState = 'solid' | 'vapor';

/** State of the bulk as the collisions see it. */
export type BulkState = 'solid_dominated' | 'liquid_dominated' | 'mixed';

/** How a phase was found. */
export type PhaseMethod = 'disabled' | 'threshold' | 'map';

/** Why a phase is what it is, as recorded. */
export type PhaseReason =
  | 'phase.disabled'
  | 'phase.thresholds'
  | 'phase.map'
  | 'phase.map.bulk_only';

/** Composition of the bulk; the three fractions add up to 1. */
export interface BulkComposition {
  bulkState: BulkState;
  fLiquid: number;
  fSolid: number;
  fVapor: number;
}

/** Phase of a cell in a step. */
export interface PhaseOutcome extends BulkComposition {
  state: PhaseState;
  /** Fraction on which `state` is decided, in [0, 1]. */
  fVap: number;
  method: PhaseMethod;
  reason: PhaseReason;
}

/** A phase outcome to be filled by `evaluatePhase`; it starts as the outcome of a disabled evaluator. */
export function createPhaseOutcome(): PhaseOutcome {
  return {
    state: 'solid',
    fVap: 0,
    method: 'disabled',
    reason: 'phase.disabled',
    bulkState: 'solid_dominated',
    fLiquid: 0,
    fSolid: 1,
    fVapor: 0,
  };
}
