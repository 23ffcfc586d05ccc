import { MARS_RADIUS } from '../constants.ts';
import { requireMarsTemperature } from '../mars/temperatureRange.ts';
import { requirePositive } from '../positive.ts';
import { DEFAULT_MARS_TEMPERATURE } from './beta.ts';

/**
 * Temperature of a subliming grain, T_M Q_abs^¼ sqrt(R_M/(2r)), K (E.043; Hyodo et al. 2018, ApJ 860, 150, their
 * equations 5–6). Runs use Q_abs = 1.
 *
 * @param r orbital radius, m; > 0
 * @param temperature temperature of Mars, K; in [1000, 6500]
 * @param qAbs mean absorption efficiency; > 0
 * @throws PhysicsError
 */
export function grainTemperature(
  r: number,
  temperature: number = DEFAULT_MARS_TEMPERATURE,
  qAbs = 1,
): number {
  requireMarsTemperature('T_M', temperature);
  requirePositive('orbital radius r (m)', r);
  requirePositive('Q_abs', qAbs);
  return temperature * (qAbs ** 0.25 * Math.sqrt(MARS_RADIUS / (2 * r)));
}

/**
 * Temperature of the grain whose phase is judged: the same formula, for any positive temperature and with
 * Q_abs = `phase.q_abs_mean`, K (E.043).
 *
 * @param r orbital radius, m; > 0
 * @param temperature temperature of Mars, K; > 0
 * @param qAbs mean absorption efficiency; > 0
 * @throws PhysicsError
 */
export function particleTemperature(r: number, temperature: number, qAbs: number): number {
  requirePositive('T_M (K)', temperature);
  requirePositive('orbital radius r (m)', r);
  requirePositive('phase.q_abs_mean', qAbs);
  return temperature * qAbs ** 0.25 * Math.sqrt(MARS_RADIUS / (2 * r));
}
