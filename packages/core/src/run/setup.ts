import type { CollisionDynamicsSettings } from '../collisions/kernelState.ts';
import { resolveStrengthLaw } from '../collisions/qstar.ts';
import type { SupplyVelocitySettings } from '../collisions/supplyVelocity.ts';
import { MARS_MASS, YEAR } from '../constants.ts';
import type { SizeGrid } from '../dust/grid.ts';
import type { EngineContext } from '../engine/context.ts';
import { type MarsTemperatureDriver, resolveTemperatureDriver } from '../mars/driver.ts';
import { type EccentricityProfile, eccentricityProfile } from '../orbit/eccentricity.ts';
import { createPhaseEvaluator, type PhaseEvaluator } from '../phase/evaluator.ts';
import type { RadiationContext, RadiationState } from '../radiation/blowout.ts';
import type { TauGateSettings } from '../radiation/gates.ts';
import type { PhiTable } from '../radiation/phiTable.ts';
import type { RunConstants } from '../records/declare.ts';
import { SINK_REFERENCE_SIZE, type SinkSettings } from '../sinks/timescale.ts';
import { createSublimationModel } from '../sublimation/saturation.ts';
import type { SupplyTables } from '../supply/baseRate.ts';
import { buildSupplyLaw, type SupplyLaw } from '../supply/evaluate.ts';
import { initialPsdWeights } from '../supply/injectionWeights.ts';
import { normaliseSupply } from '../supply/normalise.ts';
import { mixingTime, resolveTransport, type SupplyTransport } from '../supply/transport.ts';
import type { TableColumns } from '../tables/columns.ts';
import type { RunConfig } from './config.ts';
import { buildDisk, type Disk, midplaneDensities } from './disk.ts';
import { setUpBlowout, setUpDust, setUpShield, setUpSurface } from './initialDust.ts';
import { resolveQprSource } from './qprSource.ts';
import { runConstants } from './runConstants.ts';
import { type RunSwitches, resolveSwitches } from './switches.ts';
import { resolveTimeGrid, type TimeGrid } from './timeGrid.ts';

/** Contents of the tables that a configuration names; null for those that it does not. */
export interface RunTables {
  readonly qpr: TableColumns | null;
  readonly phi: TableColumns | null;
  readonly marsTemperature: TableColumns | null;
  readonly saturation: TableColumns | null;
  readonly eccentricity: TableColumns | null;
  readonly supply: SupplyTables;
}

/** Everything about a run that is fixed before its first step; arrays have one value a cell. */
export interface RunSetup {
  readonly config: RunConfig;
  readonly disk: Disk;
  readonly cells: number;
  readonly bins: number;
  readonly radius: Float64Array;
  readonly area: Float64Array;
  readonly omega: Float64Array;
  readonly switches: RunSwitches;
  readonly engine: EngineContext;
  readonly rho: number;
  readonly driver: MarsTemperatureDriver;
  /** The radiation chain at the initial temperature. */
  readonly initialRadiation: RadiationState;
  readonly betaConfig: number;
  readonly chiBlow: number;
  /** Blow-out time χ/Ω, s. */
  readonly tBlow: Float64Array;
  readonly grid: SizeGrid;
  /** Relative numbers per unit size that every cell starts with; one value a bin. */
  readonly initialNumber: Float64Array;
  readonly kappaInitial: number;
  readonly sigmaInitial: number;
  /** Optical depth and surface density to which the supply rate μ refers. */
  readonly muReferenceTau: number;
  readonly sigmaReference: number;
  /** Initial mass of every cell, M_Mars. */
  readonly cellMass: Float64Array;
  readonly sigmaMidplane: Float64Array | null;
  readonly phi: PhiTable | null;
  readonly lineOfSight: number;
  readonly eccentricities: EccentricityProfile;
  /** Collision settings of every cell: `dynamics` with the eccentricity of the cell. */
  readonly dynamics: readonly CollisionDynamicsSettings[];
  readonly supplyVelocity: SupplyVelocitySettings;
  readonly phase: PhaseEvaluator;
  readonly tauGate: TauGateSettings | null;
  readonly sinks: SinkSettings;
  readonly supplyLaws: readonly SupplyLaw[];
  readonly transport: SupplyTransport;
  /** Mixing time of the deep layer, s; NaN without one. */
  readonly tMix: Float64Array;
  /** Shielded optical depth above which a solid cell stops. */
  readonly tauStopLimit: number;
  readonly timeGrid: TimeGrid;
  /** s; 0 without one. */
  readonly minDuration: number;
  readonly keepsOrbitRollup: boolean;
  /** Whether an answer of the engine depends on what it was asked before, so that no step can be taken back. */
  readonly isHistoryDependent: boolean;
  readonly constants: RunConstants;
  /** Sentences for the log. */
  readonly warnings: readonly string[];
}

/**
 * Prepares a run: everything that can be wrong with a configuration or its tables is found here, before the first step
 * and before any file is written.
 *
 * @param given a resolved configuration
 * @param tables contents of the tables that it names
 * @throws ConfigurationError, PhysicsError, TableLoadError with the config path or file, the value and what is allowed
 */
