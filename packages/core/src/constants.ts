/** Gravitational constant, m³ kg⁻¹ s⁻² (CODATA 2018). */
export const G = 6.6743e-11;
/** Speed of light, m s⁻¹. */
export const SPEED_OF_LIGHT = 2.99792458e8;
/** Stefan–Boltzmann constant, W m⁻² K⁻⁴ (CODATA 2018). */
export const STEFAN_BOLTZMANN = 5.670374419e-8;
/** Molar gas constant, J mol⁻¹ K⁻¹ (CODATA 2018). */
export const GAS_CONSTANT = 8.314462618;
/** Mass of Mars, kg. */
export const MARS_MASS = 6.4171e23;
/** Mean radius of Mars, m. */
export const MARS_RADIUS = 3.3895e6;
/** One day, s. */
export const DAY = 86400;
/** One Julian year, s. */
export const YEAR = 365.25 * DAY;
/** Range of Mars temperatures that the model accepts, both ends allowed, K. */
export const MARS_TEMPERATURE_MIN = 1000;
export const MARS_TEMPERATURE_MAX = 6500;
/** A grain with β at or above this value is unbound (E.013). */
export const BETA_THRESHOLD = 0.5;
/** Largest number of time steps of a run. */
export const MAX_STEPS = 50_000_000;
