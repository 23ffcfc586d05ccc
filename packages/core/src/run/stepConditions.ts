import { createRadiationState, type RadiationState } from '../radiation/blowout.ts';

/** The step that all cells take: its number, clock and radiation. Reused from step to step. */
export interface StepConditions {
  step: number;
  /** Start of the step, s. */
  time: number;
  /** Length of the step, s. */
  dt: number;
  readonly radiation: RadiationState;
  /** Whether any row is kept of this step. */
  keepsRecord: boolean;
  /** Whether a row of diagnostics is kept of this step. */
  keepsDiagnostics: boolean;
  /** Whether the size distributions of this step are kept. */
  keepsDistribution: boolean;
}

/** Conditions to be filled in. */
export function createStepConditions(): StepConditions {
  return {
    step: 0,
    time: 0,
    dt: 0,
    radiation: createRadiationState(),
    keepsRecord: true,
    keepsDiagnostics: true,
    keepsDistribution: true,
  };
}
