/** The rate equations of one step, dN_k/dt = G_k + F_k − S_k N_k − Λ_k N_k, with everything taken at the old state. */
export interface RateEquations {
  /** Number surface densities at the start N_k, m⁻²; one value a bin, like all arrays here. */
  readonly numberDensity: Float64Array;
  /** Particle masses, kg. */
  masses: Float64Array;
  /** Loss coefficients Λ_k, s⁻¹. */
  readonly loss: Float64Array;
  /** Gains G_k, m⁻² s⁻¹. */
  readonly gain: Float64Array;
  /** Sum of all sinks S_k, s⁻¹. */
  readonly sink: Float64Array;
  /** Supply F_k, m⁻² s⁻¹. */
  readonly source: Float64Array;
  /** Nominal time step, s. */
  dt: number;
  /** Supplied mass for the mass budget, kg m⁻² s⁻¹. */
  productionRate: number;
  /** Mass removed by the sinks for the mass budget, kg m⁻² s⁻¹. */
  removalRate: number;
  /** Largest relative error of the mass budget that is accepted. */
  massTolerance: number;
  /** Largest step in units of the shortest collision time. */
  safety: number;
}

/** The outcome of one step of a scheme. */
export interface SchemeResult {
  /** Number surface densities at the end N′_k, m⁻²; one value a bin. */
  readonly numberDensity: Float64Array;
  /** Time that was integrated, s; at most the nominal step. */
  dtEff: number;
  /** Relative error of the mass budget. */
  massError: number;
  /** Σ m G, kg m⁻² s⁻¹. */
  gainMassRate: number;
  /** Σ m Λ N′, kg m⁻² s⁻¹. */
  lossMassRate: number;
  /** Σ m S N, kg m⁻² s⁻¹. */
  sinkMassRate: number;
  /** Σ m F, kg m⁻² s⁻¹. */
  sourceMassRate: number;
}

/** A way to integrate the rate equations over one step. */
export interface CollisionScheme {
  readonly name: string;
  /** Overwrites `result`; allocates nothing. */
  step(equations: RateEquations, result: SchemeResult): void;
}
