import type { CollisionDynamicsSettings } from '../collisions/kernelState.ts';
import type { QstarSettings } from '../collisions/qstar.ts';
import type { InitialPsdSettings } from '../dust/initial.ts';
import type { MarsTemperatureSettings } from '../mars/driver.ts';
import type { EccentricityProfileSettings } from '../orbit/eccentricity.ts';
import type { PhaseSettings } from '../phase/evaluator.ts';
import type { TauGateSettings } from '../radiation/gates.ts';
import type { ShieldingSettings } from '../radiation/shielding.ts';
import type { SublimationSettings } from '../sublimation/settings.ts';
import type { SupplySettings } from '../supply/settings.ts';
import type { TimeGridSettings } from './timeGrid.ts';

/**
 * What a 1D run reads of a resolved configuration: keys as in the file, all defaults filled in, null where an optional
 * value is absent. The sections belong to the physics that reads them.
 */
export interface RunConfig extends InitialPsdSettings {
  readonly physics_mode: string;
  readonly scope: { readonly analysis_years: number };
  readonly geometry: {
    readonly mode: string;
    readonly Nr: number | null;
    readonly r_in: number | null;
    readonly r_out: number | null;
  };
  readonly disk: {
    readonly geometry: {
      readonly r_in_RM: number;
      readonly r_out_RM: number;
      readonly p_index: number;
    };
  } | null;
  readonly inner_disk_mass: {
    readonly use_Mmars_ratio: boolean;
    readonly M_in_ratio: number;
  } | null;
  readonly chi_blow: number | 'auto';
  readonly sizes: InitialPsdSettings['sizes'] & { readonly s_min: number };
  readonly dynamics: CollisionDynamicsSettings & {
    readonly e_profile: EccentricityProfileSettings | null;
    readonly e_mode: string;
  };
  readonly qstar: QstarSettings;
  readonly radiation:
    | (MarsTemperatureSettings & {
        readonly source: string;
        readonly use_solar_rp: boolean;
        readonly freeze_kappa: boolean;
        readonly qpr_table_path: string | null;
        readonly qpr_strict: boolean;
        readonly Q_pr: number | null;
        readonly tau_gate: TauGateSettings;
      })
    | null;
  readonly shielding: ShieldingSettings | null;
  readonly optical_depth: {
    readonly tau0_target: number;
    readonly tau_stop: number;
    readonly tau_stop_tol: number;
  } | null;
  readonly phase: PhaseSettings & {
    readonly temperature_input: string;
    readonly q_abs_mean: number;
    readonly allow_liquid_hkl: boolean;
  };
  readonly blowout: {
    readonly enabled: boolean;
    readonly target_phase: 'solid_only' | 'any';
    readonly layer: string;
    readonly gate_mode: string;
  };
  readonly sinks: {
    readonly mode: string;
    readonly enable_sublimation: boolean;
    readonly sublimation_location: string;
    readonly sub_params: SublimationSettings & { readonly mass_conserving: boolean };
    readonly enable_gas_drag: boolean;
    readonly rho_g: number;
  };
  readonly surface: {
    readonly freeze_sigma: boolean;
    readonly use_tcoll: boolean;
    readonly collision_solver: string;
  };
  readonly supply: SupplySettings;
  readonly numerics: TimeGridSettings & {
    readonly dt_min_tcoll_ratio: number | null;
    readonly orbit_rollup: boolean;
    readonly stop_on_blowout_below_smin: boolean;
  };
  readonly psd: InitialPsdSettings['psd'] & { readonly floor: { readonly mode: string } };
}
