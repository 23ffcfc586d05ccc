import { GAS_CONSTANT } from '../constants.ts';
import { NumericalError, PhysicsError } from '../errors.ts';
import { type SaturationMemo, type SublimationModel, saturationPressure } from './saturation.ts';

/** Temperature at which the placeholder flux is 1 kg m⁻² s⁻¹, K; `sinks.T_sub` is not connected to it. */
const PLACEHOLDER_TEMPERATURE = 1300;

/**
 * Mass flux of a subliming surface, kg m⁻² s⁻¹: Hertz–Knudsen–Langmuir, J = α (P_sat − P_gas) sqrt(μ/(2πRT)), 0 where
 * the gas is saturated (E.018; cited as Pignatale et al. 2018, ApJ 853, 118), or, where that is not in force, the
 * placeholder exp((T − 1300 K)/dT).
 *
 * @param temperature of the grain, K; finite and > 0
 * @param memo memory of the cell
 * @throws PhysicsError for a bad temperature or molar mass, and as `saturationPressure`
 * @throws NumericalError if the placeholder overflows
 */
export function sublimationFlux(
  model: SublimationModel,
  temperature: number,
  memo: SaturationMemo,
): number {
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY))
    throw new PhysicsError(
      `the grain temperature is ${temperature} K, but must be finite and greater than 0`,
    );
  const { settings } = model;
  if (!model.isHertzKnudsen) return placeholderFlux(temperature, settings.dT);
  const excess = Math.max(0, saturationPressure(model, temperature, memo) - settings.P_gas);
  if (excess <= 0) return 0;
  const { mu } = settings;
  if (!(mu > 0))
    throw new PhysicsError(`sinks.sub_params.mu is ${mu} kg mol⁻¹, but must be greater than 0`);
  return settings.alpha_evap * excess * Math.sqrt(mu / (2 * Math.PI * GAS_CONSTANT * temperature));
}

function placeholderFlux(temperature: number, dT: number): number {
  const flux = Math.exp((temperature - PLACEHOLDER_TEMPERATURE) / Math.max(dT, 1));
  if (flux === Number.POSITIVE_INFINITY)
    throw new NumericalError(
      `the placeholder sublimation flux overflows at ${temperature} K with sinks.sub_params.dT = ${dT} K`,
    );
  return flux;
}
