/** What a phase map may look at; `phase.extra_kwargs` may add to it and replace entries. */
export interface PhaseMapArguments {
  readonly temperature_K: number;
  readonly pressure_Pa: number | null;
  readonly tau: number | null;
  readonly radius_m: number;
  readonly time_s: number;
  readonly T0_K: number;
  readonly [extra: string]: unknown;
}

/**
 * A phase map: a function of its arguments alone. It answers with a mapping of `state` (or `phase_state`) and
 * fractions, a list [state, fraction], or a state.
 */
export type PhaseMap = (args: PhaseMapArguments) => unknown;

/** Phase maps by entry point, `module:function`. */
export type PhaseMapRegistry = ReadonlyMap<string, PhaseMap>;

/** Entry point of the built-in silica map, the default of `phase.entrypoint`. */
export const SILICA_ENTRYPOINT = 'siO2_disk_cooling.siO2_cooling_map:lookup_phase_state';

/** Glass transition and liquidus of silica, K. */
const SILICA_GLASS = 1475;
const SILICA_LIQUIDUS = 1986;

/** Answer of the silica map. */
export interface SilicaPhase {
  readonly state: 'solid' | 'vapor';
  readonly f_vap: number;
  readonly temperature_K: number;
  readonly pressure_bar: number;
  readonly tau: number | null;
  readonly source: string;
}

/**
 * Phase of silica: a ramp between the glass transition at 1475 K and the liquidus at 1986 K, which pressure and
 * optical depth reduce. The configured thresholds play no part.
 *
 * @param temperature K
 * @param pressure Pa; null for none
 * @param tau optical depth; null for none
 */
export function silicaPhase(
  temperature: number,
  pressure: number | null,
  tau: number | null,
): SilicaPhase {
  const pressureBar = isFiniteNumber(pressure) ? Math.max(pressure / 1e5, 0) : 0;
  const depth = isFiniteNumber(tau) ? Math.max(tau, 0) : null;
  let fraction = 1;
  if (temperature <= SILICA_GLASS) fraction = 0;
  else if (temperature < SILICA_LIQUIDUS) {
    fraction = (temperature - SILICA_GLASS) / (SILICA_LIQUIDUS - SILICA_GLASS);
    if (pressureBar > 0) fraction *= 1 / (1 + 0.2 * pressureBar);
    if (depth !== null) fraction *= 1 / (1 + depth);
  }
  const isMolten = fraction >= 0.5 && !Number.isNaN(temperature);
  return {
    state: isMolten ? 'vapor' : 'solid',
    f_vap: Math.min(Math.max(fraction, 0), 1),
    temperature_K: temperature,
    pressure_bar: pressureBar,
    tau: depth,
    source: 'siO2_cooling_map.lookup_phase_state',
  };
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The maps that come with the program. */
export const BUILT_IN_PHASE_MAPS: PhaseMapRegistry = new Map([
  [SILICA_ENTRYPOINT, (args) => silicaPhase(args.temperature_K, args.pressure_Pa, args.tau)],
] satisfies [string, PhaseMap][]);
