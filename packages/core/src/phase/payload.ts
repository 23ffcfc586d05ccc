import { askMap, atLeastZero, type PhaseEvaluator, type PhaseQuestion } from './evaluator.ts';
import type { PhaseMethod } from './outcome.ts';
import { effectiveVaporization } from './threshold.ts';

/**
 * The diagnostic struct `phase_payload` of a phase test, rebuilt from what the test was asked. Pressure and optical
 * depth are null if there are none; radius, time and initial temperature are left out if they are not finite. A
 * threshold decision adds the thresholds; a map decision adds what the map answers beyond that, for which the map is
 * asked again (maps depend on their arguments alone).
 *
 * @param method how the outcome came about: `PhaseOutcome.method`
 */
export function phasePayload(
  evaluator: PhaseEvaluator,
  question: PhaseQuestion,
  method: PhaseMethod,
): Record<string, unknown> {
  const pressure = atLeastZero(question.pressure);
  const tau = atLeastZero(question.tau);
  const payload: Record<string, unknown> = {
    temperature_K: question.temperature,
    pressure_Pa: Number.isNaN(pressure) ? null : pressure,
    pressure_bar: Number.isNaN(pressure) ? null : pressure / 1e5,
    tau_clamped: Number.isNaN(tau) ? null : tau,
  };
  if (Number.isFinite(question.radius)) payload['radius_m'] = question.radius;
  if (Number.isFinite(question.time)) payload['time_s'] = question.time;
  if (Number.isFinite(question.initialTemperature))
    payload['temperature_initial_K'] = question.initialTemperature;
  if (method === 'threshold') {
    const { T_condense_K, P_ref_bar, tau_ref } = evaluator.thresholds;
    const T_vaporize_K = effectiveVaporization(evaluator.thresholds);
    payload['phase_thresholds'] = { T_condense_K, T_vaporize_K, P_ref_bar, tau_ref };
  }
  if (method === 'map') {
    const answer = askMap(evaluator, question);
    if (answer !== null && typeof answer === 'object' && !Array.isArray(answer))
      return { ...answer, ...payload };
  }
  return payload;
}
