/** The base rate of a supply or of a piece of it: how much mass arrives per area of the disk surface and time. */
export interface SupplyRateSettings {
  readonly mode: 'const' | 'powerlaw' | 'table' | 'piecewise';
  readonly const: { readonly prod_area_rate_kg_m2_s: number };
  readonly powerlaw: {
    /** Null gives no supply. */
    readonly A_kg_m2_s: number | null;
    readonly t0_s: number;
    readonly index: number;
  };
  readonly table: {
    readonly path: string;
    readonly time_unit: 's' | 'year';
  };
}

/** A stretch of time, t_start_s ≤ t < t_end_s, with a base rate of its own. */
export interface SupplyPieceSettings extends SupplyRateSettings {
  readonly mode: 'const' | 'powerlaw' | 'table';
  readonly t_start_s: number;
  readonly t_end_s: number;
}

/** `supply.const`: the constant rate, given directly or through μ. */
export interface ConstantSupplySettings {
  /** kg m⁻² s⁻¹, before mixing; used when `mu_orbit10pct` is null. */
  readonly prod_area_rate_kg_m2_s: number;
  readonly mu_orbit10pct: number | null;
  readonly mu_reference_tau: number;
  readonly orbit_fraction_at_mu1: number | null;
}

/** `supply.reservoir`: the finite mass from which a cell is supplied. Active as soon as a mass is given. */
export interface ReservoirSettings {
  readonly enabled: boolean;
  /** M_Mars, for each cell. */
  readonly mass_total_Mmars: number | null;
  readonly depletion_mode: 'hard_stop' | 'taper';
  readonly taper_fraction: number;
}

/** `supply.feedback`: the rate follows the optical depth of the cell. */
export interface FeedbackSettings {
  readonly enabled: boolean;
  readonly target_tau: number;
  readonly gain: number;
  readonly response_time_years: number;
  readonly min_scale: number;
  readonly max_scale: number;
  readonly initial_scale: number;
}

/** `supply.temperature`: the rate follows the temperature of Mars. */
export interface SupplyTemperatureSettings {
  readonly enabled: boolean;
  readonly mode: 'scale' | 'table';
  readonly reference_K: number;
  readonly exponent: number;
  readonly scale_at_reference: number;
  readonly floor: number;
  readonly cap: number;
  readonly table: {
    readonly path: string;
    readonly value_kind: 'scale' | 'rate';
    readonly column_temperature: string;
    readonly column_value: string;
  };
}

/** `supply.transport`: whether supplied mass reaches the surface at once or through a deep layer. */
export interface SupplyTransportSettings {
  readonly mode: 'direct' | 'deep_mixing';
  readonly t_mix_orbits: number | null;
  readonly headroom_gate: 'hard' | 'soft';
}

/** `supply.injection`: size and velocity of the supplied grains. */
export interface InjectionSettings {
  readonly mode: 'min_bin' | 'powerlaw_bins' | 'initial_psd';
  /** m */
  readonly s_inj_min: number | null;
  /** m */
  readonly s_inj_max: number | null;
  readonly q: number;
  /** Stands in for `supply.transport.t_mix_orbits` when that is null. */
  readonly deep_reservoir_tmix_orbits: number | null;
  readonly velocity: {
    readonly mode: 'inherit' | 'fixed_ei' | 'factor';
    readonly e_inj: number | null;
    /** rad */
    readonly i_inj: number | null;
    readonly vrel_factor: number | null;
    readonly blend_mode: 'rms' | 'linear';
    readonly weight_mode: 'delta_sigma' | 'sigma_ratio';
  };
}

/** The resolved section `supply` of a configuration. */
export interface SupplySettings extends SupplyRateSettings {
  readonly enabled: boolean;
  readonly const: ConstantSupplySettings;
  readonly piecewise: readonly SupplyPieceSettings[];
  readonly mixing: { readonly epsilon_mix: number };
  readonly headroom_policy: 'clip' | 'spill';
  readonly reservoir: ReservoirSettings;
  readonly feedback: FeedbackSettings;
  readonly temperature: SupplyTemperatureSettings;
  readonly transport: SupplyTransportSettings;
  readonly injection: InjectionSettings;
}
