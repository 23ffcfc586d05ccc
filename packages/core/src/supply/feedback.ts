import { YEAR } from '../constants.ts';
import type { FeedbackSettings } from './settings.ts';

/** Proportional controller that drives the optical depth of a cell towards a target. */
export interface FeedbackLaw {
  readonly targetTau: number;
  readonly gain: number;
  /** s, at least 1e-12. */
  readonly responseTime: number;
  readonly minScale: number;
  /** Wins over `minScale`. */
  readonly maxScale: number;
  readonly initialScale: number;
}

/** The scale that the controller has reached. */
export interface FeedbackState {
  feedbackScale: number;
}

export interface FeedbackOutcome {
  /** Factor on the rate of this step; 1 without feedback. */
  feedbackScale: number;
  /** (target − τ)/target; NaN stands for null. */
  feedbackError: number;
}

const SMALLEST = 1e-12;

/** The controller of the section `supply.feedback`; null if it is not enabled. */
export function buildFeedback(settings: FeedbackSettings): FeedbackLaw | null {
  if (!settings.enabled) return null;
  return {
    targetTau: settings.target_tau,
    gain: settings.gain,
    responseTime: Math.max(settings.response_time_years * YEAR, SMALLEST),
    minScale: settings.min_scale,
    maxScale: settings.max_scale,
    initialScale: settings.initial_scale,
  };
}

/**
 * Advances the controller by one step, g ← clip(g·(1 + gain·(dt/t_response)·(τ* − τ)/τ*)), and writes the new scale,
 * which acts in the same step. Without a finite τ the stored scale is used as it is, not even clipped.
 *
 * @param tau optical depth of the cell; anything not finite stands for null
 * @param dt step, s
 */
export function advanceFeedback(
  law: FeedbackLaw | null,
  state: FeedbackState,
  tau: number,
  dt: number,
  out: FeedbackOutcome,
): void {
  if (law === null) {
    out.feedbackScale = 1;
    out.feedbackError = Number.NaN;
    return;
  }
  if (!Number.isFinite(tau)) {
    out.feedbackScale = state.feedbackScale;
    out.feedbackError = Number.NaN;
    return;
  }
  const error = (law.targetTau - tau) / Math.max(law.targetTau, SMALLEST);
  const gain = law.gain * (dt / law.responseTime);
  const scale = state.feedbackScale * (1 + gain * error);
  const clipped = Math.min(Math.max(scale, law.minScale), law.maxScale);
  state.feedbackScale = clipped;
  out.feedbackScale = clipped;
  out.feedbackError = error;
}
