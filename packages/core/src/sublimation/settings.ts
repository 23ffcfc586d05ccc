/** The section `sinks.sub_params`. */
export interface SublimationSettings {
  /** "hkl" and "hkl_timescale" mean Hertz–Knudsen–Langmuir, anything else the placeholder; case does not matter. */
  readonly mode: string;
  readonly psat_model: string;
  /** Evaporation coefficient α, in [0, 1]. */
  readonly alpha_evap: number;
  /** Molar mass μ, kg mol⁻¹. */
  readonly mu: number;
  /** Solid branch of log10(P/Pa) = A − B/T, B in K. */
  readonly A: number | null;
  readonly B: number | null;
  /** Range in which the solid branch was measured, K; recorded only. */
  readonly valid_K: readonly [number, number] | null;
  readonly enable_liquid_branch: boolean;
  /** The liquid branch applies at and above, K. */
  readonly psat_liquid_switch_K: number | null;
  readonly A_liq: number | null;
  readonly B_liq: number | null;
  readonly valid_liquid_K: readonly [number, number] | null;
  readonly psat_table_path: string | null;
  /** Half width of the fit outside a table, K. */
  readonly local_fit_window_K: number;
  readonly min_points_local_fit: number;
  /** A pressure is used again for temperatures this close to its own, K. */
  readonly psat_cache_tol_K: number;
  /** Share η of the time-scale in which a grain sublimates "instantly". */
  readonly eta_instant: number;
  /** Scale of the placeholder, K. */
  readonly dT: number;
  /** Ambient pressure of the vapour, Pa. */
  readonly P_gas: number;
}
