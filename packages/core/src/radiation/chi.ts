import { BETA_THRESHOLD } from '../constants.ts';

/**
 * Ratio χ of the blow-out time to 1/Ω, estimated from β and ⟨Q_pr⟩ at the smallest size; in [0.5, 2].
 *
 * @param beta β; if it is not positive and finite, 0.5 is used
 * @param qpr ⟨Q_pr⟩; if it is not positive and finite, 1 is used
 */
export function autoChiBlow(beta: number, qpr: number): number {
  const b = beta > 0 && Number.isFinite(beta) ? beta : BETA_THRESHOLD;
  const chiBeta = Math.max(0.1, 1 / (1 + 0.5 * (b / BETA_THRESHOLD - 1)));
  const q = qpr > 0 && Number.isFinite(qpr) ? qpr : 1;
  const chiQpr = Math.min(Math.max(q, 0.5), 1.5);
  return Math.min(Math.max(chiBeta * chiQpr, 0.5), 2);
}

/** χ of a run from the setting `chi_blow`: a number, clipped to [0.5, 2], or `autoChiBlow` of the values at t = 0. */
export function resolveChiBlow(setting: number | 'auto', beta: number, qpr: number): number {
  return setting === 'auto' ? autoChiBlow(beta, qpr) : Math.min(Math.max(setting, 0.5), 2);
}
