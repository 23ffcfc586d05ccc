import { ConfigurationError } from '../errors.ts';
import type { RunConfig } from './config.ts';

/** Competing processes that can hold blow-out back. */
const GATE_MODES = ['none', 'sublimation_competition', 'collision_competition'] as const;
const SUBLIMATION_LOCATIONS = ['surface', 'smol', 'both'] as const;

/** Yes-or-no facts of a run, worked out once from the configuration. */
export interface RunSwitches {
  readonly collisionsActive: boolean;
  readonly hasCollisionSolver: boolean;
  readonly sinksActive: boolean;
  readonly sublimates: boolean;
  /** Sublimation acts bin by bin in the collision step, and not through the sink time-scale. */
  readonly sublimatesInSolver: boolean;
  readonly isSublimationMassConserving: boolean;
  readonly allowsLiquidSublimation: boolean;
  readonly dragsGas: boolean;
  readonly isBlowoutConfigured: boolean;
  readonly blowoutTarget: 'solid_only' | 'any';
  readonly gateMode: (typeof GATE_MODES)[number];
  readonly phaseSeesParticles: boolean;
  readonly freezesKappa: boolean;
  readonly freezesSigma: boolean;
  readonly isSupplyEnabled: boolean;
  readonly stopsOnSmallBlowoutSize: boolean;
}

/**
 * The switches of a configuration.
 *
 * @throws ConfigurationError for an unknown gate or place of sublimation, or a collision gate without collision time
 */
export function resolveSwitches(config: RunConfig): RunSwitches {
  const { sinks, surface, blowout, physics_mode } = config;
  const gateMode = oneOf('blowout.gate_mode', blowout.gate_mode, GATE_MODES);
  if (gateMode === 'collision_competition' && !surface.use_tcoll)
    throw new ConfigurationError(
      'blowout.gate_mode: "collision_competition" needs surface.use_tcoll: true',
    );
  const location = oneOf(
    'sinks.sublimation_location',
    sinks.sublimation_location,
    SUBLIMATION_LOCATIONS,
  );
  const hasSinks = sinks.mode !== 'none';
  return {
    collisionsActive: physics_mode !== 'sublimation_only',
    hasCollisionSolver: surface.collision_solver === 'smol',
    sinksActive: hasSinks && physics_mode !== 'collisions_only',
    sublimates: sinks.enable_sublimation && hasSinks,
    sublimatesInSolver: location !== 'surface',
    isSublimationMassConserving: sinks.sub_params.mass_conserving,
    allowsLiquidSublimation: config.phase.allow_liquid_hkl,
    dragsGas: sinks.enable_gas_drag && hasSinks,
    isBlowoutConfigured: blowout.enabled,
    blowoutTarget: blowout.target_phase,
    gateMode,
    phaseSeesParticles: config.phase.temperature_input === 'particle',
    freezesKappa: config.radiation?.freeze_kappa ?? false,
    freezesSigma: surface.freeze_sigma,
    isSupplyEnabled: config.supply.enabled,
    stopsOnSmallBlowoutSize: config.numerics.stop_on_blowout_below_smin,
  };
}

function oneOf<T extends string>(path: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value.toLowerCase());
  if (found === undefined)
    throw new ConfigurationError(`${path}: "${value}"; it must be one of ${allowed.join(', ')}`);
  return found;
}
