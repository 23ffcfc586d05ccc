import { bool, choice, int, mapOf, number, numbers, section } from './fields.ts';

export const qstar = section(
  'Strength of grains against catastrophic disruption, Q_D*.',
  {
    Qs: number({ unit: 'see coeff_units' }, 'Strength coefficient of Q_D*.'),
    B: number({ unit: 'see coeff_units' }, 'Gravity coefficient of Q_D*.'),
    a_s: number({}, 'Exponent of the strength term.'),
    b_g: number({}, 'Exponent of the gravity term.'),
    v_ref_kms: numbers(
      { unit: 'km s⁻¹' },
      'Speeds at which the law is tabulated. May be empty when the coefficients come from elsewhere.',
    ),
    coeff_units: choice(
      ['ba99_cgs', 'si'],
      { default: 'ba99_cgs' },
      'Unit system of Qs, B (sizes in cm, density in g cm⁻³, erg g⁻¹; or SI); applies to the built-in table too.',
    ),
    override_coeffs: bool(
      { default: false },
      'False: built-in table, all other coefficients ignored.',
    ),
    coeff_scale: number(
      { default: 1, above: 0 },
      'Factor on Qs and B; not applied to coeff_table.',
    ),
    coeff_table: mapOf(
      { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
      {
        default: null,
        unit: 'km s⁻¹ → [see coeff_units, –, see coeff_units, –]',
        orNull: true,
        minProperties: 1,
        numberKeys: true,
      },
      'Coefficients [Qs, a_s, B, b_g] per reference speed; replaces Qs, a_s, B, b_g and v_ref_kms. Not scaled by coeff_scale. Acts with override_coeffs.',
    ),
    mu_grav: number(
      { default: 0.45, above: 0 },
      'Velocity exponent. Acts on speeds outside the table.',
    ),
    cache_maxsize: int(
      { default: 128, least: 0, unit: 'entries', effect: 'none' },
      'Entries kept of the coefficient cache; speed only.',
    ),
  },
  { required: true },
);
