import { expect, test } from 'vitest';
import * as constants from '../../src/constants.ts';
import { DEFAULT_DENSITY, DEFAULT_MARS_TEMPERATURE } from '../../src/radiation/beta.ts';
import { BLOWOUT_COEFFICIENT } from '../../src/radiation/blowout.ts';
import { readRadiation } from './goldenCases.ts';

test('the constants are those of the reference, to the last bit', () => {
  // The grey fallback Q_pr = 1 is not built: a run always has a table or a value.
  const { DEFAULT_Q_PR: _, ...expected } = readRadiation('constants').cases[0].out;
  expect({
    G: constants.G,
    C: constants.SPEED_OF_LIGHT,
    SIGMA_SB: constants.STEFAN_BOLTZMANN,
    R_GAS: constants.GAS_CONSTANT,
    M_MARS: constants.MARS_MASS,
    R_MARS: constants.MARS_RADIUS,
    SECONDS_PER_DAY: constants.DAY,
    SECONDS_PER_YEAR: constants.YEAR,
    MAX_STEPS: constants.MAX_STEPS,
    DEFAULT_RHO: DEFAULT_DENSITY,
    DEFAULT_T_M: DEFAULT_MARS_TEMPERATURE,
    T_M_RANGE: [constants.MARS_TEMPERATURE_MIN, constants.MARS_TEMPERATURE_MAX],
    BLOWOUT_BETA_THRESHOLD: constants.BETA_THRESHOLD,
    BLOWOUT_COEFF: BLOWOUT_COEFFICIENT,
  }).toEqual(expected);
});
