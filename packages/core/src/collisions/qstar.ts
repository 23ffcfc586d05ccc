import { ConfigurationError, PhysicsError } from '../errors.ts';

/** The config section `qstar`. */
export interface QstarSettings {
  readonly Qs: number;
  readonly a_s: number;
  readonly B: number;
  readonly b_g: number;
  /** Reference velocities, km s⁻¹. */
  readonly v_ref_kms: readonly number[];
  /** `ba99_cgs` or `si`. */
  readonly coeff_units: string;
  readonly override_coeffs: boolean;
  readonly coeff_scale: number;
  /** Reference velocity (km s⁻¹) to Qs, a_s, B, b_g. */
  readonly coeff_table: CoefficientTable | null;
  readonly mu_grav: number;
}

/** Reference velocity [km s⁻¹] to the coefficients Qs, a_s, B, b_g, as a list or by name. */
export type CoefficientTable = Readonly<
  Record<string, readonly number[] | Readonly<Partial<Record<'Qs' | 'a_s' | 'B' | 'b_g', number>>>>
>;

/** The specific energy that disrupts a body, as a function of size and velocity (E.026). */
export interface StrengthLaw {
  /** Reference velocities, km s⁻¹, ascending. */
  readonly velocities: Float64Array;
  /** Strength coefficients, one per reference velocity, like the three below. */
  readonly qs: Float64Array;
  /** Strength exponents: Q ∝ s^(−a_s). */
  readonly as: Float64Array;
  /** Gravity coefficients. */
  readonly b: Float64Array;
  /** Gravity exponents: Q ∝ ρ s^(b_g). */
  readonly bg: Float64Array;
  /** Whether the coefficients are in cm, g cm⁻³, erg g⁻¹ (Benz & Asphaug 1999) rather than SI. */
  readonly isCgs: boolean;
  /** Exponent 2 − 3μ by which the gravity term grows with velocity outside the reference velocities. */
  readonly velocityExponent: number;
}

/** Coefficients used unless a run overrides them: Benz & Asphaug (1999) basalt, extended in velocity. */
export const DEFAULT_COEFFICIENTS: CoefficientTable = {
  1: [3.5e7, 0.38, 0.14689007046000738, 1.36],
  2: [3.5e7, 0.38, 0.23049522684371007, 1.36],
  3: [3.5e7, 0.38, 0.3, 1.36],
  4: [5.25e7, 0.38, 0.4, 1.36],
  5: [7.0e7, 0.38, 0.5, 1.36],
  6: [7.0e7, 0.38, 0.5629085099123813, 1.36],
  7: [7.0e7, 0.38, 0.6222332685311813, 1.36],
};

/**
 * Returns the strength law of a run. Without `override_coeffs` the built-in table counts, whatever else is set; with it
 * the given table as it is, or else one row per `v_ref_kms` from the scalars times `coeff_scale`.
 *
 * @throws ConfigurationError for a table that is empty or does not make sense, or a `mu_grav` that is not positive.
 */
export function resolveStrengthLaw(settings: QstarSettings): StrengthLaw {
  return strengthLaw(resolveCoefficients(settings), settings.coeff_units, settings.mu_grav);
}

function resolveCoefficients(settings: QstarSettings): CoefficientTable {
  if (!settings.override_coeffs) return DEFAULT_COEFFICIENTS;
  const { coeff_table, coeff_scale, Qs, a_s, B, b_g } = settings;
  if (coeff_table !== null && Object.keys(coeff_table).length > 0) return coeff_table;
  if (settings.v_ref_kms.length === 0)
    throw new ConfigurationError(
      'qstar.v_ref_kms: must hold at least one velocity when qstar.override_coeffs is true and there is no qstar.coeff_table',
    );
  const row = [Qs * coeff_scale, a_s, B * coeff_scale, b_g];
  return Object.fromEntries(settings.v_ref_kms.map((velocity) => [String(velocity), row]));
}

/**
 * Returns the strength law of a coefficient table.
 *
 * @param units `si`, or anything else for `ba99_cgs`.
 * @param mu Velocity exponent μ of the coupling parameter, above 0.
 * @throws ConfigurationError for an empty table, a velocity, Qs or B that is not positive, a row that does not hold four
 *   values, or a μ that is not positive.
 */
