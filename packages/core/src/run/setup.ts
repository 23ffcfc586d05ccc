import type { CollisionDynamicsSettings } from '../collisions/kernelState.ts';
import { resolveStrengthLaw } from '../collisions/qstar.ts';
import type { SupplyVelocitySettings } from '../collisions/supplyVelocity.ts';
import { BETA_THRESHOLD, MARS_MASS, YEAR } from '../constants.ts';
import type { SizeGrid } from '../dust/grid.ts';
import { initialPsd } from '../dust/initial.ts';
import { massOpacity } from '../dust/opacity.ts';
import type { EngineContext } from '../engine/context.ts';
import { type MarsTemperatureDriver, resolveTemperatureDriver } from '../mars/driver.ts';
import { type EccentricityProfile, eccentricityProfile } from '../orbit/eccentricity.ts';
import { createPhaseEvaluator, type PhaseEvaluator } from '../phase/evaluator.ts';
import { radiationBeta } from '../radiation/beta.ts';
import {
  createRadiationState,
  evaluateRadiation,
  type RadiationContext,
  type RadiationState,
} from '../radiation/blowout.ts';
import { resolveChiBlow } from '../radiation/chi.ts';
import type { TauGateSettings } from '../radiation/gates.ts';
import { buildPhiTable, type PhiTable } from '../radiation/phiTable.ts';
import { qprAt } from '../radiation/qpr.ts';
import { lineOfSightFactor, usesPhiTable } from '../radiation/shielding.ts';
import type { RunConstants } from '../records/declare.ts';
import { SINK_REFERENCE_SIZE, type SinkSettings } from '../sinks/timescale.ts';
import { createSublimationModel } from '../sublimation/saturation.ts';
import type { SupplyTables } from '../supply/baseRate.ts';
import { buildSupplyLaw, type SupplyLaw } from '../supply/evaluate.ts';
import { initialPsdWeights } from '../supply/injectionWeights.ts';
import { normaliseSupply } from '../supply/normalise.ts';
import { mixingTime, resolveTransport, type SupplyTransport } from '../supply/transport.ts';
import type { TableColumns } from '../tables/columns.ts';
import { createVersionCounter } from '../versions.ts';
import type { RunConfig } from './config.ts';
import { buildDisk, type Disk, midplaneDensities } from './disk.ts';
import { opticalDepth, surfaceDensityAt } from './opticalDepth.ts';
import { resolveQprSource } from './qprSource.ts';
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
  const { shielding, material, sizes, numerics } = config;
  const lineOfSight = shielding === null ? 1 : lineOfSightFactor(shielding.los_geometry);
  const phi = usesPhiTable(shielding) && tables.phi !== null ? buildPhiTable(tables.phi) : null;
  if (phi !== null) warnings.push(...phi.warnings);

  const radiation: RadiationContext = { sMin: sizes.s_min, rho: material.rho, qpr };
  const initialRadiation = createRadiationState();
  evaluateRadiation(driver.initial, radiation, initialRadiation);
  const { grid, number } = initialPsd(config, initialRadiation.sMin, createVersionCounter());
  const kappaInitial = massOpacity(grid.sizes, grid.widths, number, grid.rho);

  const depth = opticalDepth(config);
  const sigmaAt = (tau: number, path: string) =>
    surfaceDensityAt(tau, kappaInitial, phi, lineOfSight, path);
  const sigmaInitial = sigmaAt(depth.tau0_target, 'optical_depth.tau0_target');
  const muReferenceTau = config.supply.const.mu_reference_tau;
  const sigmaReference = sigmaAt(muReferenceTau, 'supply.const.mu_reference_tau');

  const qprConfig = qprAt(qpr, sizes.s_min, driver.initial);
  const betaConfig = radiationBeta(sizes.s_min, qprConfig, material.rho, driver.initial);
  const { betaMin, qprMin } = initialRadiation;
  const chiBlow = resolveChiBlow(config.chi_blow, betaMin, qprMin);

  const transport = resolveTransport(config.supply, true);
  const law = buildSupplyLaw(config.supply, tables.supply);
  const phase = createPhaseEvaluator(config.phase);
  const sublimation = createSublimationModel(config.sinks.sub_params, tables.saturation);
  warnings.push(...phase.warnings, ...sublimation.warnings);
  const { injection } = config.supply;
  const engine: EngineContext = {
    cells: disk.cells,
    grid,
    radius: disk.radius,
    radiation,
    strength,
    injection: {
      settings: injection,
      sizes: grid.sizes,
      widths: grid.widths,
      masses: grid.masses,
      massWeights:
        injection.mode === 'initial_psd'
          ? initialPsdWeights(grid.sizes, grid.widths, number)
          : null,
    },
    sublimation,
    qAbsMean: config.phase.q_abs_mean,
  };

  const e = (cell: number) => eccentricities.eccentricities?.[cell] ?? config.dynamics.e0;
  const timeGrid = resolveTimeGrid(numerics, disk.reference, driver);
  const supplyLaws = Array.from({ length: disk.cells }, (_, cell) =>
    normaliseSupply(law, config.supply, { sigma: sigmaReference, tOrb: disk.orbitalPeriod[cell] }),
  );
  return {
    config,
    disk,
    cells: disk.cells,
    bins: grid.sizes.length,
    radius: disk.radius,
    area: disk.area,
    omega: disk.omega,
    switches,
    engine,
    rho: material.rho,
    driver,
    initialRadiation,
    betaConfig,
    chiBlow,
    tBlow: disk.omega.map((omega) => chiBlow / omega),
    grid,
    initialNumber: number,
    kappaInitial,
    sigmaInitial,
    muReferenceTau,
    sigmaReference,
    cellMass: disk.area.map((area) => (sigmaInitial * area) / MARS_MASS),
    sigmaMidplane: midplaneDensities(config, disk),
    phi,
    lineOfSight,
    eccentricities,
    dynamics: Array.from({ length: disk.cells }, (_, cell) => ({
      ...config.dynamics,
      e0: e(cell),
    })),
    supplyVelocity: injection.velocity,
    phase,
    tauGate: config.radiation?.tau_gate ?? null,
    sinks: {
      isSublimationEnabled: switches.sublimates,
      isGasDragEnabled: switches.dragsGas,
      gasDensity: config.sinks.rho_g,
      etaInstant: config.sinks.sub_params.eta_instant,
      rho: material.rho,
      referenceSize: SINK_REFERENCE_SIZE,
    },
    supplyLaws,
    transport,
    tMix: disk.orbitalPeriod.map((tOrb) => mixingTime(transport, tOrb)),
    tauStopLimit: depth.tau_stop * (1 + depth.tau_stop_tol),
    timeGrid,
    minDuration: (numerics.min_duration_years ?? 0) * YEAR,
    keepsOrbitRollup: numerics.orbit_rollup,
    isHistoryDependent: config.sinks.sub_params.psat_cache_tol_K > 0,
    constants: {
      r_source: disk.source,
      T_M_source: driver.source,
      phase_temperature_input: switches.phaseSeesParticles ? 'particle' : 'mars_surface',
      beta_at_smin_config: betaConfig,
      beta_threshold: BETA_THRESHOLD,
      Sigma_surf0: sigmaInitial,
      phase_tau_field: 'los',
      mu_orbit10pct: config.supply.const.mu_orbit10pct,
      epsilon_mix: config.supply.mixing.epsilon_mix,
      supply_transport_mode: transport.mode,
      supply_temperature_value_kind: temperatureValueKind(law),
      n_substeps: 1,
      chi_blow_eff: chiBlow,
      case_status: caseStatus(config, betaConfig),
      rho_used: material.rho,
      s_min_config: sizes.s_min,
      blowout_layer_mode: config.blowout.layer,
      blowout_target_phase: config.blowout.target_phase,
    },
    warnings,
  };
}

/** Without any end time a run lasts `scope.analysis_years` (S5). */
function withEndTime(config: RunConfig): RunConfig {
  const { numerics, scope } = config;
  if (numerics.t_end_years !== null || numerics.t_end_orbits !== null) return config;
  return { ...config, numerics: { ...numerics, t_end_years: scope.analysis_years } };
}

function temperatureValueKind(law: SupplyLaw): string | null {
  if (!law.isEnabled) return null;
  return law.temperature?.kind === 'table' && law.temperature.valueKind === 'rate'
    ? 'rate'
    : 'scale';
}

function caseStatus(config: RunConfig, betaConfig: number): string {
  if (!config.blowout.enabled) return 'no_blowout';
  return betaConfig >= BETA_THRESHOLD ? 'blowout' : 'ok';
}