export function setUpRun(given: RunConfig, tables: RunTables): RunSetup {
  const disk = buildDisk(given);
  const eccentricities = eccentricityProfile(
    given.dynamics.e_profile,
    tables.eccentricity,
    disk.radius,
  );
  const config = withEndTime(given);
  const switches = resolveSwitches(config);
  const strength = resolveStrengthLaw(config.qstar);
  const warnings: string[] = [...eccentricities.warnings];
  const qpr = resolveQprSource(config, tables.qpr, warnings);
  const driver = resolveTemperatureDriver(
    config.radiation,
    tables.marsTemperature,
    disk.reference.tOrb,
  );
  const shield = setUpShield(config, tables.phi, warnings);
  const radiation: RadiationContext = { sMin: config.sizes.s_min, rho: config.material.rho, qpr };
  const dust = setUpDust(config, radiation, driver);
  const surface = setUpSurface(config, dust.kappaInitial, shield);
  const blowout = setUpBlowout(config, radiation, driver, dust.initialRadiation);
  const supply = setUpSupply(config, tables.supply, disk, surface.sigmaReference);
  const phase = createPhaseEvaluator(config.phase);
  const sublimation = createSublimationModel(config.sinks.sub_params, tables.saturation);
  warnings.push(...phase.warnings, ...sublimation.warnings);
  return {
    config,
    disk,
    cells: disk.cells,
    bins: dust.grid.sizes.length,
    radius: disk.radius,
    area: disk.area,
    omega: disk.omega,
    switches,
    engine: engineContext(config, disk, dust, { radiation, strength, sublimation }),
    rho: config.material.rho,
    driver,
    ...dust,
    ...surface,
    ...blowout,
    tBlow: disk.omega.map((omega) => blowout.chiBlow / omega),
    cellMass: disk.area.map((area) => (surface.sigmaInitial * area) / MARS_MASS),
    sigmaMidplane: midplaneDensities(config, disk),
    ...shield,
    eccentricities,
    dynamics: cellDynamics(config, eccentricities, disk.cells),
    supplyVelocity: config.supply.injection.velocity,
    phase,
    tauGate: config.radiation?.tau_gate ?? null,
    sinks: sinkSettings(config, switches),
    supplyLaws: supply.laws,
    transport: supply.transport,
    tMix: disk.orbitalPeriod.map((tOrb) => mixingTime(supply.transport, tOrb)),
    timeGrid: resolveTimeGrid(config.numerics, disk.reference, driver),
    minDuration: (config.numerics.min_duration_years ?? 0) * YEAR,
    keepsOrbitRollup: config.numerics.orbit_rollup,
    isHistoryDependent: config.sinks.sub_params.psat_cache_tol_K > 0,
    constants: runConstants(config, switches, {
      disk,
      driver,
      ...blowout,
      sigmaInitial: surface.sigmaInitial,
      ...supply,
    }),
    warnings,
  };
}

/** Written out field by field: objects that are alike are quick to read, and every step of every cell reads one. */
function cellDynamics(
  { dynamics }: RunConfig,
  { eccentricities }: EccentricityProfile,
  cells: number,
): CollisionDynamicsSettings[] {
  return Array.from({ length: cells }, (_, cell) => ({
    e0: eccentricities?.[cell] ?? dynamics.e0,
    i0: dynamics.i0,
    f_wake: dynamics.f_wake,
    v_rel_mode: dynamics.v_rel_mode,
    kernel_ei_mode: dynamics.kernel_ei_mode,
    kernel_H_mode: dynamics.kernel_H_mode,
    H_factor: dynamics.H_factor,
    H_fixed_over_a: dynamics.H_fixed_over_a,
  }));
}

/** The supply of a run: its law as configured, and scaled to every cell. */
export interface SupplySetup {
  readonly law: SupplyLaw;
  readonly laws: readonly SupplyLaw[];
  readonly transport: SupplyTransport;
}

function setUpSupply(
  { supply }: RunConfig,
  tables: SupplyTables,
  disk: Disk,
  sigma: number,
): SupplySetup {
  const transport = resolveTransport(supply, true);
  const law = buildSupplyLaw(supply, tables);
  const laws = Array.from(disk.orbitalPeriod, (tOrb) =>
    normaliseSupply(law, supply, { sigma, tOrb }),
  );
  return { law, laws, transport };
}

function engineContext(
  { supply: { injection }, phase }: RunConfig,
  disk: Disk,
  { grid, initialNumber }: Pick<RunSetup, 'grid' | 'initialNumber'>,
  models: Pick<EngineContext, 'radiation' | 'strength' | 'sublimation'>,
): EngineContext {
  const { sizes, widths, masses } = grid;
  return {
    ...models,
    cells: disk.cells,
    grid,
    radius: disk.radius,
    injection: {
      settings: injection,
      sizes,
      widths,
      masses,
      massWeights:
        injection.mode === 'initial_psd' ? initialPsdWeights(sizes, widths, initialNumber) : null,
    },
    qAbsMean: phase.q_abs_mean,
  };
}

function sinkSettings({ sinks, material }: RunConfig, switches: RunSwitches): SinkSettings {
  return {
    isSublimationEnabled: switches.sublimates,
    isGasDragEnabled: switches.dragsGas,
    gasDensity: sinks.rho_g,
    etaInstant: sinks.sub_params.eta_instant,
    rho: material.rho,
    referenceSize: SINK_REFERENCE_SIZE,
  };
}

/** Without any end time a run lasts `scope.analysis_years`. */
function withEndTime(config: RunConfig): RunConfig {
  const { numerics, scope } = config;
  if (numerics.t_end_years !== null || numerics.t_end_orbits !== null) return config;
  return { ...config, numerics: { ...numerics, t_end_years: scope.analysis_years } };
}