export function strengthLaw(table: CoefficientTable, units: string, mu: number): StrengthLaw {
  if (!(mu > 0)) throw new ConfigurationError(`qstar.mu_grav: must be above 0, not ${mu}`);
  const rows = Object.entries(table)
    .map(([key, row]) => checkedRow(key, row))
    .sort((one, other) => one[0] - other[0]);
  if (rows.length === 0)
    throw new ConfigurationError('qstar.coeff_table: must hold at least one row');
  const column = (index: number) => Float64Array.from(rows, (row) => row[index] as number);
  return {
    velocities: column(0),
    qs: column(1),
    as: column(2),
    b: column(3),
    bg: column(4),
    isCgs: units !== 'si',
    velocityExponent: -3 * mu + 2,
  };
}

function checkedRow(key: string, row: CoefficientTable[string]): readonly number[] {
  const place = `qstar.coeff_table.${key}`;
  const velocity = Number(key);
  if (!(velocity > 0))
    throw new ConfigurationError(`${place}: the reference velocity must be above 0 km/s`);
  const named = row as Partial<Record<string, number>>;
  const values = Array.isArray(row)
    ? row
    : ['Qs', 'a_s', 'B', 'b_g'].map((name) => named[name] ?? Number.NaN);
  if (values.length !== 4)
    throw new ConfigurationError(
      `${place}: must hold the four values Qs, a_s, B, b_g, not ${values.length}`,
    );
  if (!(values[0] > 0 && values[2] > 0))
    throw new ConfigurationError(
      `${place}: Qs and B must be above 0, not ${values[0]} and ${values[2]}`,
    );
  return [velocity, ...values];
}

/**
 * Returns where a velocity lies relative to the reference velocities of a law: −1 below, 0 within (ends included), 1
 * above. Outside, the gravity term is extrapolated.
 *
 * @param vKms Relative velocity, km s⁻¹.
 */
export function velocityRange(law: StrengthLaw, vKms: number): -1 | 0 | 1 {
  const { velocities } = law;
  if (vKms < velocities[0]) return -1;
  return vKms > velocities[velocities.length - 1] ? 1 : 0;
}

/**
 * Returns the catastrophic disruption threshold Q_D* of a body, J kg⁻¹ (E.026; Benz & Asphaug 1999, Leinhardt & Stewart
 * 2009). Between two reference velocities the strength and gravity terms, not their coefficients, are interpolated.
 *
 * @param s Radius of the body, m.
 * @param rho Density, kg m⁻³.
 * @param vKms Impact velocity, km s⁻¹.
 * @throws PhysicsError if one of the three is 0 or negative.
 */
export function disruptionThreshold(
  law: StrengthLaw,
  s: number,
  rho: number,
  vKms: number,
): number {
  if (s <= 0 || rho <= 0 || vKms <= 0)
    throw new PhysicsError(
      `Q_D*: size (${s} m), density (${rho} kg/m^3) and velocity (${vKms} km/s) must be above 0`,
    );
  const { velocities } = law;
  const last = velocities.length - 1;
  const range = velocityRange(law, vKms);
  if (range !== 0 || last === 0) {
    const node = range < 0 ? 0 : last;
    const factor = (vKms / velocities[node]) ** law.velocityExponent;
    return strengthTerm(law, node, s) + gravityTerm(law, node, s, rho) * factor;
  }
  let node = last - 1;
  while (node > 0 && velocities[node] > vKms) node--;
  const w = (vKms - velocities[node]) / (velocities[node + 1] - velocities[node]);
  const strength = (1 - w) * strengthTerm(law, node, s) + w * strengthTerm(law, node + 1, s);
  const gravity = (1 - w) * gravityTerm(law, node, s, rho) + w * gravityTerm(law, node + 1, s, rho);
  return strength + gravity;
}

function strengthTerm(law: StrengthLaw, node: number, s: number): number {
  return law.isCgs
    ? law.qs[node] * (100 * s) ** -law.as[node] * 1e-4
    : law.qs[node] * s ** -law.as[node];
}

function gravityTerm(law: StrengthLaw, node: number, s: number, rho: number): number {
  return law.isCgs
    ? law.b[node] * (rho * 1e-3) * (100 * s) ** law.bg[node] * 1e-4
    : law.b[node] * rho * s ** law.bg[node];
}

/**
 * Writes Q_D* of every size, J kg⁻¹. The threshold of a pair is that of its larger body, so on an ascending grid the
 * value of pair (i, j) is entry max(i, j).
 *
 * @param sizes Radii, m.
 * @param rho Density, kg m⁻³.
 * @param vRel Impact velocity, m s⁻¹.
 */
export function disruptionThresholds(
  law: StrengthLaw,
  sizes: Float64Array,
  rho: number,
  vRel: number,
  out: Float64Array,
): void {
  for (let k = 0; k < out.length; k++)
    out[k] = disruptionThreshold(law, sizes[k], rho, vRel / 1000);
}
